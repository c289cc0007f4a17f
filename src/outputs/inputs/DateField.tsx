import { useState } from "react";
import type { InputOf } from "../../kernel/protocol.ts";
import { Field } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { useLiveValue } from "./useLiveValue.ts";

/** A day. While it is typed, a part of it may be missing; what is no day within the limits is not sent. */
export function DateField({ output, send }: FieldViewProps<"date">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send, 150);
  const [draft, setDraft] = useState<{ readonly text: string; readonly over: unknown } | null>(null);
  // Another value from elsewhere replaces what was typed.
  const typed = draft?.over === output.value ? draft.text : null;
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
            setDraft({ text, over: output.value });
            if (problemOf(text, spec) === null) live.set(text);
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

function problemOf(text: string, { min, max }: InputOf<"date">["spec"]): string | null {
  if (text === "") return "Enter a date.";
  if (min !== undefined && text < min) return `Enter ${min} or later.`;
  if (max !== undefined && text > max) return `Enter ${max} or earlier.`;
  return null;
}
