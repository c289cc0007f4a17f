/** Normalize workers that stay warm between packages, and how jobs are handed to them. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { pipelineError } from "../errors.ts";
import type { NormalizeWorkerHandle, PipelineHost } from "../host.ts";
import type { NormalizeRequest, NormalizeResult } from "./protocol.ts";

/** One worker, as a job sees it. */
export interface PooledWorker {
  readonly name: string;
  /**
   * Normalizes one file.
   *
   * @param label the file's name, for messages
   * @throws E430 if the worker dies, E431 around anything else that has no code; the reason of the run's signal when it is stopped
   */
  normalize(request: NormalizeRequest, label: string): Promise<NormalizeResult>;
}

export class NormalizePool {
  readonly #host: Pick<PipelineHost, "startNormalizeWorker" | "signal">;
  #workers: (NormalizeWorkerHandle | undefined)[] = [];

  constructor(host: Pick<PipelineHost, "startNormalizeWorker" | "signal">) {
    this.#host = host;
  }

  /** Starts workers until there are `count`; those that are there stay. */
  async warm(count: number): Promise<void> {
    const missing = Array.from({ length: count }, (_, index) => index).filter((index) => this.#workers[index] === undefined);
    await Promise.all(
      missing.map(async (index) => {
        const worker = await this.#host.startNormalizeWorker(`normalize-${index + 1}`);
        if (this.#workers[index] === undefined) this.#workers[index] = worker;
        else worker.terminate();
      }),
    );
  }

  /**
   * Works through jobs on `count` workers. A free worker takes the first job that is left, so give the largest first.
   * The first failure stops the rest: workers still busy are ended, and the promise rejects.
   */
  async run<Job>(jobs: readonly Job[], count: number, work: (job: Job, worker: PooledWorker) => Promise<void>): Promise<void> {
    const used = Math.max(1, Math.min(count, jobs.length));
    await this.warm(used);
    const left = [...jobs];
    const busy = new Set<number>();
    const signal = this.#host.signal();
    const stop = stopped(signal);
    const takeJobs = async (index: number): Promise<void> => {
      for (let job = left.shift(); job !== undefined; job = left.shift()) {
        busy.add(index);
        await work(job, this.#pooled(index));
        busy.delete(index);
      }
    };
    try {
      await Promise.race([Promise.all(Array.from({ length: used }, (_, index) => takeJobs(index))), stop.promise]);
    } catch (error) {
      left.length = 0;
      for (const index of busy) this.#end(index);
      throw error;
    } finally {
      stop.dispose();
    }
  }

  /** Ends all workers. The next package starts new ones. */
  terminate(): void {
    for (let index = 0; index < this.#workers.length; index++) this.#end(index);
  }

  #end(index: number): void {
    this.#workers[index]?.terminate();
    this.#workers[index] = undefined;
  }

  #pooled(index: number): PooledWorker {
    const worker = this.#workers[index];
    if (worker === undefined) throw pipelineError("E430", { worker: `normalize-${index + 1}`, file: "the next file" });
    return {
      name: worker.name,
      normalize: async (request, label) => {
        const died = worker.died.catch((cause: unknown) => {
          this.#end(index);
          throw pipelineError("E430", { worker: worker.name, file: label }, { cause });
        });
        try {
          return await Promise.race([worker.api.normalizeFile(request), died]);
        } catch (cause) {
          throw asCoded(cause, label, request.table);
        }
      },
    };
  }
}

/** A coded error loses its class on its way through `postMessage`; its fields come along. */
function asCoded(cause: unknown, file: string, table: string): CodedError {
  if (cause instanceof CodedError) return cause;
  const error = cause as Partial<CodedError> & Error;
  if (typeof error.code === "string" && typeof error.slug === "string") {
    const entry = { name: error.slug, message: error.message, why: error.why ?? "", fix: error.fix ?? "" };
    return new CodedError(error.code, entry, {}, { cause });
  }
  return pipelineError("E431", { file, table, reason: error.message }, { cause });
}

/** A promise that rejects when the signal aborts, and a way to stop listening. */
function stopped(signal: AbortSignal | undefined): { readonly promise: Promise<never>; dispose(): void } {
  let dispose = (): void => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    if (signal === undefined) return;
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort);
    dispose = () => signal.removeEventListener("abort", onAbort);
  });
  promise.catch(() => undefined);
  return { promise, dispose };
}
