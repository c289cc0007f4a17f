/** Everything that belongs to one open notebook. */
import { findDisabled } from "../graph/runPlan.ts";
import { plainCellError } from "./cellFailure.ts";
import { CellUpkeep } from "./cellUpkeep.ts";
import { kernelError } from "./errors.ts";
import type { EventStream } from "./eventStream.ts";
import { Inputs } from "./inputs.ts";
import { RunHistory } from "./inspect/runHistory.ts";
import type { InterruptFlag } from "./interruptFlag.ts";
import { describeNames } from "./names.ts";
import { NotebookChanges } from "./notebookChanges.ts";
import { NotebookModel } from "./notebookModel.ts";
import { OutputData } from "./outputData.ts";
import type { KernelSnapshot, OpenRequest } from "./protocol.ts";
import { Recollections } from "./recollections.ts";
import { RunPlanner } from "./runPlanner.ts";
import { States } from "./states.ts";
import { Turns } from "./turns.ts";

export class OpenNotebook {
  readonly model: NotebookModel;
  readonly events: EventStream;
  readonly flag: InterruptFlag;
  readonly inputs: Inputs;
  readonly data = new OutputData();
  readonly states = new States();
  readonly history = new RunHistory();
  readonly recollections = new Recollections();
  readonly turns = new Turns();
  readonly upkeep: CellUpkeep;
  readonly changes: NotebookChanges;
  readonly planner: RunPlanner;
  #edges = "[]";

  /** Analyses the notebook and tells of what can be seen without running it: errors, disabled cells, edges. */
  constructor({ notebook, interrupted = [] }: Pick<OpenRequest, "notebook" | "interrupted">, events: EventStream, flag: InterruptFlag) {
    this.model = new NotebookModel(notebook);
    this.events = events;
    this.flag = flag;
    this.inputs = new Inputs(notebook.inputs, (given) => events.push({ type: "inputGiven", given }));
    this.upkeep = new CellUpkeep(events, this.inputs, this.data);
    this.changes = new NotebookChanges(this.model, this.upkeep, this.inputs);
    this.planner = new RunPlanner(this.model, this.changes, this.upkeep);
    const disabled = findDisabled(this.model.graph, (id) => this.model.cell(id));
    for (const record of this.model.cells()) {
      this.changes.showProblem(record);
      if (record.isEmpty) this.upkeep.update(record, { stale: false });
      if (disabled.has(record.id)) this.upkeep.update(record, { status: "disabled" });
    }
    for (const id of interrupted) {
      if (this.model.has(id) && !this.model.problems.has(id)) this.upkeep.update(this.model.cell(id), { result: "interrupted", error: plainCellError(kernelError("E220")) });
    }
    this.announceGraph();
    events.flush();
  }

  /** Tells of the edges when they are not those told last. */
  announceGraph(): void {
    const edges = this.model.edges();
    const text = JSON.stringify(edges);
    if (text === this.#edges) return;
    this.#edges = text;
    this.events.push({ type: "graphChanged", edges });
  }

  snapshot(): KernelSnapshot {
    this.events.flush();
    const cells = [...this.model.cells()];
    return { cells: cells.map((record) => record.state()), names: cells.flatMap((record) => describeNames(record, this.inputs)), edges: this.model.edges() };
  }

  /** Ends everything that cells have started; nothing is told any more. */
  close(): void {
    this.events.close();
    for (const record of this.model.cells()) record.run?.end();
    this.turns.close();
  }
}
