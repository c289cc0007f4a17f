/** A load package as people read it (dlt: LoadPackageInfo). */
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import type { PackageJob, PackageManifest, PackageState } from "../storage/manifest.ts";
import { printMoment } from "./clock.ts";
import { naturalSize, preciseDelta } from "./duration.ts";

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

  /** The one line that step infos print. */
  line(): string {
    const state = this.completedAt === null ? `${this.state.toUpperCase()} and NOT YET LOADED to the destination` : this.state.toUpperCase();
    const failed = this.failedJobs.length === 0 ? "no failed jobs" : `${this.failedJobs.length} FAILED job(s)!`;
    const messages = this.failedJobs.map((job) => `\t[${jobId(parseJobFile(job.file))}]: ${job.failedMessage}\n`);
    return [`Load package ${this.loadId} is ${state} and contains ${failed}`, ...messages].join("\n");
  }

  toString(): string {
    const state = this.state.toUpperCase();
    const completed = this.completedAt === null ? "The package is NOT YET LOADED to the destination." : `The package was ${state} at ${printMoment(this.completedAt.getTime())}.`;
    const head = `The package with load id ${this.loadId} for schema ${this.schemaName} is in ${state} state. It updated schema for ${this.updatedTables.length} tables. ${completed}`;
    return [head, "Jobs details:", ...this.jobs.map(printJob)].join("\n");
  }
}

function printJob(job: PackageJob): string {
  const file = parseJobFile(job.file);
  const started = job.startedAt === undefined ? "---" : printMoment(job.startedAt);
  const seconds = job.startedAt === undefined || job.finishedAt === undefined ? "---" : preciseDelta((job.finishedAt - job.startedAt) / 1000);
  return `Job: ${jobId(file)}, table: ${job.table} in ${job.state}. File type: ${file.format}, size: ${naturalSize(job.bytes)}. Started on: ${started} and completed in ${seconds}.`;
}
