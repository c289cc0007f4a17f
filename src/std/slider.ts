/** `ui.slider`: a number that the reader of the page chooses. */
import type { CellHost, OutputSlot } from "./cellHost.ts";
import { stdError } from "./errors.ts";
import { outputSymbol } from "./formatValue.ts";
import type { InputOutput, InputSpec, Output } from "./output.ts";
import { liveSymbol, type LiveValue } from "./show.ts";

export interface SliderOptions {
  /** Default 1. */
  readonly step?: number;
  /** Where it starts. Default: the minimum. */
  readonly value?: number;
  readonly label?: string;
}

/** A slider. Read `value` in another cell; that cell runs again when it changes. */
export interface Slider {
  readonly value: number;
}

export interface SliderMaker {
  /** @param min default 0  @param max default 100 */
  (min?: number, max?: number, options?: SliderOptions): Slider;
  (options: SliderOptions & { readonly min?: number; readonly max?: number }): Slider;
}

export function makeSliderMaker(host: CellHost): SliderMaker {
  return (first?: number | (SliderOptions & { readonly min?: number; readonly max?: number }), max?: number, options: SliderOptions = {}) => {
    const all = typeof first === "object" ? first : { ...options, min: first, max };
    return new LiveSlider(host, all);
  };
}

class LiveSlider implements Slider, LiveValue {
  readonly #host: CellHost;
  readonly #spec: InputSpec;
  readonly #id: string;
  #value: number;
  #slot: OutputSlot | undefined;

  constructor(host: CellHost, options: SliderOptions & { readonly min?: number | undefined; readonly max?: number | undefined }) {
    const { min = 0, max = Math.max(100, min), step = 1, label = "", value = min } = options;
    if (![min, max, step, value].every((part) => Number.isFinite(part)) || max < min || step <= 0) throw stdError("E511", { min, max, step });
    this.#host = host;
    this.#spec = { type: "slider", label: String(label), min, max, step };
    this.#value = Math.min(max, Math.max(min, value));
    this.#id = host.addInput({
      kind: "slider",
      identity: JSON.stringify(["slider", min, max, step]),
      handle: this,
      current: () => this.#value,
      accept: (wanted) => this.#accept(wanted),
    });
  }

  get value(): number {
    if (this.#host.isRunning()) throw stdError("E510", { kind: "slider" });
    return this.#value;
  }

  set value(_: number) {
    throw stdError("E512");
  }

  [liveSymbol](show: (output: Output) => OutputSlot): boolean {
    if (this.#slot !== undefined) return false;
    this.#slot = show(this[outputSymbol]());
    return true;
  }

  [outputSymbol](): InputOutput {
    return { kind: "input", input: this.#id, spec: this.#spec, value: this.#value };
  }

  toString(): string {
    return `slider from ${this.#spec.min} to ${this.#spec.max}`;
  }

  #accept(wanted: unknown): boolean {
    if (typeof wanted !== "number" || !Number.isFinite(wanted)) return false;
    this.#value = Math.min(this.#spec.max, Math.max(this.#spec.min, wanted));
    this.#slot?.update(() => this[outputSymbol]());
    return true;
  }
}
