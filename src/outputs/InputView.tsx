import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { InputOf, InputOutput } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import { inputText } from "./inputs/inputText.ts";
import { formatNumber } from "./numbers.ts";
import "./InputView.css";

/** How long the reader's own value is shown when the kernel never answers with it, in ms. */
const PATIENCE = 2000;

/**
 * An input. The reader's movement shows at once; the kernel hears of it once a frame, the last value wins, and what
 * the kernel holds is shown again as soon as it has caught up.
 */
export function InputView({ output, actions }: { output: InputOutput; actions: OutputActions }) {
  return output.spec.type === "slider" ? <SliderField output={output as InputOf<"slider">} actions={actions} /> : <p>{inputText(output)}</p>;
}

function SliderField({ output, actions }: { output: InputOf<"slider">; actions: OutputActions }) {
  const id = useId();
  const { spec, input } = output;
  const [value, setValue] = useLiveValue(output.value, (next) => actions.setInput(input, next));
  const share = spec.max > spec.min ? (value - spec.min) / (spec.max - spec.min) : 0;
  const widest = Math.max(formatNumber(spec.min).length, formatNumber(spec.max).length, formatNumber(spec.max - spec.step).length);
  return (
    <div className="output-slider">
      {spec.label !== "" && (
        <label className="output-slider-label" htmlFor={id}>
          {spec.label}
        </label>
      )}
      <input
        id={id}
        aria-label={spec.label === "" ? "Slider" : undefined}
        className="output-slider-range"
        type="range"
        min={spec.min}
        max={spec.max}
        step={spec.step}
        value={value}
        style={{ "--output-slider-share": Math.min(1, Math.max(0, share)) } as React.CSSProperties}
        onChange={(event) => setValue(event.currentTarget.valueAsNumber)}
      />
      <output className="output-slider-value" htmlFor={id} style={{ minWidth: `${widest}ch` }}>
        {formatNumber(value)}
      </output>
    </div>
  );
}

/** The kernel's value, overlaid by the reader's own until the kernel has it. */
function useLiveValue(held: number, send: (value: number) => void): [number, (value: number) => void] {
  const [own, setOwn] = useState<number | null>(null);
  const frame = useRef(0);
  const wanted = useRef(held);
  const sender = useRef(send);
  useLayoutEffect(() => {
    sender.current = send;
  });

  useEffect(() => {
    if (own === null) return;
    if (held === own && frame.current === 0) {
      setOwn(null);
      return;
    }
    const timer = setTimeout(() => setOwn(null), PATIENCE);
    return () => clearTimeout(timer);
  }, [held, own]);

  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    },
    [],
  );

  const change = (value: number) => {
    setOwn(value);
    wanted.current = value;
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      sender.current(wanted.current);
    });
  };
  return [own ?? held, change];
}
