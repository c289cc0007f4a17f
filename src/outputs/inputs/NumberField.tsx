import { useState } from "react";
import type { InputOf } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";
import { Field } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { useLiveValue } from "./useLiveValue.ts";

/** A number that is typed. What is no number within the limits is not sent, and said below the field. */
export function NumberField({ output, send }: FieldViewProps<"number">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send, spec.debounce);
  const [draft, setDraft] = useState<{ readonly text: string; readonly over: unknown } | null>(null);
  // Another value from elsewhere replaces what was typed.
  const typed = draft?.over === output.value ? draft.text : null;
  const problem = typed === null ? null : problemOf(typed, spec);
  return (
    <Field output={output} problem={problem} waiting={live.waiting}>
      {(control) => (
        <input
          {...control}
          className="input-box input-number"
          type="number"
          inputMode="decimal"
          min={spec.min}
          max={spec.max}
          step={spec.step ?? "any"}
          value={typed ?? String(live.value)}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setDraft({ text, over: output.value });
            if (problemOf(text, spec) === null) live.set(Number(text));
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") live.flush();
          }}
          onBlur={() => {
            live.flush();
            if (problem === null) setDraft(null);
          }}
        />
      )}
    </Field>
  );
}

function problemOf(text: string, { min, max }: InputOf<"number">["spec"]): string | null {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return "Enter a number.";
  if (min !== undefined && value < min) return `Enter ${formatNumber(min)} or more.`;
  if (max !== undefined && value > max) return `Enter ${formatNumber(max)} or less.`;
  return null;
}
