import { Field } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { useLiveValue } from "./useLiveValue.ts";

/** A line of text. */
export function TextField({ output, send }: FieldViewProps<"text">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send, spec.debounce);
  return (
    <Field output={output} waiting={live.waiting}>
      {(control) => (
        <input
          {...control}
          className="input-box"
          type={spec.format}
          placeholder={spec.placeholder}
          maxLength={spec.maxLength}
          autoComplete={spec.format === "password" ? "new-password" : "off"}
          spellCheck={spec.format === "text" ? undefined : false}
          value={live.value}
          onChange={(event) => live.set(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") live.flush();
          }}
          onBlur={live.flush}
        />
      )}
    </Field>
  );
}

/** Several lines of text. Ctrl+Enter sends at once. */
export function TextareaField({ output, send }: FieldViewProps<"textarea">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send, spec.debounce);
  return (
    <Field output={output} waiting={live.waiting}>
      {(control) => (
        <textarea
          {...control}
          className="input-box input-textarea"
          rows={spec.rows}
          placeholder={spec.placeholder}
          maxLength={spec.maxLength}
          value={live.value}
          onChange={(event) => live.set(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) live.flush();
          }}
          onBlur={live.flush}
        />
      )}
    </Field>
  );
}
