import type { CSSProperties } from "react";
import type { InputOf } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";
import { Field } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { nameOf } from "./inputText.ts";
import { useLiveValue } from "./useLiveValue.ts";

type Limits = Pick<InputOf<"slider">["spec"], "max" | "min" | "step">;

export function SliderField({ output, send }: FieldViewProps<"slider">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send, spec.debounce);
  return (
    <Field output={output} waiting={live.waiting} inline>
      {(control) => (
        <>
          <input
            {...control}
            className="input-range"
            type="range"
            min={spec.min}
            max={spec.max}
            step={spec.step}
            value={live.value}
            style={{ "--input-from": 0, "--input-to": shareOf(live.value, spec) } as CSSProperties}
            onChange={(event) => live.set(event.currentTarget.valueAsNumber)}
            onBlur={live.flush}
          />
          <output className="input-value" htmlFor={control.id} style={{ minWidth: `${widest(spec)}ch` }}>
            {formatNumber(live.value)}
          </output>
        </>
      )}
    </Field>
  );
}

/** Two sliders on one line, one for each end. Neither passes the other. */
export function RangeSliderField({ output, send }: FieldViewProps<"rangeSlider">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send, spec.debounce);
  const [low, high] = live.value;
  const name = spec.label === "" ? nameOf(output) : spec.label;
  const shared = { className: "input-range", type: "range", min: spec.min, max: spec.max, step: spec.step, onBlur: live.flush } as const;
  return (
    <Field output={output} waiting={live.waiting} inline>
      {({ id, disabled, "aria-describedby": describedBy }) => (
        <>
          <span className="input-range-pair" style={{ "--input-from": shareOf(low, spec), "--input-to": shareOf(high, spec) } as CSSProperties}>
            <input {...shared} id={id} disabled={disabled} aria-describedby={describedBy} aria-label={`${name}, from`} value={low} onChange={(event) => live.set([Math.min(event.currentTarget.valueAsNumber, high), high])} />
            <input {...shared} disabled={disabled} aria-describedby={describedBy} aria-label={`${name}, to`} value={high} onChange={(event) => live.set([low, Math.max(event.currentTarget.valueAsNumber, low)])} />
          </span>
          <output className="input-value" htmlFor={id} style={{ minWidth: `${2 * widest(spec) + 3}ch` }}>
            {formatNumber(low)} – {formatNumber(high)}
          </output>
        </>
      )}
    </Field>
  );
}

function shareOf(value: number, { min, max }: Limits): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
}

function widest({ min, max, step }: Limits): number {
  return Math.max(formatNumber(min).length, formatNumber(max).length, formatNumber(max - step).length);
}
