/** Loads a package into a destination that takes each job by itself: what is complete stays, what failed is tried again. */
import type { CodedError } from "../../diagnostic/codedError.ts";
import type { LoadConfig } from "../config/settings.ts";
import type { PackageLoad } from "../destination/destination.ts";
import { pipelineError } from "../errors.ts";
import { throwIfStopped } from "../extract/breath.ts";
import type { PipelineHost } from "../host.ts";
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { now } from "../trace/clock.ts";
import { WaitingJobs } from "../waitingJobs.ts";
import { Gate } from "./gate.ts";
import type { JobFolder } from "./jobFolder.ts";
import { runInSlots } from "./jobSlots.ts";
import { failureKind, formatOf, refusal } from "./loadFailure.ts";
import { Room } from "./room.ts";

export interface StandaloneSpec {
  readonly loadId: string;
  readonly jobs: readonly PackageJob[];
  readonly folder: JobFolder;
  readonly load: PackageLoad;
  readonly settings: LoadConfig;
  readonly maxParallelWrites: number;
  readonly host: Pick<PipelineHost, "signal" | "checkpoint">;
  onJob?(done: number, total: number): void;
}

export interface StandaloneOutcome {
  readonly jobs: readonly PackageJob[];
  /** The first job that was refused. */
  readonly failure: CodedError | undefined;
}

/** Before a job is tried again, in ms; doubled with each try. */
const firstPauseMs = 20;
const maxBytesInFlight = 128 * 1024 * 1024;

/**
 * @returns all jobs with what became of them; with LOAD__RAISE_ON_FAILED_JOBS the first refusal ends the load
 * @throws E440 when a job was tried LOAD__RAISE_ON_MAX_RETRIES times more, and what stopped the run
 */
export async function loadStandaloneJobs(spec: StandaloneSpec): Promise<StandaloneOutcome> {
  const outcomes = new Map(spec.jobs.map((job) => [jobId(parseJobFile(job.file)), job]));
  const waiting = new WaitingJobs<PackageJob>(() => 0);
  const room = new Room(maxBytesInFlight);
  const writes = new Gate(spec.maxParallelWrites);
  let failure: CodedError | undefined;
  let done = spec.jobs.filter(({ state }) => state === "completed_jobs").length;
  const note = (job: PackageJob): void => void outcomes.set(jobId(parseJobFile(job.file)), job);

  const attempt = async (job: PackageJob, worker: string): Promise<void> => {
    const startedAt = now();
    const { file, table, rows, columns = [] } = job;
    const prepared = await spec.load.prepare({ file, table, rows, columns, format: formatOf(job), read: () => spec.folder.read(job) });
    await writes.run(async () => {
      throwIfStopped(spec.host);
      await spec.load.write(prepared);
    });
    note({ ...(await spec.folder.complete(job)), startedAt, finishedAt: now(), worker });
    spec.onJob?.(++done, spec.jobs.length);
  };

  const work = async (first: PackageJob, worker: string): Promise<void> => {
    await room.take(first.bytes);
    try {
      for (let job = first, tries = 1; ; tries++) {
        try {
          return await attempt(job, worker);
        } catch (error) {
          const kind = failureKind(error);
          if (kind === "other") throw error;
          const cause = error as Error;
          if (kind === "refused") {
            note(await spec.folder.fail(job, cause.message));
            failure ??= refusal(job, spec.loadId, cause);
            if (spec.settings.raiseOnFailedJobs) throw failure;
            return;
          }
          job = await spec.folder.retry(job);
          note(job);
          const { retry: retries } = parseJobFile(job.file);
          if (retries % spec.settings.raiseOnMaxRetries === 0) throw pipelineError("E440", { job: jobId(parseJobFile(job.file)), loadId: spec.loadId, retries, reason: cause.message }, { cause });
          await new Promise((resolve) => setTimeout(resolve, Math.min(firstPauseMs * 2 ** tries, 1_000)));
        }
      }
    } finally {
      room.give(first.bytes);
    }
  };

  for (const job of spec.jobs) if (job.state === "new_jobs") waiting.add(job);
  waiting.close();
  const { workers, parallelismStrategy: strategy } = spec.settings;
  try {
    await runInSlots({ jobs: waiting, workers, strategy, tableOf: ({ table }) => table, work });
  } catch (error) {
    if (failure === undefined || error !== failure) throw error;
  }
  return { jobs: [...outcomes.values()], failure };
}
