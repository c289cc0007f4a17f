/** What code of a cell keeps from one run to the next: as long as its text and all that it reads stay as they are. */
import { findAncestors } from "../graph/reachability.ts";
import { isPlainObject } from "../std/tableSource.ts";
import type { Inputs } from "./inputs.ts";
import type { NotebookModel } from "./notebookModel.ts";

export class Recollections {
  readonly #byCell = new Map<string, { readonly circumstances: string; readonly kept: Map<string, unknown> }>();
  #stateChanges = 0;

  /** A state was set: whoever reads it may compute something else now. */
  stateChanged(): void {
    this.#stateChanges += 1;
  }

  /** What the cell has kept under the present circumstances; empty when they have changed since. */
  of(cell: string, model: NotebookModel, inputs: Inputs): Map<string, unknown> {
    if (!model.has(cell)) return new Map();
    const circumstances = JSON.stringify([model.cell(cell).spec.code, this.#stateChanges, [...findAncestors(model.graph, [cell])].sort().map((id) => describeSource(id, model, inputs))]);
    const known = this.#byCell.get(cell);
    if (known?.circumstances === circumstances) return known.kept;
    const kept = new Map<string, unknown>();
    this.#byCell.set(cell, { circumstances, kept });
    return kept;
  }
}

/** Which run a cell's values are from, and what its inputs hold. */
function describeSource(id: string, model: NotebookModel, inputs: Inputs): unknown {
  const record = model.cell(id);
  const held = [...record.values()].flatMap(([, value]) => [value, ...(Array.isArray(value) ? value.slice(0, 200) : isPlainObject(value) ? Object.values(value).slice(0, 200) : [])]);
  return [id, record.startedAt, held.flatMap((value) => inputs.valueOf(value) ?? [])];
}
