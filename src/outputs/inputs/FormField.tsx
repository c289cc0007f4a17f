import type { FormEvent, ReactNode } from "react";
import { useId, useMemo, useRef, useState } from "react";
import type { InputOutput } from "../../kernel/protocol.ts";
import { DraftContext, type Draft } from "./draft.ts";
import { Problem } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { nameOf } from "./inputText.ts";

/** Fields that are sent together when the reader submits them. */
export function FormField({ output, send, show }: FieldViewProps<"form"> & { show: (content: InputOutput) => ReactNode }) {
  const id = useId();
  const { spec, problem = null, value: wasSubmitted } = output;
  const [epoch, setEpoch] = useState(0);
  const [changed, setChanged] = useState(false);
  const [busy, setBusy] = useState(false);
  const fields = useRef(new Map<string, unknown>());
  const draft = useMemo<Draft>(
    () => ({
      epoch,
      keep: (input, value) => {
        fields.current.set(input, value);
        setChanged(true);
      },
    }),
    [epoch],
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A form inside this one submits to this one.
    event.stopPropagation();
    setBusy(true);
    const sent = collect(spec.content, fields.current);
    try {
      await send(sent === undefined ? {} : sent);
    } finally {
      fields.current.clear();
      setBusy(false);
      setChanged(false);
      setEpoch((count) => count + 1);
    }
  };
  const note = changed ? (wasSubmitted ? "Changed since it was submitted." : null) : problem === null && wasSubmitted ? "Submitted." : null;
  return (
    <form className="input-field input-form" data-type="form" data-full={spec.fullWidth || undefined} aria-label={spec.label === "" ? nameOf(output) : spec.label} noValidate onSubmit={(event) => void submit(event)}>
      {spec.label !== "" && <p className="input-label">{spec.label}</p>}
      <DraftContext value={draft}>{show(spec.content)}</DraftContext>
      <div className="input-form-end">
        <button type="submit" className="input-button" data-tone="prominent" data-busy={busy || undefined} disabled={spec.disabled} aria-describedby={problem === null || changed ? undefined : `${id}-problem`}>
          {spec.submitLabel}
        </button>
        {note !== null && <span className="input-note">{note}</span>}
      </div>
      <Problem id={`${id}-problem`} text={changed ? null : problem} />
    </form>
  );
}

/** What the reader changed, in the shape of the form's value; undefined where nothing was changed. */
function collect(content: InputOutput, fields: ReadonlyMap<string, unknown>): unknown {
  const { spec } = content;
  if (spec.type !== "array" && spec.type !== "dictionary") return fields.get(content.input);
  const parts = spec.items.map(({ key, content: part }) => [key, collect(part, fields)] as const).filter(([, value]) => value !== undefined);
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
