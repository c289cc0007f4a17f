import type { ReactNode } from "react";
import { useId } from "react";
import type { InputOf } from "../../kernel/protocol.ts";
import { Field, Problem } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { nameOf } from "./inputText.ts";
import { useLiveValue } from "./useLiveValue.ts";

/** Text that stands for no choice. */
const none = "None";

export function SelectField({ output, send }: FieldViewProps<"select">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send);
  // A value is an option's place, so that no text of an option can be taken for "none".
  const place = live.value === null ? "" : String(spec.options.indexOf(live.value));
  return (
    <Field output={output} waiting={live.waiting}>
      {(control) => (
        <select {...control} className="input-box input-select" value={place} onChange={(event) => live.set(event.currentTarget.value === "" ? null : (spec.options[Number(event.currentTarget.value)] ?? null))}>
          {(spec.optional || live.value === null) && <option value="">{none}</option>}
          {spec.options.map((option, at) => (
            <option key={option} value={at}>
              {option}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function RadioField({ output, send }: FieldViewProps<"radio">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send);
  return (
    <Options output={output} waiting={live.waiting}>
      {(group) => (
        <>
          {spec.optional && <Option type="radio" group={group} label={none} checked={live.value === null} disabled={spec.disabled} onCheck={() => live.set(null)} />}
          {spec.options.map((option) => (
            <Option key={option} type="radio" group={group} label={option} checked={live.value === option} disabled={spec.disabled} onCheck={() => live.set(option)} />
          ))}
        </>
      )}
    </Options>
  );
}

export function MultiselectField({ output, send }: FieldViewProps<"multiselect">) {
  const { spec } = output;
  const live = useLiveValue<readonly string[]>(output.value, send);
  const full = spec.maxSelections !== undefined && live.value.length >= spec.maxSelections;
  const set = (option: string, chosen: boolean) => live.set(spec.options.filter((other) => (other === option ? chosen : live.value.includes(other))));
  return (
    <Options output={output} waiting={live.waiting} note={spec.maxSelections === undefined ? null : `${live.value.length} of at most ${spec.maxSelections} chosen`}>
      {(group) =>
        spec.options.map((option) => {
          const checked = live.value.includes(option);
          return <Option key={option} type="checkbox" group={group} label={option} checked={checked} disabled={spec.disabled || (full && !checked)} onCheck={(next) => set(option, next)} />;
        })
      }
    </Options>
  );
}

interface OptionsProps {
  readonly output: InputOf<"multiselect"> | InputOf<"radio">;
  readonly waiting: boolean;
  readonly note?: string | null;
  readonly children: (group: string) => ReactNode;
}

/** Options below each other; a long list scrolls. */
function Options({ output, waiting, note = null, children }: OptionsProps) {
  const id = useId();
  const { spec } = output;
  const problem = output.problem ?? null;
  return (
    <fieldset className="input-field input-options" data-type={spec.type} data-waiting={waiting || undefined} data-disabled={spec.disabled || undefined} data-full={spec.fullWidth || undefined} aria-describedby={problem === null ? undefined : `${id}-problem`}>
      <legend className={spec.label === "" ? "input-unseen" : "input-label"}>{spec.label === "" ? nameOf(output) : spec.label}</legend>
      <div className="input-options-list">{children(id)}</div>
      {note !== null && <p className="input-note">{note}</p>}
      <Problem id={`${id}-problem`} text={problem} />
    </fieldset>
  );
}

interface OptionProps {
  readonly type: "checkbox" | "radio";
  readonly group: string;
  readonly label: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onCheck: (checked: boolean) => void;
}

function Option({ type, group, label, checked, disabled, onCheck }: OptionProps) {
  return (
    <label className="input-option" data-disabled={disabled || undefined}>
      <input type={type} name={group} checked={checked} disabled={disabled} onChange={(event) => onCheck(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
