/** A load package as people read it, and as data (dlt: LoadPackageInfo). */
import { hideSecrets } from "../config/hideSecrets.ts";
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import type { PackageJob, PackageManifest, PackageState } from "../storage/manifest.ts";
import { isoMoment, printMoment } from "./clock.ts";
import { naturalSize, preciseDelta } from "./duration.ts";

const folders: Readonly<Record<PackageState, string>> = { extracted: "normalize/extracted", normalized: "load/normalized", loaded: "load/loaded", aborted: "load/loaded" };

/** What became of a package in a step. Prints as a paragraph with its jobs. */
export class LoadPackageInfo {
  readonly loadId: string;
  readonly schemaName: string;
  readonly state: PackageState;
  readonly completedAt: Date | null;
  readonly jobs: readonly PackageJob[];
  readonly updatedTables: readonly string[];

  constructor(manifest: PackageManifest) {
    this.loadId = manifest.loadId;
    this.schemaName = manifest.schemaName;
    this.state = manifest.state;
    this.completedAt = manifest.completedAt === null ? null : new Date(manifest.completedAt);
    this.jobs = manifest.jobs;
    this.updatedTables = manifest.updatedTables;
  }

  get failedJobs(): readonly PackageJob[] {
    return this.jobs.filter(({ state }) => state === "failed_jobs");
  }

  /** The line that step infos print; with the messages of failed jobs below it. */
  line(verbosity: 0 | 1 = 1): string {
    const state = this.completedAt === null ? `${this.state.toUpperCase()} and NOT YET LOADED to the destination` : this.state.toUpperCase();
    const failed = this.failedJobs.length === 0 ? "no failed jobs" : `${this.failedJobs.length} FAILED job(s)!`;
    const messages = verbosity === 0 ? [] : this.failedJobs.map((job) => `\t[${jobId(parseJobFile(job.file))}]: ${hideSecrets(job.failedMessage ?? "")}\n`);
    return [`Load package ${this.loadId} is ${state} and contains ${failed}`, ...messages].join("\n");
  }

  toString(): string {
    const state = this.state.toUpperCase();
    const completed = this.completedAt === null ? "The package is NOT YET LOADED to the destination." : `The package was ${state} at ${printMoment(this.completedAt.getTime())}.`;
    const head = `The package with load id ${this.loadId} for schema ${this.schemaName} is in ${state} state. It updated schema for ${this.updatedTables.length} tables. ${completed}`;
    return [head, "Jobs details:", ...this.jobs.map(printJob)].join("\n");
  }

  /** As plain data with dlt's names. @param pipelineName the first part of the paths */
  asDict(pipelineName: string) {
    const path = `${pipelineName}/${folders[this.state]}/${this.loadId}`;
    return {
      load_id: this.loadId,
      package_path: path,
      state: this.state,
      completed_at: this.completedAt === null ? null : isoMoment(this.completedAt.getTime()),
      jobs: this.jobs.map((job) => jobDict(job, path)),
      schema_name: this.schemaName,
      tables: this.updatedTables.map((name) => ({ name, schema_name: this.schemaName, load_id: this.loadId })),
    };
  }
}

function printJob(job: PackageJob): string {
  const file = parseJobFile(job.file);
  const started = job.startedAt === undefined ? "---" : printMoment(job.startedAt);
  const seconds = job.startedAt === undefined || job.finishedAt === undefined ? "---" : preciseDelta((job.finishedAt - job.startedAt) / 1000);
  return `Job: ${jobId(file)}, table: ${job.table} in ${job.state}. File type: ${file.format}, size: ${naturalSize(job.bytes)}. Started on: ${started} and completed in ${seconds}.`;
}

function jobDict(job: PackageJob, path: string) {
  const file = parseJobFile(job.file);
  return {
    state: job.state,
    file_path: `${path}/${job.state}/${job.file}`,
    file_size: job.bytes,
    created_at: job.startedAt === undefined ? null : isoMoment(job.startedAt),
    elapsed: job.startedAt === undefined || job.finishedAt === undefined ? null : (job.finishedAt - job.startedAt) / 1000,
    failed_message: job.failedMessage === undefined ? null : hideSecrets(job.failedMessage),
    table_name: file.table,
    file_id: file.fileId,
    retry_count: file.retry,
    file_format: file.format,
    is_compressed: file.compressed,
    job_id: jobId(file),
  };
}
