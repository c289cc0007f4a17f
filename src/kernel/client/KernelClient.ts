import { kernelError } from "../errors.ts";
import type { CommandResult, EvaluateRequest, EvaluateResult, KernelCommand, KernelEvent, KernelSnapshot, NotebookSpec, OutputAnswer, OutputQuery, TablePage, TablePageRequest } from "../protocol.ts";
import type { InspectAnswerTo, InspectQuery } from "../inspect/inspection.ts";
import { applyCommand } from "./currentNotebook.ts";
import { KernelActivity } from "./kernelActivity.ts";
import { WorkerSession } from "./workerSession.ts";

export interface KernelListeners {
  /** Batches of what happens, in order. */
  readonly onEvents: (events: readonly KernelEvent[]) => void;
  /** The kernel ended by itself (most often: out of memory). Every waiting call is rejected with E209. */
  readonly onDeath: (reason: string) => void;
}

export interface StopResult {
  /**
   * True when the worker had to be replaced: every cell is stale. Those whose values were up to date run again by themselves;
   * the cell that would not stop and what reads from it do not.
   */
  readonly restarted: boolean;
  /** After a restart: resolves when they have run. */
  readonly broughtBack?: Promise<void>;
}

/** Without shared memory, a kernel that does not answer Stop for this long is in a loop that will never end. */
const patienceMs = 150;
/** With shared memory loops end by themselves; only a single endless built-in call (a regular expression, a sort) does not. */
const sharedPatienceMs = 3_000;

/**
 * A kernel in a worker of its own, as the page uses it. Start it with `open`. Calls never hang: when the worker
 * dies they are rejected with a coded error.
 */
export class KernelClient {
  /** True when memory can be shared with the worker: Stop then keeps all values, whatever runs. */
  readonly isolated: boolean;
  readonly #listeners: KernelListeners;
  readonly #startWorker: () => Worker;
  #session: WorkerSession | undefined;
  #notebook: NotebookSpec | undefined;
  /** Under way while a worker starts; calls wait for it. */
  #opening: Promise<void> | undefined;
  /** What the kernel has told of the command under way: for when it can no longer be asked. */
  readonly #activity = new KernelActivity();
  /** The last value that was set on each input of this kernel. */
  readonly #inputs = new Map<string, unknown>();
  /** Answers for commands that a restart cuts off. */
  readonly #cutOff = new Set<(result: CommandResult) => void>();

  constructor(listeners: KernelListeners, startWorker: () => Worker = startKernelWorker) {
    this.#listeners = listeners;
    this.#startWorker = startWorker;
    this.isolated = typeof SharedArrayBuffer !== "undefined" && crossOriginIsolated;
  }

  /** Starts the worker if there is none and gives it the notebook. Nothing runs yet. @throws E217 */
  open(notebook: NotebookSpec): Promise<void> {
    this.#inputs.clear();
    return this.#start(notebook, []);
  }

  /** @param interrupted  cells that ran in the kernel before this one when it had to be replaced */
  #start(notebook: NotebookSpec, interrupted: readonly string[]): Promise<void> {
    this.#notebook = notebook;
    this.#activity.clear();
    this.#session?.end();
    const session = new WorkerSession(this.#startWorker(), (reason) => {
      if (this.#session !== session) return;
      this.#session = undefined;
      this.#listeners.onDeath(reason.message);
    });
    this.#session = session;
    const opening = session
      .open(notebook, interrupted, (events) => {
        if (this.#session !== session) return;
        this.#activity.note(events);
        this.#listeners.onEvents(events);
      })
      .finally(() => {
        if (this.#opening === opening) this.#opening = undefined;
      });
    this.#opening = opening;
    return opening;
  }

  /** Gives a command; resolves when everything that it set off has ended. */
  async execute(command: KernelCommand): Promise<CommandResult> {
    await this.#opening;
    const session = this.#current();
    if (this.#notebook !== undefined) this.#notebook = applyCommand(this.#notebook, command);
    if (command.type === "set") this.#inputs.set(command.input ?? command.name ?? "", command.value);
    return new Promise((resolve, reject) => {
      this.#cutOff.add(resolve);
      session
        .call((api) => api.execute(command))
        .then(resolve, reject)
        .finally(() => this.#cutOff.delete(resolve));
    });
  }

  /**
   * Stops what runs. A kernel that cannot be stopped is replaced by a fresh one with the same cells: the cell that ran
   * says so (E220), commands that waited are answered with the cells that had begun, and what was up to date runs again.
   */
  async stop(): Promise<StopResult> {
    const session = this.#session;
    if (session === undefined) return { restarted: false };
    if (session.interrupt !== undefined) {
      Atomics.store(session.interrupt, 0, 1);
      Atomics.notify(session.interrupt, 0);
    }
    const answered = session.call((api) => api.stop()).then(() => true);
    const patience = session.interrupt === undefined ? patienceMs : sharedPatienceMs;
    const inTime = await Promise.race([answered, wait(patience).then(() => false)]);
    if (inTime || this.#session !== session) return { restarted: false };
    answered.catch(() => undefined);
    const inputs = Object.fromEntries(this.#inputs);
    const cells = this.#activity.upToDate();
    await this.#replace(this.#activity.running());
    // Not waited for: Stop has done its work, and these runs are seen and can be stopped like any other.
    return { restarted: true, broughtBack: this.#bringBack(cells, inputs) };
  }

  /** Replaces the worker by a fresh one with the present cells. All values are lost; every cell is stale. */
  restart(): Promise<void> {
    this.#inputs.clear();
    return this.#replace([]);
  }

  /** Runs what was up to date in the kernel before this one, and gives its inputs their values again. */
  async #bringBack(cells: readonly string[], inputs: Readonly<Record<string, unknown>>): Promise<void> {
    if (cells.length === 0) return;
    // A kernel that ends meanwhile has told so itself.
    await Promise.allSettled([this.execute({ type: "restore", cells, inputs })]);
  }

  async #replace(interrupted: readonly string[]): Promise<void> {
    const notebook = this.#notebook;
    if (notebook === undefined) throw kernelError("E215");
    const ran = this.#activity.begun();
    for (const answer of this.#cutOff) answer({ ran });
    this.#cutOff.clear();
    this.#session?.end();
    // Before the new kernel's own events, which say what is wrong with cells.
    const blank = { status: "idle", result: null, stale: true, runs: 0, error: null, blockedBy: null } as const;
    this.#listeners.onEvents([...notebook.cells.map(({ id }): KernelEvent => ({ type: "cellChanged", id, change: blank })), { type: "busyChanged", busy: false }]);
    await this.#start(notebook, interrupted);
  }

  snapshot(): Promise<KernelSnapshot> {
    return this.#ask((session) => session.call((api) => api.snapshot()));
  }

  /** Tries out code beside the notebook, when its turn comes. */
  evaluate(request: EvaluateRequest): Promise<EvaluateResult> {
    return this.#ask((session) => session.call((api) => api.evaluate(request)));
  }

  tablePage(request: TablePageRequest): Promise<TablePage> {
    return this.#ask((session) => session.call((api) => api.tablePage(request)));
  }

  askOutput<Query extends OutputQuery>(query: Query): Promise<OutputAnswer<Query>> {
    // Comlink's type of a remote function does not keep its type parameter.
    return this.#ask((session) => session.call((api) => api.askOutput(query) as Promise<OutputAnswer<Query>>));
  }

  /** Asks for what panels show. */
  inspect<Query extends InspectQuery>(query: Query): Promise<InspectAnswerTo<Query>> {
    // Comlink's type of a remote function does not keep its type parameter.
    return this.#ask((session) => session.call((api) => api.inspect(query) as Promise<InspectAnswerTo<Query>>));
  }

  /** Ends the kernel. Calls that wait are rejected with E210. */
  dispose(): void {
    this.#session?.end();
    this.#session = undefined;
  }

  async #ask<Result>(ask: (session: WorkerSession) => Promise<Result>): Promise<Result> {
    await this.#opening;
    return ask(this.#current());
  }

  #current(): WorkerSession {
    if (this.#session === undefined) throw kernelError(this.#notebook === undefined ? "E215" : "E210");
    return this.#session;
  }
}

function startKernelWorker(): Worker {
  return new Worker(new URL("../kernel.worker.ts", import.meta.url), { type: "module", name: "kernel" });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
