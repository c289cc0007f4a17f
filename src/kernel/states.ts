/** State that cells set: who set what, and which cells read it. */
import type { CellRecord } from "./cellRecord.ts";
import type { NotebookModel } from "./notebookModel.ts";

interface StateUpdate {
  /** The cell that set it; null for a timer or other late code. */
  readonly setter: string | null;
  /** The run of the kernel that was under way. */
  readonly during: number;
}

export class States {
  #updates = new Map<object, StateUpdate>();

  get isEmpty(): boolean {
    return this.#updates.size === 0;
  }

  /** Notes that a state has a new value; the last setter counts. */
  note(getter: object, setter: string | null, during: number): void {
    this.#updates.set(getter, { setter, during });
  }

  clear(): void {
    this.#updates.clear();
  }

  /** Takes the updates and finds the cells to run again: those that read a name which holds the getter. */
  takeReaders(model: NotebookModel): { readers: string[]; setters: string[] } {
    const updates = this.#updates;
    this.#updates = new Map();
    const readers = new Set<string>();
    const setters = new Set<string>();
    for (const owner of model.cells()) {
      for (const [name, value] of owner.values()) {
        const update = typeof value === "function" ? updates.get(value) : undefined;
        if (update === undefined) continue;
        if (update.setter !== null) setters.add(update.setter);
        for (const id of model.graph.children.get(owner.id) ?? []) {
          const reader = model.cell(id);
          if (reader.analysis.refs.includes(name) && wantsUpdate(reader, update)) readers.add(id);
        }
      }
    }
    return { readers: [...readers], setters: [...setters] };
  }
}

function wantsUpdate(reader: CellRecord, update: StateUpdate): boolean {
  if (!reader.attempted || reader.id === update.setter || reader.startedAt > update.during) return false;
  return reader.result !== "cancelled" && reader.result !== "blocked" && reader.result !== "graph-error" && reader.result !== "interrupted";
}
