/** The load stage for one package: jobs are prepared side by side, written one after the other, and become visible together. */
import { CodedError } from "../../diagnostic/codedError.ts";
import type { DestinationClient, PackageLoad } from "../destination/destination.ts";
import { pipelineError } from "../errors.ts";
import { isLoaderFileFormat } from "../formats/format.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import { throwIfStopped } from "../extract/breath.ts";
import type { PipelineHost } from "../host.ts";
import type { StoredSchema } from "../schema/types.ts";
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import type { PackageJob, PackageManifest } from "../storage/manifest.ts";
import { now } from "../trace/clock.ts";

export interface LoadPackageInput {
  readonly manifest: PackageManifest;
  readonly schema: StoredSchema;
  readonly client: DestinationClient;
  /** Jobs that are prepared at the same time. */
  readonly workers: number;
  readonly host: Pick<PipelineHost, "signal" | "checkpoint">;
  readonly insertedAt: string;
  /** The package's folder in the store of the work directory. */
  readonly folder: string;
  read(job: PackageJob): Promise<Uint8Array>;
  /** Called after each job. */
  onJob?(done: number, total: number): void;
}

/** How the jobs of a package ended. */
export interface LoadedPackage {
  readonly jobs: readonly PackageJob[];
  /** Set when a job failed for good: the package is to be aborted. */
  readonly failure: CodedError | undefined;
}

/** Bytes of files that may be in memory at a time, beyond the first. */
const maxBytesInFlight = 256 * 1024 * 1024;

/**
 * Loads a package in one transaction.
 *
 * @returns the jobs with their times; with a `failure` (E481) when the destination refused one, and then nothing was loaded
 * @throws E482 for a disposition that there is not, E485 when the destination failed for a reason that may pass, and
 *   what stopped the run; the package can be loaded again then
 */
export async function loadPackage(input: LoadPackageInput): Promise<LoadedPackage> {
  const { manifest, schema, client, insertedAt, folder, host } = input;
  throwIfStopped(host);
  const load = await client.begin({
    loadId: manifest.loadId,
    schema,
    tables: [...new Set(manifest.jobs.map(({ table }) => table))],
    replacedTables: manifest.replacedTables,
    createdAt: manifest.createdAt,
    insertedAt,
    folder,
  });
  const jobs = new JobQueue(input, load);
  try {
    await jobs.run();
    throwIfStopped(host);
    await load.complete();
    return { jobs: jobs.done, failure: undefined };
  } catch (error) {
    await load.abort().catch(() => undefined);
    const failed = jobs.failed;
    if (failed !== undefined && isRefusal(error)) return { jobs: jobs.afterFailure(error.message), failure: refusal(failed, manifest.loadId, error) };
    if (isRefusal(error)) throw pipelineError("E485", { loadId: manifest.loadId, reason: error.message }, { cause: error });
    throw error;
  }
}

/** An answer of the database to what it was given, as opposed to a crash, a stop or a full disk. */
function isRefusal(error: unknown): error is CodedError {
  return error instanceof CodedError && error.code === "E483" && !error.message.startsWith("Out of Memory");
}

function refusal(job: PackageJob, loadId: string, cause: CodedError): CodedError {
  return pipelineError("E481", { job: jobId(parseJobFile(job.file)), loadId, reason: cause.message }, { cause });
}

function formatOf(job: PackageJob): LoaderFileFormat {
  const { format } = parseJobFile(job.file);
  return isLoaderFileFormat(format) ? format : "arrow";
}

/** Takes jobs in order; each slot prepares its job while another one writes. */
class JobQueue {
  readonly done: PackageJob[] = [];
  failed: PackageJob | undefined;
  readonly #input: LoadPackageInput;
  readonly #load: PackageLoad;
  readonly #waiting: PackageJob[];
  #bytesInFlight = 0;
  #freed: (() => void)[] = [];
  #writing: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(input: LoadPackageInput, load: PackageLoad) {
    this.#input = input;
    this.#load = load;
    this.#waiting = [...input.manifest.jobs];
  }

  async run(): Promise<void> {
    const slots = Array.from({ length: Math.min(this.#input.workers, this.#waiting.length) }, (_, index) => this.#slot(`load-${index + 1}`));
    const outcomes = await Promise.allSettled(slots);
    const rejected = outcomes.find((outcome) => outcome.status === "rejected");
    if (rejected !== undefined) throw rejected.reason;
  }

  /** All jobs of an aborted package: the failed one with its message, the others as if they had never begun. */
  afterFailure(message: string): PackageJob[] {
    return this.#input.manifest.jobs.map((job) => (job.file === this.failed?.file ? { ...job, state: "failed_jobs", failedMessage: message } : job));
  }

  async #slot(worker: string): Promise<void> {
    for (let job = this.#waiting.shift(); job !== undefined && !this.#stopped; job = this.#waiting.shift()) {
      await this.#roomFor(job);
      try {
        await this.#loadJob(job, worker);
      } catch (error) {
        this.#stopped = true;
        throw error;
      } finally {
        this.#bytesInFlight -= job.bytes;
        for (const wake of this.#freed.splice(0)) wake();
      }
    }
  }

  async #loadJob(job: PackageJob, worker: string): Promise<void> {
    const startedAt = now();
    const prepared = await this.#load.prepare({ file: job.file, table: job.table, format: formatOf(job), columns: job.columns ?? [], rows: job.rows, read: () => this.#input.read(job) });
    const before = this.#writing;
    const mine = (async () => {
      await before;
      if (this.#stopped) return;
      throwIfStopped(this.#input.host);
      try {
        await this.#load.write(prepared);
      } catch (error) {
        this.failed ??= job;
        throw error;
      }
      this.done.push({ ...job, state: "completed_jobs", startedAt, finishedAt: now(), worker });
      this.#input.onJob?.(this.done.length, this.#input.manifest.jobs.length);
    })();
    this.#writing = mine.catch(() => undefined);
    await mine;
  }

  async #roomFor(job: PackageJob): Promise<void> {
    while (this.#bytesInFlight > 0 && this.#bytesInFlight + job.bytes > maxBytesInFlight) {
      await new Promise<void>((resolve) => this.#freed.push(resolve));
    }
    this.#bytesInFlight += job.bytes;
  }
}
