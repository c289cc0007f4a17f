/** The kernel: an open notebook, the commands it is given, and the runs they set off. Lives in a worker, and in tests. */
import { isPrivate } from "../cell/analyzeCell.ts";
import { findFreeNames } from "../cell/freeNames.ts";
import type { DuckDbEngine } from "../pipeline/destination/duckdb/engine.ts";
import type { CellHost } from "../std/cellHost.ts";
import { Interrupted } from "../std/controlFlow.ts";
import { Activity } from "./activity.ts";
import { plainCellError } from "./cellFailure.ts";
import type { CellRecord } from "./cellRecord.ts";
import type { CellRun, RunHost } from "./cellRun.ts";
import { makeNames } from "./cellNames.ts";
import { CommandQueue, type OwnCommand, type Task } from "./commandQueue.ts";
import { kernelError } from "./errors.ts";
import { EventStream } from "./eventStream.ts";
import type { InspectAnswerTo, InspectQuery } from "./inspect/inspection.ts";
import { inspect, type PipelinesView } from "./inspect/inspector.ts";
import { InterruptFlag } from "./interruptFlag.ts";
import { LateFailures } from "./lateFailures.ts";
import { Modules } from "./modules.ts";
import type { Concern } from "./notebookChanges.ts";
import type { NpmSpec } from "./npm/npmModules.ts";
import { Packages } from "./npm/packages.ts";
import { OpenNotebook } from "./openNotebook.ts";
import { describeFailure, Pass } from "./pass.ts";
import { sqlError } from "./sql/errors.ts";
import type { SqlCells } from "./sql/sqlCells.ts";
import { Scratch, scratchId } from "./scratch.ts";
import type { CellError, CommandResult, EvaluateRequest, EvaluateResult, KernelApi, KernelCommand, KernelEvent, KernelSnapshot, OpenRequest, OutputAnswer, OutputQuery, TablePage, TablePageRequest } from "./protocol.ts";

export interface KernelOptions {
  /** Gives `dlt` and `env`; called when a cell first uses one of them. */
  readonly loadPipeline?: () => Promise<Readonly<Record<string, unknown>>>;
  /** How npm packages are fetched and kept; tests give their own. */
  readonly npm?: NpmSpec;
  /** What panels see of the pipelines; called when one first asks. */
  readonly viewPipelines?: () => Promise<PipelinesView>;
  /** Gives the DuckDB in which SQL cells run: the one that runs, or a new one after it died. Called when the first of them does. */
  readonly startDuckDb?: () => Promise<DuckDbEngine>;
  /** Clock in ms. Default `performance.now`. */
  readonly now?: () => number;
}

const maxStateRounds = 100;

export class Kernel implements KernelApi {
  readonly #now: () => number;
  readonly #queue = new CommandQueue();
  readonly #activity = new Activity();
  readonly #modules: Modules;
  readonly #late: LateFailures;
  readonly #viewPipelines: KernelOptions["viewPipelines"];
  readonly #npm: NpmSpec;
  #packages: Packages;
  readonly #startDuckDb: () => Promise<DuckDbEngine>;
  #sql: SqlCells | undefined;
  #notebook: OpenNotebook | undefined;
  #pass: Pass | undefined;
  #isDraining = false;
  #idle: Promise<void> = Promise.resolve();
  #runCount = 0;
  /** Late errors of cells that were still running. */
  readonly #untold: { readonly record: CellRecord; readonly run: CellRun | null; readonly error: CellError }[] = [];

  constructor(options: KernelOptions = {}) {
    this.#now = options.now ?? (() => performance.now());
    this.#startDuckDb = options.startDuckDb ?? (() => Promise.reject(sqlError("E264")));
    this.#modules = new Modules(options.loadPipeline ?? (() => Promise.reject(new Error("this kernel has no pipeline"))), (specifier) => this.#packages.load(specifier));
    this.#npm = options.npm ?? {};
    this.#packages = new Packages(this.#npm);
    this.#viewPipelines = options.viewPipelines;
    this.#late = new LateFailures({
      failed: (cell, error) => this.#reportLate(cell, error),
      rejected: (running, reason) => this.#reportLate(this.#origin(reason) ?? running, reason),
    });
  }

  async open(request: OpenRequest, onEvents: (events: readonly KernelEvent[]) => void): Promise<void> {
    await this.close();
    const { packages: versions, cdn } = request.notebook;
    this.#packages = new Packages({ versions, cdn, ...this.#npm });
    this.#notebook = new OpenNotebook(request, new EventStream((events) => onEvents(events), this.#now), new InterruptFlag(request.interrupt));
  }

  /** Stops what runs and ends everything that the notebook has started. */
  async close(): Promise<void> {
    await this.stop();
    this.#notebook?.close();
    this.#notebook = undefined;
  }

  execute(command: KernelCommand): Promise<CommandResult> {
    if (this.#notebook === undefined) return Promise.reject(kernelError("E215"));
    this.#supersede(command);
    return this.#enqueue(command);
  }

  async stop(): Promise<void> {
    this.#notebook?.flag.clear();
    this.#queue.dropAll();
    if (this.#pass === undefined) this.#activity.executing?.end(new Interrupted("stopped"));
    this.#pass?.interrupt();
    await this.#idle;
    this.#notebook?.events.flush();
  }

  async snapshot(): Promise<KernelSnapshot> {
    return this.#open().snapshot();
  }

  async tablePage(request: TablePageRequest): Promise<TablePage> {
    return this.#open().data.tables.page(request);
  }

  async askOutput<Query extends OutputQuery>(query: Query): Promise<OutputAnswer<Query>> {
    return this.#open().data.answer(query, () => this.#idle) as Promise<OutputAnswer<Query>>;
  }

  async inspect<Query extends InspectQuery>(query: Query): Promise<InspectAnswerTo<Query>> {
    // An answer has the type of its query, which a switch over queries cannot tell the compiler.
    return (await inspect(query, this.#open(), this.#viewPipelines)) as InspectAnswerTo<Query>;
  }

  async evaluate(request: EvaluateRequest): Promise<EvaluateResult> {
    this.#open();
    const scratch = new Scratch(request);
    await this.#enqueue({ type: "tryOut", scratch });
    return scratch.outcome;
  }

  /** A promise that nobody handles was rejected. `promise` tells it apart from others. */
  rejectionUnhandled(promise: object, reason: unknown): void {
    this.#late.add(promise, reason, this.#activity.executing?.cell ?? null, this.#isDraining);
  }

  /** A promise of which `rejectionUnhandled` was told is handled after all. */
  rejectionHandled(promise: object): void {
    this.#late.remove(promise);
  }

  /** The cell that has its turn, for libraries that work in its name; undefined when nothing runs. */
  currentCell(): CellHost | undefined {
    return this.#activity.executing ?? undefined;
  }

  #enqueue(command: KernelCommand | OwnCommand): Promise<CommandResult> {
    const done = this.#queue.add(command);
    if (!this.#isDraining) this.#idle = this.#drain(this.#open());
    return done;
  }

  async #drain({ events }: OpenNotebook): Promise<void> {
    this.#isDraining = true;
    events.push({ type: "busyChanged", busy: true });
    for (let task = this.#queue.next(); task !== undefined; task = this.#queue.next()) {
      try {
        const result = await this.#perform(task);
        for (const resolve of task.resolve) resolve(result);
      } catch (error) {
        for (const reject of task.reject) reject(error);
      }
    }
    this.#isDraining = false;
    events.push({ type: "busyChanged", busy: false });
    events.flush();
  }

  async #perform(task: Task): Promise<CommandResult> {
    const notebook = this.#open();
    const { states, model } = notebook;
    const concern = notebook.changes.apply(task.command);
    const ran: string[] = [];
    if (task.command.type === "tryOut" && !task.dropped) await task.command.scratch.run({ ...notebook, ...this.#means(notebook) });
    let interrupted = await this.#runConcern(notebook, concern, task, ran);
    for (let round = 1; !states.isEmpty; round += 1) {
      const { readers, setters } = states.takeReaders(model);
      if (interrupted || readers.length === 0) continue;
      if (round > maxStateRounds) {
        const error = plainCellError(kernelError("E208", { count: maxStateRounds }));
        for (const id of setters.length > 0 ? setters : readers) notebook.upkeep.update(model.cell(id), { result: "exception", error });
        break;
      }
      interrupted = await this.#runConcern(notebook, { requested: [], affected: readers }, task, ran);
    }
    notebook.inputs.release((bindings) => {
      const readers = notebook.changes.readersOf(bindings);
      // Where readers wait to be run (lazy mode), the run that the button set off is yet to come.
      return interrupted || readers.some((id) => ran.includes(id)) || !readers.some((id) => model.cell(id).stale);
    });
    await notebook.turns.rejectionsTold();
    this.#late.settle();
    for (const { record, run, error } of this.#untold.splice(0)) if (record.run === run) this.#blame(record, error);
    notebook.events.flush();
    return { ran };
  }

  /** Plans and runs; returns whether Stop ended it. */
  async #runConcern(notebook: OpenNotebook, concern: Concern, task: Task, ran: string[]): Promise<boolean> {
    const plan = notebook.planner.plan(concern);
    notebook.announceGraph();
    const pass = new Pass({ ...notebook, ...this.#means(notebook), nextRun: () => (this.#runCount += 1) });
    if (task.dropped || notebook.flag.isSet()) {
      // Nothing of it has begun: values and outputs stay.
      const error = plainCellError(kernelError("E203"));
      for (const id of plan.run) notebook.upkeep.update(notebook.model.cell(id), { result: "interrupted", stale: true, error });
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

  /** A newer run of the cell that is running takes over at once. */
  #supersede(command: KernelCommand): void {
    const running = this.#activity.executing;
    if (running === null) return;
    const ids =
      command.type === "run" ? command.cells : command.type === "edit" && command.run ? command.edits.map(({ id }) => id) : command.type === "delete" ? [command.id] : [];
    if (ids.includes(running.cell)) running.end();
  }

  /** The cell whose code set off what led to an error: the outermost of its stack. */
  #origin(error: unknown): string | undefined {
    return this.#notebook === undefined ? undefined : describeFailure(this.#notebook.model, error, "").frames?.at(-1)?.cell;
  }

  /**
   * An error that came after its cell had ended, in a promise or a timer. It is a line of the cell's console and the
   * cell's error; cells that read from it ran with good values and stay as they are.
   */
  #reportLate(cell: string | null, error: unknown): void {
    const model = this.#notebook?.model;
    if (cell === null || model === undefined || !model.has(cell)) return;
    const record = model.cell(cell);
    const described = describeFailure(model, error, cell);
    record.run?.print({ level: "error", text: `Uncaught: ${described.message}` });
    if (record.status === "running") this.#untold.push({ record, run: record.run, error: described });
    else this.#blame(record, described);
  }

  #blame(record: CellRecord, error: CellError): void {
    if (record.status === "idle" && record.result === "success") this.#notebook?.upkeep.update(record, { result: "exception", error });
  }

  #open(): OpenNotebook {
    if (this.#notebook === undefined) throw kernelError("E215");
    return this.#notebook;
  }

  /** What code is run with, besides the notebook itself. */
  #means(notebook: OpenNotebook) {
    return { activity: this.#activity, modules: this.#modules, runHost: this.#runHost(notebook), now: this.#now };
  }

  #runHost({ model, events, flag, inputs, data, states, recollections }: OpenNotebook): RunHost {
    return {
      activity: this.#activity,
      events,
      flag,
      data,
      addInput: (cell, source) => inputs.add(cell, source),
      recall: (cell) => recollections.of(cell, model, inputs),
      stateChanged: (getter, setter) => {
        recollections.stateChanged();
        states.note(getter, setter === null || setter.cell === scratchId ? null : setter.cell, this.#runCount);
        if (!this.#isDraining) void this.#enqueue({ type: "settleStates" });
      },
      resolveName: (name, cell, reader) => {
        if (isPrivate(name)) {
          const home = typeof reader === "function" ? [...model.cells()].find((record) => record.holds(reader)) : undefined;
          return (home ?? (model.has(cell) ? model.cell(cell) : undefined))?.privateOf(name);
        }
        const owner = model.graph.owners.get(name)?.[0];
        return owner === undefined ? undefined : model.cell(owner).valueOf(name);
      },
      freeNames: findFreeNames,
      toCellError: (error, cell) => describeFailure(model, error, cell),
      reportLate: (run, error) => this.#late.report(run.cell, error),
      runSql: async (run, values) => {
        const { SqlCells } = await import("./sql/sqlCells.ts");
        this.#sql ??= new SqlCells(this.#startDuckDb);
        return this.#sql.run(run, values, (name) => {
          const owner = model.graph.owners.get(name)?.find((id) => id !== run.cell);
          return owner === undefined ? undefined : model.cell(owner).valueOf(name);
        });
      },
      importModule: (run, specifier) => this.#modules.importModule(specifier, makeNames(run, () => run).std),
    };
  }
}
