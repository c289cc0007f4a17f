/** `ui.number`: a number that is typed. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { debounceOf, defined, fieldSpec, makeField, same } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";

export interface NumberLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export interface NumberOptions extends InputOptions<number> {
  /** Default: any number. */
  readonly step?: number | undefined;
  /** Default: the minimum, or 0. */
  readonly value?: number | undefined;
  /** Milliseconds of rest before a change counts. Default 300. Enter and leaving the field count at once. */
  readonly debounce?: number | undefined;
}

export interface NumberMaker {
  /** Without limits any number can be typed. */
  (min?: number, max?: number, options?: NumberOptions): Input<number>;
  (options: NumberOptions & NumberLimits): Input<number>;
}

export function makeNumberMaker(host: CellHost): NumberMaker {
  return (first?: number | (NumberOptions & NumberLimits), last?: number, rest: NumberOptions = {}) => {
    const options = typeof first === "object" ? first : { ...rest, min: first, max: last };
    const { min, max, step } = options;
    const low = min ?? -Infinity;
    const high = max ?? Infinity;
    const start = options.value ?? clamp(0, low, high);
    const given = [min, max, step, start].filter((part) => part !== undefined);
    if (!given.every((part) => Number.isFinite(part)) || high < low || (step !== undefined && step <= 0)) throw stdError("E513", { min: min ?? "any", max: max ?? "any", step: step ?? "any" });
    const spec = { type: "number", ...fieldSpec(options), ...defined({ min, max, step }), debounce: debounceOf(options.debounce, 300) } as const;
    return makeField<number>(host, {
      type: "number",
      identity: [min ?? null, max ?? null, step ?? null],
      start: clamp(start, low, high),
      onChange: options.onChange,
      valueOf: same,
      read: (sent) => (typeof sent === "number" && Number.isFinite(sent) ? { held: clamp(sent, low, high) } : undefined),
      write: (value) => value,
      draw: (value) => ({ spec, value }),
    });
  };
}

/** The nearest number within the limits. */
export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
