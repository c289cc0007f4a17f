/** Why a name that a cell reads is not there. */
import { CodedError } from "../diagnostic/codedError.ts";
import { kernelError } from "./errors.ts";
import type { NotebookModel } from "./notebookModel.ts";

/** The error that explains a missing name; undefined when no cell has anything to do with it. */
export function explainMissing(model: NotebookModel, name: string, reader: string): CodedError | undefined {
  const owner = model.graph.owners.get(name)?.find((id) => id !== reader);
  if (owner !== undefined) {
    const { result, stale } = model.cell(owner);
    const reasons: Readonly<Record<string, string>> = {
      exception: "it ended with an error",
      stopped: "it ended early with stop()",
      interrupted: "it was interrupted",
      cancelled: "it was not run",
      blocked: "it is blocked",
      "graph-error": "it has an error",
      disabled: "it is disabled",
    };
    const reason = reasons[result ?? ""] ?? (stale ? "it has not run yet" : "it did not get that far");
    return kernelError("E204", { name, cell: owner, reason });
  }
  if (name.startsWith("_")) {
    for (const record of model.cells()) if (record.id !== reader && record.analysis.locals.includes(name)) return kernelError("E205", { name, cell: record.id });
  }
  for (const record of model.cells()) {
    if (record.id !== reader && record.lostNames.has(name)) return kernelError("E204", { name, cell: record.id, reason: "its text has an error now" });
  }
  return foreignHabit(model, name, reader);
}

/** A name that only another language or a terminal knows: the analysis warned of it where the cell uses it. */
function foreignHabit(model: NotebookModel, name: string, reader: string): CodedError | undefined {
  if (!model.has(reader)) return undefined;
  const { diagnostics, spans } = model.cell(reader).analysis;
  const place = Object.hasOwn(spans, name) ? spans[name] : undefined;
  const warning = diagnostics.find(({ severity, offset, endOffset }) => severity === "warning" && place !== undefined && offset <= place.offset && place.endOffset <= endOffset);
  if (warning === undefined) return undefined;
  return new CodedError(warning.code, { name: "foreign-habit", message: warning.message, why: warning.why ?? "", fix: warning.fix ?? "" });
}
