/** Normalize workers that stay warm between packages, and how jobs are handed to them. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { pipelineError, pipelineErrors } from "../errors.ts";
import type { NormalizeWorkerHandle, PipelineHost } from "../host.ts";
import type { NormalizeRequest, NormalizeResult } from "./protocol.ts";
import type { WaitingJobs } from "../waitingJobs.ts";

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

/** A worker of the pool, and a promise that rejects when it dies or is ended, so that no call waits for ever. */
interface Member {
  readonly handle: NormalizeWorkerHandle;
  readonly ended: Promise<never>;
  end(): void;
}

export class NormalizePool {
  readonly #host: Pick<PipelineHost, "startNormalizeWorker" | "signal">;
  readonly #members = new Map<number, Member>();
  readonly #starting = new Map<number, Promise<void>>();

  constructor(host: Pick<PipelineHost, "startNormalizeWorker" | "signal">) {
    this.#host = host;
  }

  /** Starts workers until there are `count`; those that are there stay. @throws E432 */
  async warm(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, index) => this.#ensure(index)));
  }

  /**
   * Works through jobs on up to `count` workers until there are none left and none will come. A worker is started when
   * it has its first job. The first failure stops the rest: workers still busy are ended, and the promise rejects.
   *
   * @param ahead jobs that a worker is given at a time. With 2 it has its next one at hand when this thread is too busy to
   *   answer at once; jobs given ahead cannot be taken by another worker
   * @throws E432 when a worker cannot be started, what `work` throws, the reason of the run's signal when it is stopped
   */
  async run<Job>(jobs: WaitingJobs<Job>, count: number, work: (job: Job, worker: PooledWorker) => Promise<void>, ahead = 1): Promise<void> {
    const underWay = new Map<number, number>();
    const note = (index: number, by: number): void => void underWay.set(index, (underWay.get(index) ?? 0) + by);
    const stop = stopped(this.#host.signal());
    const takeJobs = async (index: number): Promise<void> => {
      for (let job = await jobs.take(); job !== undefined; job = await jobs.take()) {
        await this.#ensure(index);
        note(index, 1);
        await work(job, this.#pooled(index));
        note(index, -1);
      }
    };
    try {
      await Promise.race([Promise.all(Array.from({ length: count * ahead }, (_, taker) => takeJobs(taker % count))), stop.promise]);
    } catch (error) {
      jobs.drop();
      for (const [index, jobsOf] of underWay) if (jobsOf > 0) this.#end(index);
      throw error;
    } finally {
      stop.dispose();
    }
  }

  /** Ends all workers; calls still running reject. The next package starts new ones. */
  terminate(): void {
    for (const index of this.#members.keys()) this.#end(index);
  }

  /** Starts a worker unless it is there or on its way. */
  async #ensure(index: number): Promise<void> {
    if (this.#members.has(index)) return;
    const known = this.#starting.get(index);
    if (known !== undefined) return known;
    const starting = this.#start(index).then((member) => void this.#members.set(index, member));
    this.#starting.set(index, starting);
    try {
      await starting;
    } finally {
      this.#starting.delete(index);
    }
  }

  async #start(index: number): Promise<Member> {
    const worker = `normalize-${index + 1}`;
    let handle: NormalizeWorkerHandle;
    try {
      handle = await this.#host.startNormalizeWorker(worker);
    } catch (cause) {
      throw pipelineError("E432", { worker, reason: (cause as Error).message }, { cause });
    }
    let reject = (_reason: Error): void => undefined;
    const ended = new Promise<never>((_resolve, rejectEnded) => (reject = rejectEnded));
    ended.catch(() => undefined);
    handle.died.catch((cause: unknown) => {
      reject(cause as Error);
      if (this.#members.get(index)?.handle === handle) this.#end(index);
    });
    return {
      handle,
      ended,
      end: () => {
        reject(new Error("The worker was ended."));
        handle.terminate();
      },
    };
  }

  #end(index: number): void {
    this.#members.get(index)?.end();
    this.#members.delete(index);
  }

  #pooled(index: number): PooledWorker {
    const member = this.#members.get(index);
    const worker = `normalize-${index + 1}`;
    if (member === undefined) throw pipelineError("E430", { worker, file: "the next file" });
    return {
      name: worker,
      normalize: async (request, file) => {
        const ended = member.ended.catch((cause: unknown) => {
          throw pipelineError("E430", { worker, file }, { cause });
        });
        try {
          return await Promise.race([member.handle.api.normalizeFile(request), ended]);
        } catch (cause) {
          throw asCoded(cause, file, request.table);
        }
      },
    };
  }
}

/** A coded error loses its class on its way through `postMessage`; its code and details come along. */
function asCoded(cause: unknown, file: string, table: string): CodedError {
  if (cause instanceof CodedError) return cause;
  const { code, details, message } = cause as Partial<CodedError>;
  if (code !== undefined && isPipelineCode(code)) return pipelineError(code, details, { cause });
  return pipelineError("E431", { file, table, reason: message }, { cause });
}

function isPipelineCode(code: string): code is keyof typeof pipelineErrors {
  return Object.hasOwn(pipelineErrors, code);
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
