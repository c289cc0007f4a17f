/** Pauses in long loops, by time and not by row, so that Stop, progress and other tasks get their turn. */
import type { PipelineHost } from "../host.ts";

/** Longest stretch without a pause, in ms. */
const sliceMs = 12;

/** Work between two looks at the clock, in rows. */
const rowsPerLook = 1_000;

/** Node only: there, messages to oneself keep timers waiting. */
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };

export class Breath {
  readonly #host: Pick<PipelineHost, "signal" | "checkpoint">;
  readonly #channel = new MessageChannel();
  #rows = 0;
  #sliceBegan = performance.now();
  #wake: (() => void) | undefined;

  constructor(host: Pick<PipelineHost, "signal" | "checkpoint">) {
    this.#host = host;
    this.#channel.port1.addEventListener("message", () => this.#wake?.());
    this.#channel.port1.start();
  }

  /** Counts rows; true when it is time to `take` a pause. Throws when the run was stopped. */
  due(rows: number): boolean {
    this.#rows += rows;
    if (this.#rows < rowsPerLook) return false;
    this.#rows = 0;
    this.#host.checkpoint();
    return performance.now() - this.#sliceBegan >= sliceMs;
  }

  /** Lets the event loop turn once. Throws when the run was stopped meanwhile. */
  async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (setImmediate) setImmediate(resolve);
      else this.#channel.port2.postMessage(null);
    });
    this.#sliceBegan = performance.now();
    throwIfStopped(this.#host);
  }

  close(): void {
    this.#channel.port1.close();
  }
}

/** Throws what stopped the run, if it was stopped. */
export function throwIfStopped(host: Pick<PipelineHost, "signal" | "checkpoint">): void {
  host.checkpoint();
  host.signal()?.throwIfAborted();
}

/** The promise's outcome, or the abort's reason if that comes first. */
export async function untilStopped<Value>(promise: PromiseLike<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  let listener: (() => void) | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    listener = () => reject(signal.reason as Error);
    signal.addEventListener("abort", listener, { once: true });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    if (listener) signal.removeEventListener("abort", listener);
  }
}
