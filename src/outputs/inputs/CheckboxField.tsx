import { useId } from "react";
import { Problem } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { nameOf } from "./inputText.ts";
import { useLiveValue } from "./useLiveValue.ts";

export function CheckboxField({ output, send }: FieldViewProps<"checkbox">) {
  const id = useId();
  const { spec, problem = null } = output;
  const live = useLiveValue(output.value, send);
  return (
    <div className="input-field" data-type="checkbox" data-waiting={live.waiting || undefined} data-disabled={spec.disabled || undefined}>
      <label className="input-option" data-disabled={spec.disabled || undefined}>
        <input
          type="checkbox"
          checked={live.value}
          disabled={spec.disabled}
          aria-label={spec.label === "" ? nameOf(output) : undefined}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => live.set(event.currentTarget.checked)}
        />
        <span>{spec.label}</span>
      </label>
      <Problem id={`${id}-problem`} text={problem} />
    </div>
  );
}
