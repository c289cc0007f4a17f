import { useEffect, useState } from "react";
import type { InputOf } from "../../kernel/protocol.ts";
import { Field } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { useLiveValue } from "./useLiveValue.ts";

/** A day. While it is typed, a part of it may be missing; what is no day within the limits is not sent. */
export function DateField({ output, send }: FieldViewProps<"date">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send, 150);
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => setTyped(null), [output.value]);
  const problem = typed === null ? null : problemOf(typed, spec);
  return (
    <Field output={output} problem={problem} waiting={live.waiting}>
      {(control) => (
        <input
          {...control}
          className="input-box input-date"
          type="date"
          min={spec.min}
          max={spec.max ?? "9999-12-31"}
          value={typed ?? live.value}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            if (problemOf(text, spec) === null) live.set(text);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") live.flush();
          }}
          onBlur={() => {
            live.flush();
            if (problem === null) setTyped(null);
          }}
        />
      )}
    </Field>
  );
}

function problemOf(text: string, { min, max }: InputOf<"date">["spec"]): string | null {
  if (text === "") return "Enter a date.";
  if (min !== undefined && text < min) return `Enter ${min} or later.`;
  if (max !== undefined && text > max) return `Enter ${max} or earlier.`;
  return null;
}
