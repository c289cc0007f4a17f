/** One load package on its way into DuckDB: one transaction, from the tables' DDL to the row in `_dlt_loads`. */
import { decodeFile } from "../../formats/decodeFile.ts";
import { insertStatements } from "../../formats/insertValues.ts";
import { pipelineError } from "../../errors.ts";
import { tableChain, tableOf } from "../../schema/schema.ts";
import { loadsTable, loadsTableName, versionTable, versionTableName } from "../../schema/systemTables.ts";
import type { StoredSchema, TableSchema } from "../../schema/types.ts";
import type { LoadJob, PackageGrowth, PackageLoad, PackageToLoad, PreparedJob } from "../destination.ts";
import { DatasetTables } from "./datasetTables.ts";
import { stagingDatasetName } from "./duckdbConfig.ts";
import type { DuckDbConfig } from "./duckdbConfig.ts";
import type { PipelineDatabase } from "./instance.ts";
import { isStaged, loadStrategyOf } from "./loadStrategy.ts";
import type { LoadStrategy } from "./loadStrategy.ts";
import { MergeRun } from "./mergeRun.ts";
import { qualified, quoteMoment, quoteText } from "./sqlNames.ts";
import { nameKey } from "./tableSql.ts";

/** Bytes loaded after which DuckDB compresses what it holds in memory, of which it has 3 GB: it takes seconds, so most loads do without. */
const bytesPerCheckpoint = 1024 * 1024 * 1024;

/** A root table that the package brings rows for or empties, with the tables nested in it. */
interface LoadedChain {
  readonly root: TableSchema;
  readonly nested: readonly TableSchema[];
  readonly strategy: LoadStrategy;
}

export class DuckDbPackageLoad implements PackageLoad {
  readonly #database: PipelineDatabase;
  readonly #config: DuckDbConfig;
  readonly #dataset: DatasetTables;
  readonly #staging: DatasetTables;
  #load: PackageToLoad;
  #chains: ReadonlyMap<string, LoadedChain> = new Map();
  #bytes = 0;

  constructor(database: PipelineDatabase, dataset: string, load: PackageToLoad, config: DuckDbConfig) {
    this.#database = database;
    this.#config = config;
    this.#dataset = new DatasetTables(database, dataset);
    this.#staging = new DatasetTables(database, stagingDatasetName(dataset, config.stagingDatasetNameLayout));
    this.#load = load;
  }

  /** Begins the transaction and readies the tables. @throws E482, E850–E853 */
  async begin(): Promise<void> {
    this.#findChains();
    const dropped = (this.#load.droppedTables ?? []).flatMap((name) => [this.#dataset.place(name), this.#staging.place(name)]);
    await this.#dataset.read(["BEGIN TRANSACTION", ...dropped.map((place) => `DROP TABLE IF EXISTS ${place}`)]);
    await this.#ready();
  }

  async extend(growth: PackageGrowth): Promise<void> {
    this.#load = { ...this.#load, ...growth };
    this.#findChains();
    await this.#ready();
  }

  async prepare(job: LoadJob): Promise<PreparedJob> {
    const { read, ...described } = job;
    const bytes = await read();
    if (job.format === "arrow" || job.format === "insert_values") return { ...described, bytes };
    const decoded = await decodeFile(job.format, bytes, tableOf(this.#load.schema, job.table) ?? { name: job.table, columns: {} });
    return { ...described, ...decoded, format: "arrow" };
  }

  async write({ table, columns, bytes, format }: PreparedJob): Promise<void> {
    const tables = this.#isStaged(table) ? this.#staging : this.#dataset;
    this.#bytes += bytes.byteLength;
    if (format === "insert_values") {
      for (const sql of insertStatements(bytes, tables.place(table))) await this.#database.write(sql);
      return;
    }
    if (sameList(columns, tables.columnNames(table))) return this.#insert(bytes, tables.dataset, table, false);
    const unordered = `_unordered_${table}`;
    await this.#insert(bytes, tables.dataset, unordered, true);
    await this.#run([`INSERT INTO ${tables.place(table)} BY NAME SELECT * FROM ${tables.place(unordered)}`, `DROP TABLE ${tables.place(unordered)}`]);
  }

  async complete(): Promise<void> {
    const { loadId, schema, insertedAt } = this.#load;
    const staged = [...this.#chains.values()].filter(({ strategy }) => isStaged(strategy));
    const merge = new MergeRun(this.#database, this.#dataset, this.#staging, this.#load.createdAt);
    for (const { root, nested, strategy } of staged) await merge.run(root, nested, strategy);
    const noted = (staged.length > 0 ? [this.#dataset, this.#staging] : [this.#dataset]).map((tables) => this.#noteVersion(tables));
    if (this.#config.truncateStagingDataset) noted.push(...staged.flatMap(({ root, nested }) => [root, ...nested]).flatMap((table) => this.#staging.truncate(table.name)));
    const values = [quoteText(loadId), quoteText(schema.name), "0", quoteMoment(insertedAt), quoteText(schema.version_hash)];
    await this.#run([...noted, `INSERT INTO ${this.#dataset.place(loadsTableName)} VALUES (${values.join(", ")})`, "COMMIT"]);
    this.#database.noteChange();
    this.#database.bytesSinceCheckpoint += this.#bytes;
    if (this.#database.bytesSinceCheckpoint < bytesPerCheckpoint) return;
    try {
      await this.#run([`CHECKPOINT ${qualified(this.#database.catalog)}`]);
      this.#database.bytesSinceCheckpoint = 0;
    } catch {
      // The package is loaded. DuckDB refuses while somebody has a transaction open; the next package tries again.
    }
  }

  async abort(): Promise<void> {
    await this.#run(["ROLLBACK"]);
  }

  /** What is loaded, by root table: those with rows or to be emptied, with all that is nested in them. */
  #findChains(): void {
    const { schema, tables, replacedTables } = this.#load;
    const chains = new Map<string, LoadedChain>();
    for (const name of [...tables, ...replacedTables]) {
      const root = tableChain(schema, name).at(-1);
      if (root === undefined || chains.has(root.name)) continue;
      chains.set(root.name, { root, nested: nestedIn(schema, root.name), strategy: loadStrategyOf(root, this.#config.replaceStrategy) });
    }
    this.#chains = chains;
  }

  /** Brings the tables of the package, and the staging tables of those that are merged, to the schema. */
  async #ready(): Promise<void> {
    const wanted = new Set(this.#load.tables);
    const emptied = new Set(this.#load.replacedTables);
    const statements = this.#dataset.make();
    for (const table of [versionTable(), loadsTable()]) statements.push(...this.#dataset.ready(table, "kept"));
    for (const { root, nested, strategy } of this.#chains.values()) {
      const isEmptied = strategy === "truncate-and-insert" || (emptied.has(root.name) && strategy !== "insert-from-staging");
      for (const table of [root, ...nested]) {
        const isConcerned = isEmptied || strategy !== "append" || wanted.has(table.name) || table === root;
        if (isConcerned) statements.push(...this.#dataset.ready(table, isEmptied ? "emptied" : "kept"));
      }
      if (!isStaged(strategy)) continue;
      if (nameKey(this.#staging.dataset) === nameKey(this.#dataset.dataset)) throw pipelineError("E856", { dataset: this.#staging.dataset });
      await this.#staging.read();
      statements.push(...this.#staging.make(), ...this.#staging.ready(versionTable(), "kept"));
      for (const table of [root, ...nested]) statements.push(...this.#staging.ready(table, "renewed"));
    }
    await this.#run(statements);
  }

  #isStaged(table: string): boolean {
    const root = tableChain(this.#load.schema, table).at(-1)?.name ?? table;
    const chain = this.#chains.get(root);
    return chain !== undefined && isStaged(chain.strategy);
  }

  /** Statements in one call: each call is a trip to the engine's worker. */
  async #run(statements: readonly string[]): Promise<void> {
    if (statements.length > 0) await this.#database.write(statements.join(";\n"));
  }

  async #insert(bytes: Uint8Array, schema: string, table: string, create: boolean): Promise<void> {
    await this.#database.alive(this.#database.writer.insertArrow(bytes, { schema, table, create }));
  }

  /** Notes the version of the schema, unless the dataset has seen it. */
  #noteVersion(tables: DatasetTables): string {
    const { schema, insertedAt } = this.#load;
    const place = tables.place(versionTableName);
    const [hash, name] = [quoteText(schema.version_hash), quoteText(schema.name)];
    const values = [String(schema.version), String(schema.engine_version), quoteMoment(insertedAt), name, hash, quoteText(JSON.stringify(schema))];
    return `INSERT INTO ${place} SELECT ${values.join(", ")} WHERE NOT EXISTS (SELECT 1 FROM ${place} WHERE version_hash = ${hash} AND schema_name = ${name})`;
  }
}

/** Tables nested in a table, at any depth, in the order in which they were made. */
function nestedIn(schema: StoredSchema, root: string): TableSchema[] {
  return Object.values(schema.tables).filter((table) => table.name !== root && tableOf(schema, table.name) !== undefined && tableChain(schema, table.name).some(({ name }) => name === root));
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
