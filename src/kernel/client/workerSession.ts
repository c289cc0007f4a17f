import * as Comlink from "comlink";
import { installErrorTransfer } from "../errorTransfer.ts";
import { kernelError } from "../errors.ts";
import type { KernelApi, KernelEvent, NotebookSpec } from "../protocol.ts";

installErrorTransfer();

let sessionCount = 0;

/** One life of a kernel worker. Every call either gets its answer or is rejected when the worker ends. */
export class WorkerSession {
  /** The word that Stop sets; undefined where memory cannot be shared. */
  readonly interrupt: Int32Array | undefined;
  readonly #worker: Worker;
  readonly #api: Comlink.Remote<KernelApi>;
  readonly #memory: SharedArrayBuffer | undefined;
  readonly #aliveLock: string;
  readonly #watch = new AbortController();
  readonly #onDeath: (reason: Error) => void;
  readonly #pending = new Set<(reason: Error) => void>();
  #ending: Error | undefined;

  /** @param onDeath  called once when the worker ends by itself */
  constructor(worker: Worker, onDeath: (reason: Error) => void) {
    sessionCount += 1;
    this.#worker = worker;
    this.#api = Comlink.wrap<KernelApi>(worker);
    this.#memory = allocateShared();
    this.interrupt = this.#memory === undefined ? undefined : new Int32Array(this.#memory);
    this.#aliveLock = `watercourse-kernel-${crypto.randomUUID()}-${sessionCount}`;
    this.#onDeath = onDeath;
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      // An error that a cell's late code throws also arrives here; only one before the kernel answers is its end.
      if (!this.#hasOpened) this.#die(kernelError("E217", { reason: event.message || "Its code could not be loaded." }));
    });
  }

  #hasOpened = false;

  /** @param interrupted  cells that the kernel before this one was running when it was replaced */
  async open(notebook: NotebookSpec, interrupted: readonly string[], onEvents: (events: readonly KernelEvent[]) => void): Promise<void> {
    const listener = Comlink.proxy((events: readonly KernelEvent[]) => {
      if (this.#ending === undefined) onEvents(events);
    });
    const request = { notebook, interrupted, aliveLock: this.#aliveLock, ...(this.#memory === undefined ? {} : { interrupt: this.#memory }) };
    await this.call((api) => api.open(request, listener));
    this.#hasOpened = true;
    this.#watchLife();
  }

  /** Calls the kernel. @throws E209 when it dies before it answers, E210 when it is closed */
  call<Result>(ask: (api: Comlink.Remote<KernelApi>) => Promise<Result>): Promise<Result> {
    if (this.#ending !== undefined) return Promise.reject(this.#ending);
    return new Promise((resolve, reject) => {
      const fail = (reason: Error): void => reject(reason);
      this.#pending.add(fail);
      ask(this.#api)
        .then(resolve, reject)
        .finally(() => this.#pending.delete(fail));
    });
  }

  /** Ends the worker at once; calls that wait are rejected. */
  end(reason: Error = kernelError("E210")): void {
    if (this.#ending !== undefined) return;
    this.#ending = reason;
    this.#watch.abort();
    this.#worker.terminate();
    for (const fail of this.#pending) fail(reason);
    this.#pending.clear();
  }

  /** The worker holds a lock for as long as it lives; getting it means that the worker is gone. */
  #watchLife(): void {
    if (navigator.locks === undefined) return;
    navigator.locks
      .request(this.#aliveLock, { signal: this.#watch.signal }, () => this.#die(kernelError("E209")))
      .catch((error: unknown) => {
        if (!this.#watch.signal.aborted) throw error;
      });
  }

  #die(reason: Error): void {
    if (this.#ending !== undefined) return;
    this.end(reason);
    this.#onDeath(reason);
  }
}

function allocateShared(): SharedArrayBuffer | undefined {
  if (typeof SharedArrayBuffer === "undefined" || !crossOriginIsolated) return undefined;
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}
