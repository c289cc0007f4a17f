/** One extracted load package → normalized files and the schema that goes with them. Knows no storage. */
import type { PipelineHost } from "../host.ts";
import { findConflicts, markSeenData, mergeUpdates } from "../schema/mergeTables.ts";
import { cloneSchema, columnOf, tableOf } from "../schema/schema.ts";
import type { PartialTable, StoredSchema } from "../schema/types.ts";
import { refreshVersion } from "../schema/versionHash.ts";
import type { NormalizePool, PooledWorker } from "./pool.ts";
import type { NormalizeRequest, NormalizeResult, NormalizedFile } from "./protocol.ts";

/** A file that extract wrote. */
export interface ExtractedFile {
  /** Its name, for messages and the trace. */
  readonly name: string;
  /** Root table, a normalized name. */
  readonly table: string;
  /** Size; decides the order of the jobs. */
  readonly bytes: number;
  /** A path that workers can open themselves, or a way to read the file here. */
  readonly source: { readonly opfsPath: string } | { read(): Promise<Uint8Array> };
  /** True if it is gzip-compressed. */
  readonly compressed: boolean;
}

export interface NormalizePackageInput {
  readonly loadId: string;
  /** As it was before the package; not changed. */
  readonly schema: StoredSchema;
  readonly files: readonly ExtractedFile[];
  /** Files normalized at the same time; 1 still means a worker of its own. */
  readonly workers: number;
  /** Rows after which a normalized file is closed. */
  readonly fileMaxItems?: number | undefined;
  readonly host: Pick<PipelineHost, "checkpoint">;
  readonly pool: NormalizePool;
  /**
   * Takes each normalized file once its columns are part of the schema. `extracted` is the file it came from. The next
   * job of that worker runs meanwhile.
   */
  onFile(file: NormalizedFile, extracted: ExtractedFile, schema: StoredSchema): Promise<void>;
  /** Told after each extracted file: files done, files in all, and rows per table so far. */
  onProgress?(progress: { readonly files: number; readonly total: number; readonly rows: Readonly<Record<string, number>> }): void;
}

/** One job as it ran, for the trace. Times in ms since the epoch, by the worker's clock. */
export interface NormalizeJobTiming {
  readonly file: string;
  readonly table: string;
  readonly worker: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly rows: number;
  /** True if the result was thrown away, because another worker had given a column another type in the meantime. */
  readonly discarded: boolean;
}

export interface NormalizedPackage {
  /** The new schema, with a new version if anything was added. */
  readonly schema: StoredSchema;
  /** Tables and columns that the package added. */
  readonly updates: readonly PartialTable[];
  /** Normalized rows per table. */
  readonly rowCounts: Readonly<Record<string, number>>;
  /** Columns `[table, column]` that held only nulls and so have no type. */
  readonly nullOnlyColumns: readonly (readonly [string, string])[];
  /** In the order in which they ended. */
  readonly jobs: readonly NormalizeJobTiming[];
}

/**
 * Puts files in the order in which workers take them: largest first, so that no worker is left with a big file at the
 * end. (dlt groups files by name instead, which on two tables gives all the work to one process.)
 */
export function planNormalizeJobs(files: readonly ExtractedFile[]): ExtractedFile[] {
  return [...files].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

/**
 * Normalizes the files of one package on the pool's workers. A file whose columns contradict those of a file that
 * came first is normalized again with the schema as it is by then.
 *
 * @throws the first error of a job (E420–E431), of `onFile`, or the reason of a stopped run; nothing is undone here
 */
export async function normalizePackage(input: NormalizePackageInput): Promise<NormalizedPackage> {
  const merge = new PackageMerge(input);
  await input.pool.run(planNormalizeJobs(input.files), input.workers, (file, worker) => merge.normalize(file, worker));
  return merge.finish();
}

class PackageMerge {
  readonly #input: NormalizePackageInput;
  readonly #schema: StoredSchema;
  readonly #rows = new Map<string, number>();
  readonly #nullOnly = new Map<string, readonly [string, string]>();
  readonly #jobs: NormalizeJobTiming[] = [];
  /** Files being stored, by worker. */
  readonly #storing = new Map<string, Promise<void>>();
  #done = 0;

  constructor(input: NormalizePackageInput) {
    this.#input = input;
    this.#schema = cloneSchema(input.schema);
  }

  async normalize(file: ExtractedFile, worker: PooledWorker): Promise<void> {
    this.#input.host.checkpoint();
    let result = await this.#attempt(file, worker);
    while (findConflicts(this.#schema, result.updates, this.#isNew).length > 0) {
      this.#note(file, worker, result, true);
      result = await this.#attempt(file, worker);
    }
    this.#note(file, worker, result, false);
    mergeUpdates(this.#schema, result.updates);
    for (const pair of result.nullOnlyColumns) this.#nullOnly.set(pair.join("\n"), pair);
    for (const { table, rows } of result.files) this.#rows.set(table, (this.#rows.get(table) ?? 0) + rows);
    this.#done++;
    this.#input.onProgress?.({ files: this.#done, total: this.#input.files.length, rows: Object.fromEntries(this.#rows) });
    await this.#storing.get(worker.name);
    const storing = this.#store(result, file);
    storing.catch(() => undefined);
    this.#storing.set(worker.name, storing);
  }

  async finish(): Promise<NormalizedPackage> {
    await Promise.all(this.#storing.values());
    const schema = this.#schema;
    markSeenData(schema, this.#rows.keys());
    refreshVersion(schema);
    return {
      schema,
      updates: addedTables(this.#input.schema, schema),
      rowCounts: Object.fromEntries(this.#rows),
      nullOnlyColumns: [...this.#nullOnly.values()].filter(([table, column]) => columnOf(tableOf(schema, table), column)?.data_type === undefined),
      jobs: this.#jobs,
    };
  }

  async #attempt(file: ExtractedFile, worker: PooledWorker): Promise<NormalizeResult> {
    const { loadId, fileMaxItems } = this.#input;
    const { source, table, compressed } = file;
    const request: NormalizeRequest = {
      loadId,
      table,
      file: "opfsPath" in source ? { opfsPath: source.opfsPath } : { bytes: await source.read() },
      compressed,
      schema: this.#schema,
      widenable: addedTables(this.#input.schema, this.#schema).flatMap((added) => Object.keys(added.columns).map((column) => [added.name, column] as const)),
      fileMaxItems,
    };
    return worker.normalize(request, file.name);
  }

  async #store(result: NormalizeResult, extracted: ExtractedFile): Promise<void> {
    for (const file of result.files) await this.#input.onFile(file, extracted, this.#schema);
  }

  #note(file: ExtractedFile, worker: PooledWorker, result: NormalizeResult, discarded: boolean): void {
    const { startedAt, finishedAt, rowsRead } = result;
    this.#jobs.push({ file: file.name, table: file.table, worker: worker.name, startedAt, finishedAt, rows: rowsRead, discarded });
  }

  /** True for columns that the schema did not have, or had without a type, before the package. */
  readonly #isNew = (table: string, column: string): boolean => columnOf(tableOf(this.#input.schema, table), column)?.data_type === undefined;
}

/** Tables and columns of `after` that `before` did not have or had without a type. */
function addedTables(before: StoredSchema, after: StoredSchema): PartialTable[] {
  const added: PartialTable[] = [];
  for (const [name, table] of Object.entries(after.tables)) {
    const known = tableOf(before, name);
    const columns = Object.entries(table.columns).filter(([column, { data_type }]) => data_type !== undefined && columnOf(known, column)?.data_type === undefined);
    if (known !== undefined && columns.length === 0) continue;
    added.push({ name, ...(table.parent === undefined ? {} : { parent: table.parent }), columns: Object.fromEntries(columns) });
  }
  return added;
}
