/** `ui.button` and `ui.runButton`: things to press. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { previewValue } from "../preview.ts";
import { fieldSpec } from "./field.ts";
import { type Input, type InputOptions, makeInput } from "./input.ts";

interface AnyButtonOptions<Value> extends InputOptions<Value> {
  /** `prominent`: the one action that matters. Default `plain`. */
  readonly tone?: "plain" | "prominent" | undefined;
}

export interface CountOptions extends AnyButtonOptions<number> {
  readonly value?: undefined;
  readonly onClick?: undefined;
}

export interface ButtonOptions<Value> extends AnyButtonOptions<Value> {
  /** What the value is before the first click. */
  readonly value: Value;
  /** Makes the value after a click from the one before it. */
  readonly onClick: (value: Value) => Value;
}

export interface ButtonMaker {
  /** Counts its clicks. */
  (options?: CountOptions | string): Input<number>;
  /** Each click makes the next value. */
  <Value>(options: ButtonOptions<Value>): Input<Value>;
}

/** `value` is true during the run that a click set off, and false at any other time. */
export type RunButtonMaker = (options?: AnyButtonOptions<boolean> | string) => Input<boolean>;

/** The clicks and the value that they led to: kept together, so that a re-run of the cell does not click again. */
class Clicked {
  readonly clicks: number;
  readonly value: unknown;

  constructor(clicks: number, value: unknown) {
    this.clicks = clicks;
    this.value = value;
  }
}

/** A script may ask for many clicks at once; more than this are a mistake. */
const maxClicks = 10_000;

export function makeButtonMaker(host: CellHost): ButtonMaker {
  const make = (given: CountOptions | ButtonOptions<unknown> | string = {}): Input<unknown> => {
    const options = typeof given === "string" ? { label: given } : given;
    const { onClick } = options;
    if (onClick !== undefined && typeof onClick !== "function") throw stdError("E521", { kind: "button", option: "onClick", value: previewValue(onClick, 60), expected: "a function from the value before a click to the one after it" });
    const start = new Clicked(0, onClick === undefined ? 0 : options.value);
    const spec = { type: "button", ...fieldSpec(options), tone: toneOf(options) } as const;
    let held = start;
    const click = (from: Clicked): Clicked => new Clicked(from.clicks + 1, onClick === undefined ? from.clicks + 1 : onClick(from.value));
    return makeInput<unknown>(host, {
      type: "button",
      identity: [],
      memory: "kernel",
      onChange: options.onChange as ((value: unknown) => unknown) | undefined,
      held: () => held.value,
      accept: (sent) => {
        if (sent instanceof Clicked) {
          held = sent;
          return true;
        }
        const wanted = sent === true ? held.clicks + 1 : sent;
        if (typeof wanted !== "number" || !Number.isInteger(wanted) || wanted < 0 || wanted > held.clicks + maxClicks) return false;
        let next = wanted < held.clicks ? start : held;
        while (next.clicks < wanted) next = click(next);
        held = next;
        return true;
      },
      plain: () => held.value,
      remember: () => held,
      open: () => () => ({ spec, value: held.clicks }),
    });
  };
  return make as ButtonMaker;
}

export function makeRunButtonMaker(host: CellHost): RunButtonMaker {
  return (given = {}) => {
    const options = typeof given === "string" ? { label: given } : given;
    const spec = { type: "runButton", ...fieldSpec({ ...options, label: options.label ?? "Run" }), tone: toneOf(options) } as const;
    let pressed = false;
    return makeInput<boolean>(host, {
      type: "runButton",
      identity: [],
      memory: "run",
      onChange: options.onChange,
      held: () => pressed,
      accept: (sent) => {
        if (sent !== true && typeof sent !== "number") return false;
        pressed = true;
        return true;
      },
      plain: () => pressed,
      remember: () => false,
      release: () => {
        pressed = false;
      },
      open: () => () => ({ spec, value: pressed }),
    });
  };
}

function toneOf({ tone }: AnyButtonOptions<never>): "plain" | "prominent" {
  return tone === "prominent" ? "prominent" : "plain";
}
