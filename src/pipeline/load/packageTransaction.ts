/**
 * One load package on its way into a destination that takes it as a whole: jobs may come while others are normalized,
 * are prepared side by side, written one after the other, and become visible together.
 */
import type { LoadConfig } from "../config/settings.ts";
import type { DestinationClient, PackageGrowth, PackageLoad, PackageToLoad } from "../destination/destination.ts";
import { throwIfStopped } from "../extract/breath.ts";
import type { PipelineHost } from "../host.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { now } from "../trace/clock.ts";
import { WaitingJobs } from "../waitingJobs.ts";
import { Gate } from "./gate.ts";
import { runInSlots } from "./jobSlots.ts";
import { formatOf } from "./loadFailure.ts";
import { Room } from "./room.ts";

export interface TransactionSpec {
  /** Opens the dataset; called when the first job is there. */
  open(): Promise<DestinationClient>;
  readonly settings: Pick<LoadConfig, "workers" | "parallelismStrategy">;
  readonly host: Pick<PipelineHost, "signal" | "checkpoint">;
  /** What is known of the package when it begins. */
  load(): Omit<PackageToLoad, keyof PackageGrowth>;
  /** Called after each job. */
  onJob?(done: number, total: number): void;
}

/** What is known of a package's tables at a moment. */
export interface Growth extends PackageGrowth {
  /** Grows with each change. */
  readonly revision: number;
}

/** A job with the schema that its columns are part of. */
interface Entry {
  readonly job: PackageJob;
  /** How many bytes are held for it already. */
  readonly held: number;
  readonly growth: Growth;
  read(): Promise<Uint8Array>;
}

/** Bytes of files that may be in memory at a time. */
const maxBytesInFlight = 128 * 1024 * 1024;
/** A package this small is begun when all of it is there: its tables are then made in one go. */
const smallPackageBytes = 2 * 1024 * 1024;

export class PackageTransaction {
  /** The job that was refused, once there is one. */
  failed: PackageJob | undefined;
  readonly #spec: TransactionSpec;
  readonly #waiting = new WaitingJobs<Entry>(() => 0);
  readonly #room = new Room(maxBytesInFlight);
  readonly #writes = new Gate(1);
  readonly #done: PackageJob[] = [];
  #load: PackageLoad | undefined;
  #beginning: Promise<PackageLoad> | undefined;
  #running: Promise<void> | undefined;
  #growth: Growth | undefined;
  #error: unknown;
  #added = 0;
  #addedBytes = 0;
  /** When it began to work; undefined before. */
  startedAt: number | undefined;

  constructor(spec: TransactionSpec) {
    this.#spec = spec;
  }

  /** True once the package cannot be loaded any more; jobs that are added are passed over. */
  get hasFailed(): boolean {
    return this.#error !== undefined;
  }

  /**
   * Adds a job whose file lies on disk, or whose bytes are at hand: then it resolves when there is room for more.
   *
   * @param growth tables and schema with which the job can be written; the same object as long as nothing was added
   */
  async add(job: PackageJob, source: { readonly bytes: Uint8Array } | { read(): Promise<Uint8Array> }, growth: Growth): Promise<void> {
    if (this.hasFailed) return;
    this.#added++;
    this.#addedBytes += job.bytes;
    if ("bytes" in source) {
      let bytes: Uint8Array | undefined = source.bytes;
      this.#room.add(job.bytes);
      const read = (): Promise<Uint8Array> => {
        const mine = bytes ?? new Uint8Array(0);
        bytes = undefined;
        return Promise.resolve(mine);
      };
      this.#waiting.add({ job, growth, held: job.bytes, read });
      if (this.#addedBytes > smallPackageBytes) this.#start(growth);
      await this.#room.wait();
    } else {
      this.#waiting.add({ job, growth, held: 0, read: () => source.read() });
    }
  }

  /**
   * Writes what is left, and makes all of it visible.
   *
   * @returns the jobs with their times
   * @throws what the destination throws, and what stopped the run; nothing of the package is there then
   */
  async complete(growth: Growth): Promise<readonly PackageJob[]> {
    this.#waiting.close();
    this.#start(growth);
    try {
      await this.#running;
      throwIfStopped(this.#spec.host);
      const load = await this.#begin(growth);
      await this.#extend(load, growth);
      await load.complete();
      return this.#done;
    } catch (error) {
      this.#error ??= error;
      await this.abort();
      throw this.#error;
    }
  }

  /** Forgets everything since it began. Never rejects. */
  async abort(): Promise<void> {
    this.#error ??= new Error("The load of the package was given up.");
    this.#waiting.drop();
    this.#room.open();
    await this.#running?.catch(() => undefined);
    await this.#beginning?.catch(() => undefined);
    const load = this.#load;
    this.#load = undefined;
    await load?.abort().catch(() => undefined);
  }

  #start(growth: Growth): void {
    if (this.#running !== undefined) return;
    this.startedAt = now();
    const { workers, parallelismStrategy: strategy } = this.#spec.settings;
    const running = (async () => {
      await this.#begin(growth);
      await runInSlots({ jobs: this.#waiting, workers, strategy, tableOf: ({ job }) => job.table, work: (entry, worker) => this.#work(entry, worker) });
    })();
    this.#running = running;
    running.catch((error: unknown) => {
      this.#error ??= error;
      this.#room.open();
    });
  }

  #begin(growth: Growth): Promise<PackageLoad> {
    this.#beginning ??= (async () => {
      throwIfStopped(this.#spec.host);
      this.#growth = growth;
      const { schema, tables, replacedTables } = growth;
      const client = await this.#spec.open();
      this.#load = await client.begin({ ...this.#spec.load(), schema, tables, replacedTables });
      return this.#load;
    })();
    this.#beginning.catch(() => undefined);
    return this.#beginning;
  }

  /** Jobs are written in another order than they came: an older growth adds nothing. */
  async #extend(load: PackageLoad, growth: Growth): Promise<void> {
    if (this.#growth !== undefined && growth.revision <= this.#growth.revision) return;
    const { schema, tables, replacedTables } = growth;
    await load.extend({ schema, tables, replacedTables });
    this.#growth = growth;
  }

  async #work({ job, held, growth, read }: Entry, worker: string): Promise<void> {
    const startedAt = now();
    if (held === 0) await this.#room.take(job.bytes);
    try {
      const load = await this.#begin(growth);
      const prepared = await load.prepare({ file: job.file, table: job.table, format: formatOf(job), columns: job.columns ?? [], rows: job.rows, read });
      await this.#writes.run(async () => {
        if (this.hasFailed) return;
        throwIfStopped(this.#spec.host);
        try {
          await this.#extend(load, growth);
          await load.write(prepared);
        } catch (error) {
          this.failed ??= job;
          this.#error ??= error;
          throw error;
        }
        this.#done.push({ ...job, state: "completed_jobs", startedAt, finishedAt: now(), worker });
        this.#spec.onJob?.(this.#done.length, this.#added);
      });
    } finally {
      this.#room.give(job.bytes);
    }
  }
}

