/** The load stage for one normalized package. */
import type { CodedError } from "../../diagnostic/codedError.ts";
import type { LoadConfig } from "../config/settings.ts";
import type { DestinationCapabilities, DestinationClient, PackageToLoad } from "../destination/destination.ts";
import { pipelineError } from "../errors.ts";
import { throwIfStopped } from "../extract/breath.ts";
import type { PipelineHost } from "../host.ts";
import type { StoredSchema } from "../schema/types.ts";
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import type { PackageJob, PackageManifest } from "../storage/manifest.ts";
import type { JobFolder } from "./jobFolder.ts";
import { failureKind, refusal } from "./loadFailure.ts";
import { PackageTransaction } from "./packageTransaction.ts";
import { loadStandaloneJobs } from "./standaloneJobs.ts";

export interface LoadPackageInput {
  readonly manifest: PackageManifest;
  readonly schema: StoredSchema;
  readonly client: DestinationClient;
  readonly capabilities: Pick<DestinationCapabilities, "transactional" | "maxParallelWrites">;
  readonly settings: LoadConfig;
  readonly host: Pick<PipelineHost, "signal" | "checkpoint">;
  readonly insertedAt: string;
  /** The package's files. */
  readonly folder: JobFolder;
  /** Called after each job. */
  onJob?(done: number, total: number): void;
}

/** How the jobs of a package ended. */
export interface LoadedPackage {
  readonly jobs: readonly PackageJob[];
  /** The first job that was refused (E481). With LOAD__RAISE_ON_FAILED_JOBS the package is to be aborted, else the other jobs are loaded. */
  readonly failure: CodedError | undefined;
}

/**
 * Loads a package: as a whole where the destination can, else job by job.
 *
 * @throws E440 for a job that fails again and again, E482 for a disposition that there is not, E485 when the destination
 *   failed for a reason that may pass, and what stopped the run; the package can be loaded again then
 */
export async function loadPackage(input: LoadPackageInput): Promise<LoadedPackage> {
  throwIfStopped(input.host);
  return input.capabilities.transactional ? loadAsWhole(input) : loadJobByJob(input);
}

/** What a destination is told of a package beforehand. */
export function packageToLoad(manifest: Pick<PackageManifest, "loadId" | "createdAt" | "droppedTables">, insertedAt: string, folder: string): Omit<PackageToLoad, "schema" | "tables" | "replacedTables"> {
  return { loadId: manifest.loadId, createdAt: manifest.createdAt, insertedAt, folder, ...(manifest.droppedTables === undefined ? {} : { droppedTables: manifest.droppedTables }) };
}

async function loadJobByJob(input: LoadPackageInput): Promise<LoadedPackage> {
  const { manifest, schema, client, insertedAt, folder, host, settings, capabilities } = input;
  const jobs = await folder.resume(manifest.jobs);
  const tables = tablesOf(jobs);
  // Tables are dropped once: what a job of this package has loaded since must stay.
  if (jobs.every(({ state }) => state === "new_jobs")) await client.dropTables?.(manifest.droppedTables ?? []);
  const load = await client.begin({ ...packageToLoad(manifest, insertedAt, folder.path), schema, tables, replacedTables: manifest.replacedTables });
  const { loadId } = manifest;
  try {
    const outcome = await loadStandaloneJobs({ loadId, jobs, folder, load, settings, host, maxParallelWrites: capabilities.maxParallelWrites, ...(input.onJob && { onJob: input.onJob }) });
    if (outcome.failure !== undefined && settings.raiseOnFailedJobs) await load.abort();
    else await load.complete();
    return outcome;
  } catch (error) {
    await load.abort().catch(() => undefined);
    throw error;
  }
}

/** In one transaction; after a failure all of it is tried again, without the jobs that were refused if those are let pass. */
async function loadAsWhole(input: LoadPackageInput): Promise<LoadedPackage> {
  const { manifest, settings, folder } = input;
  const { loadId } = manifest;
  const refused: PackageJob[] = [];
  let failure: CodedError | undefined;
  let jobs = await folder.resume(manifest.jobs);
  for (;;) {
    const transaction = transactionOf(input, jobs);
    try {
      const done = await fill(transaction, input, jobs);
      return { jobs: [...done, ...refused], failure };
    } catch (error) {
      const kind = failureKind(error);
      if (kind === "other") throw error;
      const cause = error as Error;
      const { failed } = transaction;
      // Not the answer to one job: how tables are readied, merged or noted.
      if (failed === undefined) throw (error as { readonly code?: string }).code === "E483" ? interrupted(loadId, cause) : error;
      if (kind === "refused") {
        failure ??= refusal(failed, loadId, cause);
        refused.push({ ...failed, state: "failed_jobs", failedMessage: cause.message });
        jobs = jobs.filter(({ file }) => file !== failed.file);
        if (settings.raiseOnFailedJobs) return { jobs: [...jobs, ...refused], failure };
        continue;
      }
      const retried = await folder.retry(failed);
      const { retry: retries } = parseJobFile(retried.file);
      jobs = jobs.map((job) => (job.file === failed.file ? retried : job));
      if (retries % settings.raiseOnMaxRetries === 0) throw pipelineError("E440", { job: jobId(parseJobFile(retried.file)), loadId, retries, reason: cause.message }, { cause });
    }
  }
}

function transactionOf({ manifest, client, settings, host, insertedAt, folder, onJob }: LoadPackageInput, jobs: readonly PackageJob[]): PackageTransaction {
  return new PackageTransaction({ open: () => Promise.resolve(client), settings, host, load: () => packageToLoad(manifest, insertedAt, folder.path), onJob: (done) => onJob?.(done, jobs.length) });
}

async function fill(transaction: PackageTransaction, { manifest, schema, folder }: LoadPackageInput, jobs: readonly PackageJob[]): Promise<readonly PackageJob[]> {
  const growth = { schema, tables: tablesOf(jobs), replacedTables: manifest.replacedTables, revision: 0 };
  for (const job of jobs) await transaction.add(job, { read: () => folder.read(job) }, growth);
  return transaction.complete(growth);
}

function interrupted(loadId: string, cause: Error): CodedError {
  return pipelineError("E485", { loadId, reason: cause.message }, { cause });
}

function tablesOf(jobs: readonly PackageJob[]): string[] {
  return [...new Set(jobs.map(({ table }) => table))];
}
