/** The kernel: an open notebook, the commands it is given, and the runs they set off. Lives in a worker, and in tests. */
import { findFreeNames } from "../cell/freeNames.ts";
import { findDisabled, type RunPlan, planRun } from "../graph/runPlan.ts";
import type { CellHost } from "../std/cellHost.ts";
import { Activity } from "./activity.ts";
import { plainCellError } from "./cellFailure.ts";
import type { CellRecord } from "./cellRecord.ts";
import type { CellRun, RunHost } from "./cellRun.ts";
import { makeNames } from "./cellNames.ts";
import { CommandQueue, type QueuedCommand, type Task } from "./commandQueue.ts";
import { kernelError } from "./errors.ts";
import { EventStream } from "./eventStream.ts";
import { Inputs } from "./inputs.ts";
import { InterruptFlag } from "./interruptFlag.ts";
import { LateFailures } from "./lateFailures.ts";
import { Modules } from "./modules.ts";
import { describeNames } from "./names.ts";
import { type GraphChange, NotebookModel } from "./notebookModel.ts";
import { describeFailure, Pass, type PassParts, updateCell } from "./pass.ts";
import { blockedError, problemError } from "./problemErrors.ts";
import type { CommandResult, KernelApi, KernelCommand, KernelEvent, KernelSnapshot, OpenRequest, TablePage, TablePageRequest } from "./protocol.ts";
import { States } from "./states.ts";
import { Tables } from "./tables.ts";

export interface KernelOptions {
  /** Gives `dlt` and `env`; called when a cell first uses one of them. */
  readonly loadPipeline?: () => Promise<Readonly<Record<string, unknown>>>;
  /** Clock in ms. Default `performance.now`. */
  readonly now?: () => number;
}

/** Cells that a change of the notebook concerns. */
interface Concern {
  /** Asked for by name. */
  readonly requested: readonly string[];
  /** Their inputs changed. */
  readonly affected: readonly string[];
}

const nothing: Concern = { requested: [], affected: [] };
const maxStateRounds = 100;

export class Kernel implements KernelApi {
  readonly #now: () => number;
  readonly #queue = new CommandQueue();
  readonly #activity = new Activity();
  readonly #inputs = new Inputs();
  readonly #tables = new Tables();
  readonly #states = new States();
  readonly #modules: Modules;
  readonly #late: LateFailures;
  #events: EventStream;
  #flag = new InterruptFlag(undefined);
  #model: NotebookModel | undefined;
  #pass: Pass | undefined;
  #isDraining = false;
  #idle: Promise<void> = Promise.resolve();
  #runCount = 0;
  #edges = "[]";

  constructor(options: KernelOptions = {}) {
    this.#now = options.now ?? (() => performance.now());
    this.#events = new EventStream(() => undefined, this.#now);
    this.#modules = new Modules(options.loadPipeline ?? (() => Promise.reject(new Error("this kernel has no pipeline"))));
    this.#late = new LateFailures((cell, error, isFatal) => this.#reportLate(cell, error, isFatal));
  }

  async open(request: OpenRequest, onEvents: (events: readonly KernelEvent[]) => void): Promise<void> {
    this.close();
    this.#flag = new InterruptFlag(request.interrupt);
    this.#events = new EventStream((events) => onEvents(events), this.#now);
    this.#model = new NotebookModel(request.notebook);
    const model = this.#model;
    const disabled = findDisabled(model.graph, (id) => model.cell(id));
    for (const record of model.cells()) {
      if (model.problems.has(record.id)) this.#showProblem(record);
      else if (record.isEmpty) updateCell(record, this.#events, { stale: false });
      if (disabled.has(record.id)) updateCell(record, this.#events, { status: "disabled" });
    }
    this.#announceGraph();
    this.#events.flush();
  }

  /** Ends everything that the notebook has started. */
  close(): void {
    for (const record of this.#model?.cells() ?? []) record.run?.end();
    this.#events.close();
    this.#model = undefined;
  }

  execute(command: KernelCommand): Promise<CommandResult> {
    if (this.#model === undefined) return Promise.reject(kernelError("E215"));
    this.#supersede(command);
    return this.#enqueue(command);
  }

  async stop(): Promise<void> {
    this.#flag.clear();
    this.#queue.dropAll();
    this.#pass?.interrupt();
    await this.#idle;
    this.#events.flush();
  }

  async snapshot(): Promise<KernelSnapshot> {
    const model = this.#open();
    this.#events.flush();
    const cells = [...model.cells()];
    return { cells: cells.map((record) => record.state()), names: cells.flatMap((record) => describeNames(record, this.#inputs)), edges: model.edges() };
  }

  async tablePage(request: TablePageRequest): Promise<TablePage> {
    return this.#tables.page(request);
  }

  /** A promise that nobody handles was rejected. `promise` tells it apart from others. */
  rejectionUnhandled(promise: object, reason: unknown): void {
    this.#late.add(promise, reason, this.#activity.executing?.cell ?? null);
  }

  /** A promise of which `rejectionUnhandled` was told is handled after all. */
  rejectionHandled(promise: object): void {
    this.#late.remove(promise);
  }

  /** The cell that has its turn, for libraries that work in its name; undefined when nothing runs. */
  currentCell(): CellHost | undefined {
    return this.#activity.executing ?? undefined;
  }

  #enqueue(command: KernelCommand | { readonly type: "settleStates" }): Promise<CommandResult> {
    const done = this.#queue.add(command);
    if (!this.#isDraining) this.#idle = this.#drain();
    return done;
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    this.#events.push({ type: "busyChanged", busy: true });
    for (let task = this.#queue.next(); task !== undefined; task = this.#queue.next()) {
      try {
        const result = await this.#perform(task);
        for (const resolve of task.resolve) resolve(result);
      } catch (error) {
        for (const reject of task.reject) reject(error);
      }
    }
    this.#isDraining = false;
    this.#events.push({ type: "busyChanged", busy: false });
    this.#events.flush();
  }

  async #perform(task: Task): Promise<CommandResult> {
    const model = this.#open();
    const concern = this.#change(model, task.command);
    this.#announceGraph();
    const ran: string[] = [];
    let interrupted = await this.#runConcern(concern, task, ran);
    for (let round = 1; !this.#states.isEmpty; round += 1) {
      const { readers, setters } = this.#states.takeReaders(model);
      if (interrupted || readers.length === 0) continue;
      if (round > maxStateRounds) {
        this.#failStates(setters.length > 0 ? setters : readers);
        break;
      }
      interrupted = await this.#runConcern({ requested: [], affected: readers }, task, ran);
    }
    this.#states.clear();
    this.#events.flush();
    return { ran };
  }

  /** Plans and runs; returns whether Stop ended it. */
  async #runConcern(concern: Concern, task: Task, ran: string[]): Promise<boolean> {
    const model = this.#open();
    const pass = new Pass(this.#parts());
    const plan = this.#plan(concern, pass);
    if (task.dropped || this.#flag.isSet()) {
      for (const id of plan.run) pass.invalidate(model.cell(id));
      pass.drop(plan.run.map((id) => model.cell(id)));
      return true;
    }
    this.#pass = pass;
    try {
      const end = await pass.run(plan.run);
      ran.push(...end.ran);
      if (end.interrupted) this.#queue.dropAll();
      return end.interrupted;
    } finally {
      this.#pass = undefined;
    }
  }

  /** Finds the cells to run, and brings up to date all those that will not: in error, blocked, disabled, stale. */
  #plan(concern: Concern, pass: Pass): RunPlan {
    const model = this.#open();
    const requested = new Set(concern.requested);
    const affected = new Set(concern.affected);
    for (;;) {
      const plan = planRun(model.graph, {
        mode: model.mode,
        requested: [...requested].filter((id) => model.has(id)),
        affected: [...affected].filter((id) => model.has(id)),
        state: (id) => model.cell(id),
        failing: { has: (id) => model.isFailing(id) },
        carries: (from, to) => this.#carries(from, to),
      });
      const challenged = plan.run.filter((id) => model.isTolerated(id));
      if (challenged.length === 0) {
        this.#settle(plan, pass);
        return plan;
      }
      // An older cell that runs again beside a newer duplicate loses its privilege: both are in error now.
      this.#spread(model.refresh(new Set(challenged)), affected);
      this.#announceGraph();
    }
  }

  #settle(plan: RunPlan, pass: Pass): void {
    const model = this.#open();
    const disabled = findDisabled(model.graph, (id) => model.cell(id));
    for (const record of model.cells()) {
      const isDisabled = disabled.has(record.id);
      if (isDisabled !== (record.status === "disabled")) updateCell(record, this.#events, { status: isDisabled ? "disabled" : "idle" });
    }
    for (const id of plan.refused) {
      const record = model.cell(id);
      record.attempted = true;
      if (model.problems.has(id)) {
        this.#showProblem(record);
        continue;
      }
      const cause = model.blocked.get(id) ?? id;
      pass.invalidate(record);
      pass.clearOutputs(record);
      updateCell(record, this.#events, { result: "blocked", stale: false, error: blockedError(cause), blockedBy: cause });
    }
    for (const id of plan.disabled) updateCell(model.cell(id), this.#events, { result: "disabled", stale: !model.cell(id).isEmpty });
    for (const id of plan.stale) {
      const record = model.cell(id);
      if (!record.stale && !record.isEmpty && !model.problems.has(id)) updateCell(record, this.#events, { stale: true });
    }
  }

  /** Applies a command to the notebook; returns the cells that it concerns. */
  #change(model: NotebookModel, command: QueuedCommand): Concern {
    switch (command.type) {
      case "run":
        return { requested: command.cells.map((id) => model.cell(id).id), affected: [] };
      case "runAll":
        return { requested: [...model.cells()].map(({ id }) => id), affected: [] };
      case "runStale":
        return { requested: [...model.cells()].filter(({ stale, manual }) => stale && !manual).map(({ id }) => id), affected: [] };
      case "edit":
        return this.#edit(model, command.edits, command.run);
      case "add":
        return this.#add(model, command);
      case "delete":
        return this.#delete(model, command.id);
      case "move":
        model.move(command.id, command.after);
        return this.#concernOf(model.refresh(new Set()), []);
      case "disable":
      case "enable":
        return this.#setDisabled(model, command.id, command.type === "disable");
      case "sets":
        return { requested: [], affected: [...command.sets.values()].flatMap((set) => this.#setInput(model, set)) };
      case "mode":
        model.mode = command.mode;
        return nothing;
      case "settleStates":
        return nothing;
    }
  }

  #edit(model: NotebookModel, edits: readonly { readonly id: string; readonly code: string }[], run: boolean): Concern {
    const changed = edits.filter(({ id, code }) => model.cell(id).spec.code !== code).map(({ id }) => id);
    const reads = changed.flatMap((id) => [...(model.graph.children.get(id) ?? [])].map((reader) => [id, reader] as const));
    for (const { id, code } of edits) model.edit(id, code);
    const readers = reads.filter(([id, reader]) => this.#carries(id, reader)).map(([, reader]) => reader);
    for (const id of changed) this.#forgetUndefined(model.cell(id));
    const change = model.refresh(new Set(changed));
    if (run) return this.#concernOf(change, readers, edits.map(({ id }) => id));
    const concern = this.#concernOf(change, []);
    for (const id of [...changed, ...readers]) this.#markStale(model, id);
    return concern;
  }

  #add(model: NotebookModel, command: Extract<KernelCommand, { type: "add" }>): Concern {
    model.add(command.cell, command.after);
    const change = model.refresh(new Set([command.cell.id]));
    this.#markStale(model, command.cell.id);
    return this.#concernOf(change, []);
  }

  #delete(model: NotebookModel, id: string): Concern {
    const record = model.cell(id);
    const readers = [...(model.graph.children.get(id) ?? [])];
    record.run?.end();
    record.names.clear();
    this.#inputs.dropCell(id);
    this.#tables.dropCell(id);
    model.delete(id);
    return this.#concernOf(model.refresh(new Set()), readers.filter((reader) => model.cell(reader).attempted));
  }

  #setDisabled(model: NotebookModel, id: string, disabled: boolean): Concern {
    const record = model.cell(id);
    const before = findDisabled(model.graph, (cell) => model.cell(cell));
    record.spec = { ...record.spec, disabled };
    if (disabled) return nothing;
    const after = findDisabled(model.graph, (cell) => model.cell(cell));
    return { requested: [], affected: [...before].filter((cell) => !after.has(cell) && model.cell(cell).stale && model.cell(cell).attempted) };
  }

  /** @returns cells that read the input, without the one that made it */
  #setInput(model: NotebookModel, { name, input, value }: Extract<KernelCommand, { type: "set" }>): string[] {
    const set = this.#inputs.set({ name, input }, value);
    if (set === undefined) return [];
    const readers = model.graph.children.get(set.cell) ?? new Set<string>();
    return [...readers].filter((id) => model.cell(id).analysis.refs.some((ref) => set.names.includes(ref)));
  }

  /** Turns what a change did elsewhere into cells to run or mark. */
  #concernOf(change: GraphChange, readers: readonly string[], requested: readonly string[] = []): Concern {
    const affected = new Set(readers);
    this.#spread(change, affected);
    return { requested, affected: [...affected] };
  }

  #spread(change: GraphChange, affected: Set<string>): void {
    const model = this.#open();
    for (const id of change.broken) {
      const record = model.cell(id);
      this.#showProblem(record);
      for (const reader of model.graph.children.get(id) ?? []) if (model.cell(reader).attempted) affected.add(reader);
    }
    for (const id of change.repaired) {
      const record = model.cell(id);
      const isOld = record.result === "graph-error" || record.result === "blocked";
      if (isOld) updateCell(record, this.#events, { result: null, error: null, blockedBy: null, stale: !record.isEmpty });
      if (record.attempted) affected.add(id);
    }
  }

  #showProblem(record: CellRecord): void {
    const problem = this.#open().problems.get(record.id);
    if (problem === undefined) return;
    record.run?.end();
    record.names.clear();
    this.#inputs.dropCell(record.id);
    this.#tables.dropCell(record.id);
    if (record.outputs.length > 0 || record.console.length > 0) {
      record.outputs = [];
      record.console = [];
      this.#events.push({ type: "outputsCleared", id: record.id });
    }
    updateCell(record, this.#events, { result: "graph-error", stale: false, error: problemError(problem, record.analysis), blockedBy: null });
  }

  /** A changed text defines other names: those it no longer has are gone at once. */
  #forgetUndefined(record: CellRecord): void {
    for (const name of record.names.keys()) if (!record.analysis.defs.includes(name)) record.names.delete(name);
  }

  #markStale(model: NotebookModel, root: string): void {
    const open = [root];
    const seen = new Set(open);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const record = model.cell(id);
      if (!record.isEmpty && !record.stale && !model.problems.has(id)) updateCell(record, this.#events, { stale: true });
      for (const child of model.graph.children.get(id) ?? []) {
        if (seen.has(child)) continue;
        seen.add(child);
        open.push(child);
      }
    }
  }

  /** An import that did not change brings nothing new to those who use it. */
  #carries(from: string, to: string): boolean {
    const model = this.#open();
    const source = model.cell(from);
    if (!source.analysis.importOnly || source.imported.size === 0 || model.cell(to).result !== "success") return true;
    const keys = source.importKeys();
    return model.cell(to).analysis.refs.some((name) => keys.get(name) !== source.imported.get(name));
  }

  /** A newer run of the cell that is running takes over at once. */
  #supersede(command: KernelCommand): void {
    const running = this.#activity.executing;
    if (running === null) return;
    const ids =
      command.type === "run" ? command.cells : command.type === "edit" && command.run ? command.edits.map(({ id }) => id) : command.type === "delete" ? [command.id] : [];
    if (ids.includes(running.cell)) running.end();
  }

  #failStates(cells: readonly string[]): void {
    const error = plainCellError(kernelError("E208", { count: maxStateRounds }));
    for (const id of cells) updateCell(this.#open().cell(id), this.#events, { result: "exception", error });
  }

  #reportLate(cell: string | null, error: unknown, isFatal: boolean): void {
    const model = this.#model;
    if (model === undefined) return;
    const described = describeFailure(model, error, cell ?? "");
    const owner = described.cell ?? described.frames?.[0]?.cell ?? cell;
    if (owner === null || !model.has(owner)) return;
    const record = model.cell(owner);
    const { cell: _, ...placed } = described;
    record.run?.print({ level: "error", text: `Uncaught: ${described.message}` });
    if (isFatal && record.status === "idle") updateCell(record, this.#events, { result: "exception", error: placed });
  }

  #announceGraph(): void {
    const edges = this.#open().edges();
    const text = JSON.stringify(edges);
    if (text === this.#edges) return;
    this.#edges = text;
    this.#events.push({ type: "graphChanged", edges });
  }

  #open(): NotebookModel {
    if (this.#model === undefined) throw kernelError("E215");
    return this.#model;
  }

  #parts(): PassParts {
    return {
      model: this.#open(),
      activity: this.#activity,
      events: this.#events,
      flag: this.#flag,
      inputs: this.#inputs,
      tables: this.#tables,
      modules: this.#modules,
      runHost: this.#runHost(),
      now: this.#now,
      nextRun: () => (this.#runCount += 1),
    };
  }

  #runHost(): RunHost {
    const model = this.#open();
    return {
      activity: this.#activity,
      events: this.#events,
      flag: this.#flag,
      now: this.#now,
      keepTable: (cell, source) => this.#tables.keep(cell, source),
      addInput: (cell, source) => this.#inputs.add(cell, source),
      stateChanged: (getter, setter) => {
        this.#states.note(getter, setter?.cell ?? null, this.#runCount);
        if (!this.#isDraining) void this.#enqueue({ type: "settleStates" });
      },
      resolveName: (cell, name) => {
        const owner = model.graph.owners.get(name)?.[0];
        return owner === undefined ? undefined : model.cell(owner).valueOf(name);
      },
      freeNames: findFreeNames,
      toCellError: (error, cell) => describeFailure(model, error, cell),
      reportLate: (run, error) => this.#late.report(run.cell, error),
      importModule: (run: CellRun, specifier) => this.#modules.importModule(specifier, makeNames(run, () => run).std),
    };
  }
}
