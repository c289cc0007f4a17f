/** `ui.slider` and `ui.rangeSlider`: numbers that are dragged. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { debounceOf, fieldSpec, makeField, same } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";
import { clamp } from "./numberInput.ts";

export interface SliderLimits {
  /** Default 0. */
  readonly min?: number | undefined;
  /** Default 100. */
  readonly max?: number | undefined;
}

export interface SliderOptions extends InputOptions<number> {
  /** Default 1. */
  readonly step?: number | undefined;
  /** Where it starts. Default: the minimum. */
  readonly value?: number | undefined;
  /** Milliseconds of rest before a change counts. Default 0: cells follow while it is dragged. */
  readonly debounce?: number | undefined;
}

export interface RangeSliderOptions extends InputOptions<readonly [number, number]> {
  /** Default 1. */
  readonly step?: number | undefined;
  /** Lower and upper end. Default: the limits. */
  readonly value?: readonly [number, number] | undefined;
  /** Milliseconds of rest before a change counts. Default 0. */
  readonly debounce?: number | undefined;
}

/** A slider. Read `value` in another cell; that cell runs again when it changes. */
export type Slider = Input<number>;

export interface SliderMaker {
  /** @param min default 0  @param max default 100 */
  (min?: number, max?: number, options?: SliderOptions): Slider;
  (options: SliderOptions & SliderLimits): Slider;
}

export interface RangeSliderMaker {
  /** Two ends on one line. @param min default 0  @param max default 100 */
  (min?: number, max?: number, options?: RangeSliderOptions): Input<readonly [number, number]>;
  (options: RangeSliderOptions & SliderLimits): Input<readonly [number, number]>;
}

export function makeSliderMaker(host: CellHost): SliderMaker {
  return (first?: number | (SliderOptions & SliderLimits), last?: number, rest: SliderOptions = {}) => {
    const options = typeof first === "object" ? first : { ...rest, min: first, max: last };
    const { min, max, step } = limitsOf(options);
    const spec = { type: "slider", ...fieldSpec(options), min, max, step, debounce: debounceOf(options.debounce, 0) } as const;
    return makeField<number>(host, {
      type: "slider",
      identity: [min, max, step],
      start: clamp(finite(options.value ?? min, { min, max, step }), min, max),
      onChange: options.onChange,
      valueOf: same,
      read: (sent) => (typeof sent === "number" && Number.isFinite(sent) ? { held: clamp(sent, min, max) } : undefined),
      write: (value) => value,
      draw: (value) => ({ spec, value }),
    });
  };
}

export function makeRangeSliderMaker(host: CellHost): RangeSliderMaker {
  return (first?: number | (RangeSliderOptions & SliderLimits), last?: number, rest: RangeSliderOptions = {}) => {
    const options = typeof first === "object" ? first : { ...rest, min: first, max: last };
    const { min, max, step } = limitsOf(options);
    const spec = { type: "rangeSlider", ...fieldSpec(options), min, max, step, debounce: debounceOf(options.debounce, 0) } as const;
    const ordered = (low: number, high: number): readonly [number, number] => [clamp(Math.min(low, high), min, max), clamp(Math.max(low, high), min, max)];
    const [low, high] = options.value ?? [min, max];
    return makeField<readonly [number, number]>(host, {
      type: "rangeSlider",
      identity: [min, max, step],
      start: ordered(finite(low, { min, max, step }), finite(high, { min, max, step })),
      onChange: options.onChange,
      valueOf: same,
      read: (sent) => (isPair(sent) ? { held: ordered(sent[0], sent[1]) } : undefined),
      write: ([from, to]) => [from, to],
      draw: (value) => ({ spec, value }),
    });
  };
}

function limitsOf(options: SliderLimits & { readonly step?: number | undefined }): { min: number; max: number; step: number } {
  const min = options.min ?? 0;
  const max = options.max ?? Math.max(100, min);
  const step = options.step ?? 1;
  if (![min, max, step].every((part) => Number.isFinite(part)) || max < min || step <= 0) throw stdError("E511", { min, max, step });
  return { min, max, step };
}

function finite(value: number, limits: { min: number; max: number; step: number }): number {
  if (!Number.isFinite(value)) throw stdError("E511", limits);
  return value;
}

function isPair(sent: unknown): sent is readonly [number, number] {
  return Array.isArray(sent) && sent.length === 2 && sent.every((end) => typeof end === "number" && Number.isFinite(end));
}
