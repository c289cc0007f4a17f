/** Normalizes the files of one package as they come, and merges what they add to the schema. */
import { findConflicts, markSeenData, mergeUpdates, requireColumnTypes, updateTable } from "../schema/mergeTables.ts";
import { cloneSchema, columnOf, tableOf } from "../schema/schema.ts";
import type { PartialTable, StoredSchema } from "../schema/types.ts";
import { refreshVersion } from "../schema/versionHash.ts";
import { groupFiles } from "./groupFiles.ts";
import type { ExtractedFile, NormalizeJobTiming, NormalizedPackage, NormalizerInput } from "./package.ts";
import { largestFirst } from "./planNormalizeJobs.ts";
import type { PooledWorker } from "./pool.ts";
import type { NormalizeRequest, NormalizeResult } from "./protocol.ts";
import { WaitingJobs } from "../waitingJobs.ts";

export class PackageNormalizer {
  /** Rejects as soon as a file cannot be normalized or stored: nothing that is added later is worked on then. */
  readonly working: Promise<void>;
  readonly #input: NormalizerInput;
  /** Files that one worker takes one after the other; largest first, each is alone. */
  readonly #waiting: WaitingJobs<readonly ExtractedFile[]>;
  /** Files that wait for their group: they are dealt when all of them are known. */
  readonly #held: ExtractedFile[] = [];
  readonly #schema: StoredSchema;
  /** A copy of the schema as it is, while nothing was added since. */
  #snapshot: StoredSchema | undefined;
  /** Tables of the given schema as they were seen last, as text. */
  readonly #hints = new Map<string, string>();
  readonly #rows = new Map<string, number>();
  readonly #nullOnly = new Map<string, readonly [string, string]>();
  readonly #jobs: NormalizeJobTiming[] = [];
  /** Files being stored, by worker. */
  readonly #storing = new Map<string, Promise<void>>();
  #added = 0;
  #done = 0;

  constructor(input: NormalizerInput) {
    this.#input = input;
    this.#schema = cloneSchema(input.schema);
    for (const [name, table] of Object.entries(input.schema.tables)) this.#hints.set(name, JSON.stringify(table));
    this.#waiting = new WaitingJobs(this.#isGrouped ? () => 0 : firstLargest);
    const normalize = async (files: readonly ExtractedFile[], worker: PooledWorker): Promise<void> => {
      for (const file of files) await this.#normalize(file, worker);
    };
    this.working = input.pool.run(this.#waiting, input.workers, normalize, input.ahead);
    this.working.catch(() => undefined);
  }

  /** Adds a file; the largest one that waits is taken first, unless files are grouped by name. @throws E412, E413 for hints that contradict what earlier rows gave */
  add(file: ExtractedFile): void {
    this.#takeHints();
    this.#added++;
    if (this.#isGrouped) this.#held.push(file);
    else this.#waiting.add([file]);
  }

  /** Takes no more files, and forgets those that wait. */
  abort(): void {
    this.#waiting.drop();
  }

  /**
   * Waits until all files are normalized and stored. Call it once, after the last file.
   *
   * @throws the first error of a job (E420–E431, E835), of `onFile`, E838 for a required column without any value, or the reason of a stopped run
   */
  async finish(): Promise<NormalizedPackage> {
    for (const group of groupFiles(this.#held.map(({ name }) => name), this.#input.workers)) {
      this.#waiting.add(group.flatMap((name) => this.#held.find((file) => file.name === name) ?? []));
    }
    this.#waiting.close();
    await this.working;
    await Promise.all(this.#storing.values());
    this.#takeHints();
    const schema = this.#schema;
    requireColumnTypes(schema, this.#rows.keys());
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

  get #isGrouped(): boolean {
    return this.#input.fileOrder === "grouped-by-name";
  }

  async #normalize(file: ExtractedFile, worker: PooledWorker): Promise<void> {
    this.#input.host.checkpoint();
    let result = await this.#attempt(file, worker);
    while (findConflicts(this.#schema, result.updates, this.#isNew).length > 0) {
      this.#note(file, worker, result, true);
      result = await this.#attempt(file, worker);
    }
    this.#note(file, worker, result, false);
    if (result.updates.length > 0) this.#snapshot = undefined;
    mergeUpdates(this.#schema, result.updates);
    for (const pair of result.nullOnlyColumns) this.#nullOnly.set(pair.join("\n"), pair);
    for (const { table, rows } of result.files) this.#rows.set(table, (this.#rows.get(table) ?? 0) + rows);
    this.#done++;
    this.#input.onDone?.(file);
    this.#input.onProgress?.({ files: this.#done, total: this.#added, rows: Object.fromEntries(this.#rows) });
    const before = this.#storing.get(worker.name);
    const storing = Promise.resolve(before).then(() => this.#store(result, file));
    storing.catch(() => undefined);
    this.#storing.set(worker.name, storing);
    await before;
  }

  async #attempt(file: ExtractedFile, worker: PooledWorker): Promise<NormalizeResult> {
    const { loadId, fileMaxItems } = this.#input;
    const { source, table, compressed, fileFormat } = file;
    const content = "opfsPath" in source ? { opfsPath: source.opfsPath } : { bytes: await source.read() };
    const request: NormalizeRequest = {
      loadId,
      table,
      fileName: file.name,
      file: content,
      compressed,
      // A worker in this thread must not see what is added while its file waits: `widenable` tells of the schema as it is now.
      schema: (this.#snapshot ??= cloneSchema(this.#schema)),
      widenable: addedTables(this.#input.schema, this.#schema).flatMap((added) => Object.keys(added.columns).map((column) => [added.name, column] as const)),
      fileMaxItems,
      fileFormat,
    };
    return worker.normalize(request, file.name);
  }

  async #store(result: NormalizeResult, extracted: ExtractedFile): Promise<void> {
    for (const file of result.files) await this.#input.onFile(file, extracted, (this.#snapshot ??= cloneSchema(this.#schema)));
  }

  #note(file: ExtractedFile, worker: PooledWorker, result: NormalizeResult, discarded: boolean): void {
    const { startedAt, finishedAt, rowsRead } = result;
    this.#jobs.push({ file: file.name, table: file.table, worker: worker.name, startedAt, finishedAt, rows: rowsRead, discarded });
  }

  /** Brings hints that extract has added since the last file into the schema that workers get. */
  #takeHints(): void {
    const { settings, tables } = this.#input.schema;
    this.#schema.settings = structuredClone(settings);
    for (const [name, table] of Object.entries(tables)) {
      const text = JSON.stringify(table);
      if (this.#hints.get(name) === text) continue;
      this.#hints.set(name, text);
      this.#snapshot = undefined;
      updateTable(this.#schema, structuredClone(table));
    }
  }

  /** True for columns that the schema did not have, or had without a type, before the package. */
  readonly #isNew = (table: string, column: string): boolean => columnOf(tableOf(this.#input.schema, table), column)?.data_type === undefined;
}

function firstLargest([a]: readonly ExtractedFile[], [b]: readonly ExtractedFile[]): number {
  return a === undefined || b === undefined ? 0 : largestFirst(a, b);
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
