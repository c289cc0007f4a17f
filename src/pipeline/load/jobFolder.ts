/** The files of a normalized package: `new_jobs`, `completed_jobs`, `failed_jobs`. Where a job's file lies says what became of it. */
import type { FileStore } from "../storage/fileStore.ts";
import { jobId, parseJobFile, printJobFile } from "../storage/jobFile.ts";
import type { PackageJob } from "../storage/manifest.ts";

export class JobFolder {
  readonly #files: FileStore;
  /** The package's folder in the store. */
  readonly path: string;

  constructor(files: FileStore, path: string) {
    this.#files = files;
    this.path = path;
  }

  /** The package's jobs as an earlier, interrupted load left them: those that are complete, and how often others were tried. */
  async resume(jobs: readonly PackageJob[]): Promise<PackageJob[]> {
    const found = new Map<string, Pick<PackageJob, "file" | "state">>();
    for (const state of ["new_jobs", "failed_jobs", "completed_jobs"] as const) {
      for (const file of await this.#files.list(`${this.path}/${state}`)) {
        if (!file.endsWith(".exception")) found.set(jobId(parseJobFile(file)), { file, state });
      }
    }
    return jobs.map((job) => ({ ...job, ...found.get(jobId(parseJobFile(job.file))) }));
  }

  read(job: PackageJob): Promise<Uint8Array> {
    return this.#files.read(this.#pathOf(job));
  }

  /** Notes that a job is complete, so that it is not loaded again after a crash. */
  complete(job: PackageJob): Promise<PackageJob> {
    return this.#move(job, { ...job, state: "completed_jobs" });
  }

  /** Notes that a job failed for good. */
  fail(job: PackageJob, failedMessage: string): Promise<PackageJob> {
    return this.#move(job, { ...job, state: "failed_jobs", failedMessage });
  }

  /** Counts one more try in the file's name. */
  retry(job: PackageJob): Promise<PackageJob> {
    const file = parseJobFile(job.file);
    return this.#move(job, { ...job, file: printJobFile({ ...file, retry: file.retry + 1 }) });
  }

  async #move(from: PackageJob, to: PackageJob): Promise<PackageJob> {
    await this.#files.move(this.#pathOf(from), this.#pathOf(to));
    return to;
  }

  #pathOf(job: PackageJob): string {
    return `${this.path}/${job.state}/${job.file}`;
  }
}
