import { kernelError } from "../errors.ts";
import type { CommandResult, KernelCommand, KernelEvent, KernelSnapshot, NotebookSpec, TablePage, TablePageRequest } from "../protocol.ts";
import { applyCommand } from "./currentNotebook.ts";
import { WorkerSession } from "./workerSession.ts";

export interface KernelListeners {
  /** Batches of what happens, in order. */
  readonly onEvents: (events: readonly KernelEvent[]) => void;
  /** The kernel ended by itself (most often: out of memory). Every waiting call is rejected with E209. */
  readonly onDeath: (reason: string) => void;
}

export interface StopResult {
  /** True when the worker had to be replaced: all values are lost and every cell is stale. */
  readonly restarted: boolean;
}

/** Without shared memory, a kernel that does not answer Stop for this long is in a loop that will never end. */
const patienceMs = 300;
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
  /** Answers for commands that a restart cuts off. */
  readonly #cutOff = new Set<(result: CommandResult) => void>();

  constructor(listeners: KernelListeners, startWorker: () => Worker = startKernelWorker) {
    this.#listeners = listeners;
    this.#startWorker = startWorker;
    this.isolated = typeof SharedArrayBuffer !== "undefined" && crossOriginIsolated;
  }

  /** Starts the worker if there is none and gives it the notebook. Nothing runs yet. @throws E217 */
  async open(notebook: NotebookSpec): Promise<void> {
    this.#notebook = notebook;
    this.#session?.end();
    const session = new WorkerSession(this.#startWorker(), (reason) => {
      if (this.#session !== session) return;
      this.#session = undefined;
      this.#listeners.onDeath(reason.message);
    });
    this.#session = session;
    await session.open(notebook, (events) => {
      if (this.#session === session) this.#listeners.onEvents(events);
    });
  }

  /** Gives a command; resolves when everything that it set off has ended. */
  async execute(command: KernelCommand): Promise<CommandResult> {
    const session = this.#current();
    if (this.#notebook !== undefined) this.#notebook = applyCommand(this.#notebook, command);
    return new Promise((resolve, reject) => {
      this.#cutOff.add(resolve);
      session
        .call((api) => api.execute(command))
        .then(resolve, reject)
        .finally(() => this.#cutOff.delete(resolve));
    });
  }

  /**
   * Stops what runs. A kernel that cannot be stopped is replaced by a fresh one with the same cells; commands that
   * waited for it are answered with an empty list.
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
    await this.restart();
    return { restarted: true };
  }

  /** Replaces the worker by a fresh one with the present cells. All values are lost; every cell is stale. */
  async restart(): Promise<void> {
    const notebook = this.#notebook;
    if (notebook === undefined) throw kernelError("E215");
    for (const answer of this.#cutOff) answer({ ran: [] });
    this.#cutOff.clear();
    this.#session?.end();
    // Before the new kernel's own events, which say what is wrong with cells.
    const blank = { status: "idle", result: null, stale: true, runs: 0, error: null, blockedBy: null } as const;
    this.#listeners.onEvents([...notebook.cells.map(({ id }): KernelEvent => ({ type: "cellChanged", id, change: blank })), { type: "busyChanged", busy: false }]);
    await this.open(notebook);
  }

  snapshot(): Promise<KernelSnapshot> {
    return this.#ask((session) => session.call((api) => api.snapshot()));
  }

  tablePage(request: TablePageRequest): Promise<TablePage> {
    return this.#ask((session) => session.call((api) => api.tablePage(request)));
  }

  /** Ends the kernel. Calls that wait are rejected with E210. */
  dispose(): void {
    this.#session?.end();
    this.#session = undefined;
  }

  async #ask<Result>(ask: (session: WorkerSession) => Promise<Result>): Promise<Result> {
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
