/** Every name that exists: what it is, how large, who made it and who reads it. */
import { previewValue, typeName } from "../../std/preview.ts";
import type { CellRecord } from "../cellRecord.ts";
import type { Inputs } from "../inputs.ts";
import type { NotebookModel } from "../notebookModel.ts";
import type { VariableInfo } from "./inspection.ts";
import { estimateSize } from "./valueSize.ts";

/** In page order, and within a cell in the order in which it defines them. */
export function describeVariables(model: NotebookModel, inputs: Inputs): VariableInfo[] {
  const readers = findReaders(model);
  return [...model.cells()].flatMap((record) => [...record.values()].map(([name, value]) => describe(record, name, value, inputs, readers.get(name) ?? [])));
}

function describe(record: CellRecord, name: string, value: unknown, inputs: Inputs, readers: readonly string[]): VariableInfo {
  const input = inputs.valueOf(value);
  const shown = input === undefined ? value : input.value;
  return {
    name,
    type: input?.kind ?? typeName(value),
    bytes: estimateSize(shown),
    preview: previewValue(shown),
    cell: record.id,
    usedBy: readers.filter((id) => id !== record.id),
  };
}

function findReaders(model: NotebookModel): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const { id, analysis } of model.cells()) {
    for (const name of new Set(analysis.refs)) {
      const known = readers.get(name);
      if (known === undefined) readers.set(name, [id]);
      else known.push(id);
    }
  }
  return readers;
}
