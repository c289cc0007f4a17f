import type { ReactNode } from "react";
import { useId } from "react";
import type { InputOutput } from "../../kernel/protocol.ts";
import { nameOf } from "./inputText.ts";
import "./inputs.css";

/** What a control needs to be tied to its label and to what is said about it. */
export interface ControlProps {
  readonly id: string;
  readonly disabled: boolean;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

export interface FieldProps {
  readonly output: InputOutput;
  /** What is wrong, found by the page itself; else the kernel's word. */
  readonly problem?: string | null;
  readonly waiting?: boolean;
  /** The label beside the control rather than above it. */
  readonly inline?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A control with its label, and below it what is wrong with it. */
export function Field({ output, problem = null, waiting = false, inline = false, children }: FieldProps) {
  const id = useId();
  const { spec } = output;
  const said = problem ?? output.problem ?? null;
  const control: ControlProps = {
    id,
    disabled: spec.disabled,
    ...(spec.label === "" ? { "aria-label": nameOf(output) } : {}),
    ...(said === null ? {} : { "aria-describedby": `${id}-problem`, "aria-invalid": true as const }),
  };
  return (
    <div className="input-field" data-type={spec.type} data-inline={inline || undefined} data-full={spec.fullWidth || undefined} data-disabled={spec.disabled || undefined} data-waiting={waiting || undefined}>
      {spec.label !== "" && (
        <label className="input-label" htmlFor={id}>
          {spec.label}
        </label>
      )}
      {children(control)}
      <Problem id={`${id}-problem`} text={said} />
    </div>
  );
}

/** What is wrong, said aloud when it appears. The element is always there: only then do screen readers hear of a change. */
export function Problem({ id, text }: { id: string; text: string | null }) {
  return (
    <p id={id} className="input-problem" role="status" hidden={text === null}>
      {text}
    </p>
  );
}
