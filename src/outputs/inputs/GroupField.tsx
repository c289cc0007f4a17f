import type { ReactNode } from "react";
import type { InputOf, InputOutput } from "../../kernel/protocol.ts";
import { nameOf } from "./inputText.ts";
import { Problem } from "./Field.tsx";

/** Several inputs that are read together. Those of a dictionary without a label of their own are named by their key. */
export function GroupField({ output, show }: { output: InputOf<"array"> | InputOf<"dictionary">; show: (content: InputOutput) => ReactNode }) {
  const { spec, problem = null } = output;
  const items = spec.items.map(({ key, content }) => (
    <div key={content.input} className="input-group-item">
      {show(spec.type === "dictionary" && content.spec.label === "" ? labelled(content, key) : content)}
    </div>
  ));
  const name = spec.label === "" ? nameOf(output) : spec.label;
  return (
    <fieldset className="input-field input-group" data-type={spec.type} data-full={spec.fullWidth || undefined} disabled={spec.disabled}>
      <legend className={spec.label === "" ? "input-unseen" : "input-label"}>{name}</legend>
      {items}
      <Problem id={`${output.input}-problem`} text={problem} />
    </fieldset>
  );
}

function labelled(content: InputOutput, label: string): InputOutput {
  // The same kind of input with another label.
  return { ...content, spec: { ...content.spec, label } } as InputOutput;
}
