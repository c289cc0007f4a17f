/** What commands do to the notebook, and which cells they concern. */
import { findAncestors } from "../graph/reachability.ts";
import { findDisabled } from "../graph/runPlan.ts";
import type { CellRecord } from "./cellRecord.ts";
import type { CellUpkeep } from "./cellUpkeep.ts";
import type { QueuedCommand } from "./commandQueue.ts";
import type { Binding, Inputs } from "./inputs.ts";
import type { GraphChange, NotebookModel } from "./notebookModel.ts";
import { problemError } from "./problemErrors.ts";
import type { KernelCommand } from "./protocol.ts";

/** Cells that a change of the notebook concerns. */
export interface Concern {
  /** Asked for by name. */
  readonly requested: readonly string[];
  /** Their inputs changed. */
  readonly affected: readonly string[];
  /** Nothing that reads from the requested cells runs with them, whatever the mode. */
  readonly alone?: boolean;
}

const nothing: Concern = { requested: [], affected: [] };

export class NotebookChanges {
  readonly #model: NotebookModel;
  readonly #upkeep: CellUpkeep;
  readonly #inputs: Inputs;

  constructor(model: NotebookModel, upkeep: CellUpkeep, inputs: Inputs) {
    this.#model = model;
    this.#upkeep = upkeep;
    this.#inputs = inputs;
  }

  /** Applies a command to the notebook; returns the cells that it concerns. */
  apply(command: QueuedCommand): Concern {
    const model = this.#model;
    switch (command.type) {
      case "run":
        return { requested: command.cells.map((id) => model.cell(id).id), affected: [] };
      case "runAll":
        return { requested: [...model.cells()].map(({ id }) => id), affected: [] };
      case "runStale":
        return { requested: [...model.cells()].filter(({ stale, manual }) => stale && !manual).map(({ id }) => id), affected: [] };
      case "runFrom":
        return { requested: this.#staleFrom(command.cell), affected: [] };
      case "restore":
        for (const [key, value] of Object.entries(command.inputs ?? {})) this.#inputs.expect(key, value);
        return { requested: this.#restorable(command.cells), affected: [], alone: true };
      case "edit":
        return this.#edit(command.edits, command.run);
      case "add":
        return this.#add(command);
      case "delete":
        return this.#delete(command.id);
      case "move":
        model.move(command.id, command.after);
        return this.#concernOf(model.refresh(new Set()), []);
      case "disable":
      case "enable":
        return this.#setDisabled(command.id, command.type === "disable");
      case "sets":
        return { requested: [], affected: [...command.sets.values()].flatMap((set) => this.#setInput(set)) };
      case "mode":
        model.mode = command.mode;
        return nothing;
      case "settleStates":
      case "tryOut":
        return nothing;
    }
  }

  /** The cell and every stale cell below it on the page that runs without being asked for by name. */
  #staleFrom(id: string): string[] {
    const ids = [...this.#model.cells()].map((record) => record.id);
    const below = ids.slice(ids.indexOf(this.#model.cell(id).id) + 1).map((other) => this.#model.cell(other));
    return [id, ...below.filter(({ stale, manual }) => stale && !manual).map((record) => record.id)];
  }

  /** Those of the cells whose ancestors are among them too. */
  #restorable(ids: readonly string[]): string[] {
    const wanted = new Set(ids);
    return ids.filter((id) => this.#model.has(id) && [...findAncestors(this.#model.graph, [id])].every((ancestor) => wanted.has(ancestor) || this.#model.cell(ancestor).isEmpty));
  }

  #edit(edits: readonly { readonly id: string; readonly code: string }[], run: boolean): Concern {
    const model = this.#model;
    const changed = edits.filter(({ id, code }) => model.cell(id).spec.code !== code).map(({ id }) => id);
    const reads = changed.flatMap((id) => [...(model.graph.children.get(id) ?? [])].map((reader) => [id, reader] as const));
    for (const { id, code } of edits) model.edit(id, code);
    const carrying = reads.filter(([id, reader]) => this.carries(id, reader));
    for (const id of changed) this.#forgetUndefined(model.cell(id));
    const change = model.refresh(new Set(changed));
    if (run) {
      // Those that still read from the cell follow it as its descendants.
      const lost = carrying.filter(([id, reader]) => model.graph.children.get(id)?.has(reader) !== true);
      return this.#concernOf(change, lost.map(([, reader]) => reader), edits.map(({ id }) => id));
    }
    const concern = this.#concernOf(change, []);
    for (const id of [...changed, ...carrying.map(([, reader]) => reader)]) this.#markStale(id);
    return concern;
  }

  #add(command: Extract<KernelCommand, { type: "add" }>): Concern {
    const model = this.#model;
    model.add(command.cell, command.after);
    const change = model.refresh(new Set([command.cell.id]));
    this.#markStale(command.cell.id);
    return this.#concernOf(change, []);
  }

  #delete(id: string): Concern {
    const model = this.#model;
    const record = model.cell(id);
    const readers = [...(model.graph.children.get(id) ?? [])];
    this.#upkeep.invalidate(record);
    this.#upkeep.clearOutputs(record);
    model.delete(id);
    return this.#concernOf(model.refresh(new Set()), readers.filter((reader) => model.cell(reader).attempted));
  }

  #setDisabled(id: string, disabled: boolean): Concern {
    const model = this.#model;
    const record = model.cell(id);
    const before = findDisabled(model.graph, (cell) => model.cell(cell));
    record.spec = { ...record.spec, disabled };
    if (disabled) return nothing;
    const after = findDisabled(model.graph, (cell) => model.cell(cell));
    return { requested: [], affected: [...before].filter((cell) => !after.has(cell) && model.cell(cell).stale) };
  }

  /** @returns cells that read the input, without the one that made it */
  #setInput({ name, input, value }: Extract<KernelCommand, { type: "set" }>): string[] {
    return this.readersOf(this.#inputs.set({ name, input }, value));
  }

  /** Cells that read these names, without those that define them. */
  readersOf(bindings: readonly Binding[]): string[] {
    const model = this.#model;
    const readers = bindings.flatMap(({ cell, name }) => [...(model.graph.children.get(cell) ?? [])].filter((id) => model.cell(id).analysis.refs.includes(name)));
    return [...new Set(readers)];
  }

  /** Turns what a change did elsewhere into cells to run or mark. */
  #concernOf(change: GraphChange, readers: readonly string[], requested: readonly string[] = []): Concern {
    const affected = new Set(readers);
    this.spread(change, affected);
    return { requested, affected: [...affected] };
  }

  /** Brings cells up to date whose problems came or went; adds those to run again to `affected`. */
  spread(change: GraphChange, affected: Set<string>): void {
    const model = this.#model;
    for (const id of change.broken) {
      const record = model.cell(id);
      this.showProblem(record);
      for (const reader of model.graph.children.get(id) ?? []) if (model.cell(reader).attempted) affected.add(reader);
    }
    for (const id of change.repaired) {
      const record = model.cell(id);
      const isOld = record.result === "graph-error" || record.result === "blocked";
      if (isOld) this.#upkeep.update(record, { result: null, error: null, blockedBy: null, stale: !record.isEmpty });
      if (record.attempted) affected.add(id);
    }
  }

  /** Puts a cell into its graph error: its names and outputs go. */
  showProblem(record: CellRecord): void {
    const problem = this.#model.problems.get(record.id);
    if (problem === undefined) return;
    this.#upkeep.invalidate(record);
    if (record.outputs.length > 0 || record.console.length > 0) this.#upkeep.clearOutputs(record);
    this.#upkeep.update(record, { result: "graph-error", stale: false, error: problemError(problem, record.analysis), blockedBy: null });
  }

  /** A changed text defines other names: those it no longer has are gone at once. */
  #forgetUndefined(record: CellRecord): void {
    for (const name of record.names.keys()) if (!record.analysis.defs.includes(name)) record.names.delete(name);
  }

  #markStale(root: string): void {
    const model = this.#model;
    const open = [root];
    const seen = new Set(open);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const record = model.cell(id);
      if (!record.isEmpty && !record.stale && !model.problems.has(id)) this.#upkeep.update(record, { stale: true });
      for (const child of model.graph.children.get(id) ?? []) {
        if (seen.has(child)) continue;
        seen.add(child);
        open.push(child);
      }
    }
  }

  /** An import that did not change brings nothing new to those who use it. */
  carries(from: string, to: string): boolean {
    const model = this.#model;
    const source = model.cell(from);
    if (!source.analysis.importOnly || source.imported.size === 0 || model.cell(to).result !== "success") return true;
    const keys = source.importKeys();
    return model.cell(to).analysis.refs.some((name) => keys.get(name) !== source.imported.get(name));
  }
}
