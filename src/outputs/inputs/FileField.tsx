import { useContext, useState } from "react";
import type { DragEvent } from "react";
import type { FileFacts } from "../../kernel/protocol.ts";
import { formatBytes } from "../numbers.ts";
import { DraftContext } from "./draft.ts";
import { Field } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";

/** Picks files, by dialog or by dropping them on it. They are read here and kept by the kernel; nothing is sent anywhere. */
export function FileField({ output, send }: FieldViewProps<"file">) {
  const { spec } = output;
  const draft = useContext(DraftContext);
  /** Files that a form around this has not submitted yet. */
  const [kept, setKept] = useState<{ readonly epoch: number; readonly files: readonly FileFacts[] } | null>(null);
  const files = draft !== null && kept?.epoch === draft.epoch ? kept.files : output.value;
  const [problem, setProblem] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const [over, setOver] = useState(false);

  const take = async (list: FileList | null) => {
    const picked = [...(list ?? [])].slice(0, spec.multiple ? undefined : 1);
    if (picked.length === 0) return;
    const tooLarge = picked.find((file) => file.size > spec.maxBytes);
    if (tooLarge !== undefined) {
      setProblem(`${tooLarge.name} has ${formatBytes(tooLarge.size)}; at most ${formatBytes(spec.maxBytes)} can be read.`);
      return;
    }
    setReading(true);
    try {
      const read = await Promise.all(picked.map(async (file) => ({ name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) })));
      setProblem(null);
      if (draft !== null) setKept({ epoch: draft.epoch, files: picked.map(({ name, type, size }) => ({ name, type, size })) });
      await send(spec.multiple ? read : (read[0] ?? null));
    } catch {
      setProblem("The file could not be read. It may have been moved or changed; pick it again.");
    } finally {
      setReading(false);
    }
  };
  const remove = () => {
    if (draft !== null) setKept({ epoch: draft.epoch, files: [] });
    void send(spec.multiple ? [] : null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!spec.disabled) void take(event.dataTransfer.files);
  };
  return (
    <Field output={output} problem={problem} waiting={reading}>
      {(control) => (
        <div className="input-file" data-over={over || undefined} onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop}>
          <input
            {...control}
            className="input-file-picker"
            type="file"
            accept={spec.accept === "" ? undefined : spec.accept}
            multiple={spec.multiple}
            onChange={(event) => {
              void take(event.currentTarget.files);
              // So that picking the same file again, after it changed, is a change.
              event.currentTarget.value = "";
            }}
          />
          <ul className="input-file-list" aria-label="Picked files">
            {files.length === 0 && <li className="input-note">{reading ? "Reading …" : "No file yet. It stays on this device."}</li>}
            {files.map((file, at) => (
              <li key={at}>
                {file.name} <span className="input-note">{formatBytes(file.size)}</span>
              </li>
            ))}
          </ul>
          {files.length > 0 && !spec.disabled && (
            <button type="button" className="output-link" onClick={remove}>
              Remove
            </button>
          )}
        </div>
      )}
    </Field>
  );
}
