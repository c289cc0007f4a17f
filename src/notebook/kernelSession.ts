import { CodedError } from "../diagnostic/codedError.ts";
import type { CellSpec, CommandResult, KernelCommand, KernelEvent, NotebookSpec, OutputAnswer, OutputQuery, TablePage, TablePageRequest } from "../kernel/protocol.ts";
import { Box } from "./box.ts";
import { type CellModel, freshCell, reduceCell } from "./cellModel.ts";
import { notebookError, reasonOf } from "./errors.ts";
import { GivenInputs } from "./givenInputs.ts";
import type { LearnerTexts } from "./learnerTexts.ts";

/** The part of `KernelClient` that a session needs. */
export interface SessionClient {
  open(notebook: NotebookSpec): Promise<void>;
  execute(command: KernelCommand): Promise<CommandResult>;
  /**
   * `restarted`: the kernel could not be stopped and was replaced by a fresh one with the same cells. `broughtBack`: what was up
   * to date has run again in it.
   */
  stop(): Promise<{ readonly restarted: boolean; readonly broughtBack?: Promise<void> }>;
  tablePage(request: TablePageRequest): Promise<TablePage>;
  askOutput<Query extends OutputQuery>(query: Query): Promise<OutputAnswer<Query>>;
  dispose(): void;
}

export interface ClientListeners {
  readonly onEvents: (events: readonly KernelEvent[]) => void;
  readonly onDeath: (reason: string) => void;
}

/** Starts a kernel; loads its code when first called. */
export type StartClient = (listeners: ClientListeners) => Promise<SessionClient>;

export interface SessionState {
  /** Asleep: never started. Dead: it ended or did not start; `problem` says why. */
  readonly phase: "asleep" | "starting" | "ready" | "dead";
  readonly busy: boolean;
  /** The cell that runs now. */
  readonly running: string | null;
  readonly problem: CodedError | null;
}

const asleep: SessionState = { phase: "asleep", busy: false, running: null, problem: null };

/**
 * The kernel of one open notebook: started when it is first needed, told what the learner asks, listened to.
 * Every method can be called at any time; what cannot be done ends in `state.problem`, never in a thrown error.
 */
export class KernelSession {
  readonly state = new Box<SessionState>(asleep);
  readonly #notebook: NotebookSpec;
  readonly #texts: LearnerTexts;
  readonly #startClient: StartClient;
  readonly #given: GivenInputs;
  readonly #cells: ReadonlyMap<string, Box<CellModel>>;
  #client: Promise<SessionClient | null> | null = null;
  /** Counts kernels, so that a late word of a dead one is not heard. */
  #kernel = 0;

  /** @param given  values of inputs: those to begin with, and the place for those that come */
  constructor(notebook: NotebookSpec, texts: LearnerTexts, startClient: StartClient, given: GivenInputs = new GivenInputs()) {
    this.#given = given;
    this.#notebook = notebook;
    this.#texts = texts;
    this.#startClient = startClient;
    this.#cells = new Map(notebook.cells.map((cell) => [cell.id, new Box(freshCell(cell.id))]));
  }

  /** The box of a cell; undefined for an id that the kernel is not given (a solution, plain prose). */
  cell(id: string): Box<CellModel> | undefined {
    return this.#cells.get(id);
  }

  spec(id: string): CellSpec | undefined {
    return this.#notebook.cells.find((cell) => cell.id === id);
  }

  /** Runs what runs by itself when a lesson opens: everything that is not manual and not disabled. */
  async runOnOpen(): Promise<void> {
    const cells = this.#notebook.cells.filter((cell) => !cell.manual && !cell.disabled).map((cell) => cell.id);
    if (cells.length > 0) await this.#run(cells, { type: "run", cells });
  }

  /** Runs one cell with the text that the learner sees. */
  async runCell(id: string): Promise<void> {
    if (!this.#cells.has(id)) return;
    const client = await this.#wake([id]);
    if (client === null) return;
    const edit = this.#texts.uncommitted().find((cell) => cell.id === id);
    if (edit === undefined) return this.#execute(client, { type: "run", cells: [id] });
    this.#texts.commit([edit]);
    await this.#execute(client, { type: "edit", edits: [edit], run: true });
  }

  /** Runs every cell, manual ones too, with the texts that the learner sees. */
  async runAll(): Promise<void> {
    const cells = this.#notebook.cells.filter((cell) => !cell.disabled).map((cell) => cell.id);
    await this.#run(cells, { type: "runAll" });
  }

  async setInput(input: string, value: unknown): Promise<void> {
    const client = await this.#client;
    if (client) await this.#execute(client, { type: "set", input, value });
  }

  /**
   * Stops what runs. Where that takes a fresh kernel, it runs again what was up to date, without the cell that would not stop.
   */
  async stop(): Promise<void> {
    const stoppedCells = this.#activeCells();
    try {
      const stopped = await (await this.#client)?.stop();
      if (stopped?.restarted !== true) return;
      this.#forgetValues();
      for (const id of stoppedCells) this.#apply({ type: "cellChanged", id, change: { result: "interrupted" } });
      await stopped.broughtBack;
      const [cell] = stoppedCells;
      if (cell !== undefined) this.state.update((state) => ({ ...state, problem: notebookError("E627", { cell }) }));
    } catch (error) {
      this.#report(error);
    }
  }

  /** The cell that runs; as long as the kernel has not told which, all that wait to run. */
  #activeCells(): readonly string[] {
    const withStatus = (status: string): string[] => [...this.#cells].filter(([, box]) => box.get().state.status === status).map(([id]) => id);
    const running = withStatus("running");
    return running.length > 0 ? running : withStatus("queued");
  }

  /** @throws what the kernel throws: the renderer of the table shows it in its place. */
  async tablePage(request: TablePageRequest): Promise<TablePage> {
    const client = await this.#client;
    if (!client) throw this.state.get().problem ?? notebookError("E621", { reason: "" });
    return client.tablePage(request);
  }

  /** @throws what the kernel throws: the renderer of the output shows it in its place. */
  async askOutput<Query extends OutputQuery>(query: Query): Promise<OutputAnswer<Query>> {
    const client = await this.#client;
    if (!client) throw this.state.get().problem ?? notebookError("E621", { reason: "" });
    return client.askOutput(query);
  }

  /** Ends the kernel and starts a new one with the present texts. Values are lost, texts and shown outputs are not. */
  async restart(): Promise<void> {
    await this.#end();
    this.#forgetValues();
    await this.#wake([]);
    await this.runOnOpen();
  }

  /** The learner has read `state.problem`. What it told of stays as it is. */
  dismissProblem(): void {
    this.state.update((state) => ({ ...state, problem: null }));
  }

  /** Ends the kernel for good. */
  dispose(): void {
    void this.#end();
  }

  async #end(): Promise<void> {
    const ending = this.#client;
    this.#kernel++;
    this.#client = null;
    this.#texts.commit(this.#texts.ids().map((id) => ({ id, code: null })));
    this.state.set(asleep);
    // Not waited for: a kernel that hangs while it starts must not keep the next one from starting.
    void ending?.then((client) => client?.dispose(), () => undefined);
  }

  /** Commits every edit, then gives the command; `expected` shows as queued while the kernel still starts. */
  async #run(expected: readonly string[], command: KernelCommand): Promise<void> {
    const client = await this.#wake(expected);
    if (client === null) return;
    const edits = this.#texts.uncommitted();
    if (edits.length > 0) {
      this.#texts.commit(edits);
      await this.#execute(client, { type: "edit", edits, run: false });
    }
    await this.#execute(client, command);
  }

  async #execute(client: SessionClient, command: KernelCommand): Promise<void> {
    const kernel = this.#kernel;
    try {
      await client.execute(command);
    } catch (error) {
      if (kernel === this.#kernel && this.state.get().phase === "ready") this.#report(error);
    }
  }

  /** The kernel, started if there is none. Null when it does not start; `state` says why. */
  #wake(expected: readonly string[]): Promise<SessionClient | null> {
    if (this.#client === null) {
      for (const id of expected) this.#apply({ type: "cellChanged", id, change: { status: "queued" } });
      this.#client = this.#start(++this.#kernel);
    }
    return this.#client;
  }

  async #start(kernel: number): Promise<SessionClient | null> {
    this.state.set({ phase: "starting", busy: true, running: null, problem: null });
    const cells = this.#notebook.cells.map((cell) => ({ ...cell, code: this.#texts.of(cell.id)?.get().text ?? cell.code }));
    try {
      const client = await this.#startClient({
        onEvents: (events) => {
          if (kernel === this.#kernel) this.#receive(events);
        },
        onDeath: (reason) => {
          // One that ends while it starts never was: `open` rejects and says why.
          if (this.state.get().phase !== "starting") this.#die(kernel, notebookError("E621", { reason }));
        },
      });
      await client.open({ ...this.#notebook, cells, inputs: this.#given.all() });
      if (kernel !== this.#kernel) {
        client.dispose();
        return null;
      }
      this.#texts.commit(cells);
      this.state.update((state) => ({ ...state, phase: "ready", busy: false }));
      return client;
    } catch (error) {
      const cannotRunHere = error instanceof CodedError && error.code === "E601";
      this.#die(kernel, cannotRunHere ? error : notebookError("E620", { reason: reasonOf(startProblem(error)) }, { cause: error }));
      return null;
    }
  }

  #die(kernel: number, problem: CodedError): void {
    if (kernel !== this.#kernel) return;
    void this.#end();
    this.#forgetValues();
    // Without workers nothing has ended, and a restart would not help.
    this.state.set({ phase: problem.code === "E601" ? "asleep" : "dead", busy: false, running: null, problem });
  }

  /** No value is left: what is still shown is from before. */
  #forgetValues(): void {
    for (const box of this.#cells.values()) {
      box.update((cell) => {
        const ended = { ...cell, kept: null, startedAt: null };
        const hasRun = cell.state.runs > 0 || cell.state.outputs.length > 0 || cell.state.console.length > 0;
        return { ...ended, isFromBefore: hasRun, state: { ...cell.state, status: cell.state.status === "disabled" ? "disabled" : "idle", stale: hasRun, runs: 0, blockedBy: null } };
      });
    }
  }

  #report(error: unknown): void {
    this.state.update((state) => ({ ...state, problem: notebookError("E626", { reason: reasonOf(error) }, { cause: error }) }));
  }

  #receive(events: readonly KernelEvent[]): void {
    for (const event of events) {
      if (event.type === "busyChanged") this.state.update((state) => ({ ...state, busy: event.busy, running: event.busy ? state.running : null, problem: event.busy ? null : state.problem }));
      else if (event.type === "inputGiven") this.#given.note(event.given);
      else this.#apply(event);
    }
  }

  #apply(event: KernelEvent): void {
    if (!("id" in event)) return;
    const box = this.#cells.get(event.id);
    if (box === undefined) return;
    box.update((cell) => reduceCell(cell, event, performance.now()));
    if (event.type !== "cellChanged" || event.change.status === undefined) return;
    const { running } = this.state.get();
    if (event.change.status === "running") this.state.update((state) => ({ ...state, running: event.id }));
    else if (running === event.id) this.state.update((state) => ({ ...state, running: null }));
  }
}

/** Of the kernel's own word that it did not start, the reason alone is news. */
function startProblem(error: unknown): unknown {
  return error instanceof CodedError && error.code === "E217" ? error.why : error;
}
