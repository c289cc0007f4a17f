/** One load package on its way into DuckDB: one transaction, from the tables' DDL to the row in `_dlt_loads`. */
import { pipelineError } from "../../errors.ts";
import { tableChain, tableOf } from "../../schema/schema.ts";
import { loadsTable, loadsTableName, rootIdColumn, versionTable, versionTableName } from "../../schema/systemTables.ts";
import type { StoredSchema, TableSchema } from "../../schema/types.ts";
import type { LoadJob, PackageGrowth, PackageLoad, PackageToLoad, PreparedJob } from "../destination.ts";
import type { PipelineDatabase } from "./instance.ts";
import { hasMergeKeys, mergeStatements } from "./mergeSql.ts";
import type { MergePlace } from "./mergeSql.ts";
import { qualified, quoteMoment, quoteName, quoteText } from "./sqlNames.ts";
import { materialColumns, migrateTable } from "./tableSql.ts";

/** Rows after which DuckDB compresses what it holds in memory; it takes a moment, so small loads do without. */
const rowsPerCheckpoint = 5_000_000;

export class DuckDbPackageLoad implements PackageLoad {
  readonly #database: PipelineDatabase;
  readonly #dataset: string;
  #load: PackageToLoad;
  /** Columns of the tables in the dataset and its staging dataset, in their order; by qualified name. */
  readonly #columns = new Map<string, readonly string[]>();
  /** Root tables whose rows go to the staging dataset first. */
  readonly #merged = new Set<string>();
  /** Root tables that were emptied for this package. */
  readonly #emptied = new Set<string>();
  /** Types of the columns that this package made, by place and column: a bigint may still become a double. */
  readonly #made = new Map<string, string>();
  #rows = 0;

  constructor(database: PipelineDatabase, dataset: string, load: PackageToLoad) {
    this.#database = database;
    this.#dataset = dataset;
    this.#load = load;
  }

  /** Begins the transaction and readies the tables. @throws E482 for a disposition that there is not */
  async begin(): Promise<void> {
    this.#check();
    await this.#sql("BEGIN TRANSACTION");
    await this.#sql(`CREATE SCHEMA IF NOT EXISTS ${qualified(this.#database.catalog, this.#dataset)}`);
    for (const name of this.#load.droppedTables ?? []) await this.#sql(`DROP TABLE IF EXISTS ${this.#place(name)}`);
    await this.#readColumns();
    await this.#ready();
    await this.#empty();
  }

  async extend(growth: PackageGrowth): Promise<void> {
    this.#load = { ...this.#load, ...growth };
    this.#check();
    await this.#ready();
    await this.#empty();
  }

  async #empty(): Promise<void> {
    const { schema, replacedTables } = this.#load;
    for (const name of replacedTables) {
      if (this.#emptied.has(name)) continue;
      this.#emptied.add(name);
      for (const table of [tableOf(schema, name), ...nestedIn(schema, name)]) {
        if (table !== undefined && this.#columns.has(this.#place(table.name))) await this.#sql(`DELETE FROM ${this.#place(table.name)}`);
      }
    }
  }

  get #touched(): string[] {
    const { schema, tables, replacedTables } = this.#load;
    return [...new Set([...tables, ...replacedTables])].filter((name) => tableOf(schema, name) !== undefined);
  }

  #check(): void {
    for (const name of this.#touched) {
      const root = rootOf(this.#load.schema, name);
      checkDisposition(root);
      if (root.write_disposition === "merge" && hasMergeKeys(root)) this.#merged.add(root.name);
    }
  }

  /** Brings the tables of the package, and the staging tables of those that are merged, to the schema. */
  async #ready(): Promise<void> {
    const { schema, replacedTables } = this.#load;
    const withNested = new Set(this.#touched);
    for (const name of replacedTables) for (const inside of nestedIn(schema, name)) withNested.add(inside.name);
    for (const root of this.#merged) for (const inside of nestedIn(schema, root)) withNested.add(inside.name);
    for (const table of [versionTable(), loadsTable()]) await this.#migrate(this.#place(table.name), table);
    for (const name of withNested) {
      const table = tableOf(schema, name);
      if (table !== undefined) await this.#migrate(this.#place(name), table);
    }
    await this.#readyStaging();
  }

  async prepare(job: LoadJob): Promise<PreparedJob> {
    const { read, ...described } = job;
    return { ...described, bytes: await read() };
  }

  async write({ table, columns, rows, bytes }: PreparedJob): Promise<void> {
    const staged = this.#isStaged(table);
    const dataset = staged ? this.#stagingDataset : this.#dataset;
    const place = staged ? this.#stagingPlace(table) : this.#place(table);
    this.#rows += rows;
    if (sameList(columns, this.#columns.get(place) ?? [])) {
      await this.#insert(bytes, dataset, table, false);
      return;
    }
    const unordered = `_unordered_${table}`;
    await this.#insert(bytes, dataset, unordered, true);
    const from = qualified(this.#database.catalog, dataset, unordered);
    await this.#sql(`INSERT INTO ${place} BY NAME SELECT * FROM ${from}`);
    await this.#sql(`DROP TABLE ${from}`);
  }

  async complete(): Promise<void> {
    const { loadId, schema, insertedAt } = this.#load;
    for (const root of this.#merged) {
      const places = [root, ...nestedIn(schema, root).filter(({ columns }) => columns[rootIdColumn] !== undefined).map(({ name }) => name)].map((name) => this.#mergePlace(name));
      const [first, ...nested] = places.filter((place) => place !== undefined);
      if (first === undefined) continue;
      const scratch = { deleted: this.#stagingPlace(`_deleted_${root}`), inserted: this.#stagingPlace(`_inserted_${root}`) };
      for (const sql of mergeStatements(first, nested, scratch)) await this.#sql(sql);
    }
    await this.#noteVersion();
    const values = [quoteText(loadId), quoteText(schema.name), "0", quoteMoment(insertedAt), quoteText(schema.version_hash)];
    await this.#sql(`INSERT INTO ${this.#place(loadsTableName)} VALUES (${values.join(", ")})`);
    await this.#sql("COMMIT");
    if (this.#merged.size > 0) await this.#dropStaging();
    this.#database.rowsSinceCheckpoint += this.#rows;
    if (this.#database.rowsSinceCheckpoint >= rowsPerCheckpoint) {
      this.#database.rowsSinceCheckpoint = 0;
      await this.#sql(`CHECKPOINT ${qualified(this.#database.catalog)}`);
    }
  }

  async abort(): Promise<void> {
    await this.#sql("ROLLBACK");
  }

  get #stagingDataset(): string {
    return `${this.#dataset}_staging`;
  }

  #place(table: string): string {
    return qualified(this.#database.catalog, this.#dataset, table);
  }

  #stagingPlace(table: string): string {
    return qualified(this.#database.catalog, this.#stagingDataset, table);
  }

  #isStaged(table: string): boolean {
    return tableOf(this.#load.schema, table) !== undefined && this.#merged.has(rootOf(this.#load.schema, table).name);
  }

  #mergePlace(name: string): MergePlace | undefined {
    const table = tableOf(this.#load.schema, name);
    if (table === undefined || !this.#columns.has(this.#stagingPlace(name))) return undefined;
    return { table, target: this.#place(name), staging: this.#stagingPlace(name) };
  }

  #sql(sql: string): ReturnType<PipelineDatabase["write"]> {
    return this.#database.write(sql);
  }

  async #insert(bytes: Uint8Array, schema: string, table: string, create: boolean): Promise<void> {
    await this.#database.alive(this.#database.writer.insertArrow(bytes, { schema, table, create }));
  }

  async #readColumns(): Promise<void> {
    const found = await this.#sql(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_catalog = ${quoteText(this.#database.catalog)} AND table_schema = ${quoteText(this.#dataset)} ORDER BY table_name, ordinal_position`,
    );
    const byTable = new Map<string, string[]>();
    for (let row = 0; row < found.numRows; row++) {
      const place = this.#place(String(found.getChildAt(0)?.get(row)));
      const columns = byTable.get(place) ?? [];
      columns.push(String(found.getChildAt(1)?.get(row)));
      byTable.set(place, columns);
    }
    for (const [place, columns] of byTable) this.#columns.set(place, columns);
  }

  async #migrate(place: string, table: TableSchema): Promise<void> {
    const existing = this.#columns.get(place);
    for (const sql of migrateTable(place, table, existing)) await this.#sql(sql);
    await this.#widen(place, table, existing ?? []);
    const names = materialColumns(table).map(({ name }) => name);
    if (existing !== undefined) this.#columns.set(place, [...existing, ...names.filter((name) => !existing.includes(name))]);
    else if (names.length > 0) this.#columns.set(place, names);
  }

  /** Columns that were made as bigint in this transaction and are double by now. */
  async #widen(place: string, table: TableSchema, existing: readonly string[]): Promise<void> {
    for (const column of materialColumns(table)) {
      const key = `${place}\n${column.name}`;
      const made = this.#made.get(key);
      if (made === undefined && existing.includes(column.name)) continue;
      if (made === "bigint" && column.data_type === "double") await this.#sql(`ALTER TABLE ${place} ALTER COLUMN ${quoteName(column.name)} TYPE DOUBLE`);
      this.#made.set(key, String(column.data_type));
    }
  }

  /** Staging tables have the columns of their targets, in the schema's order. */
  async #readyStaging(): Promise<void> {
    if (this.#merged.size === 0) return;
    await this.#sql(`CREATE SCHEMA IF NOT EXISTS ${qualified(this.#database.catalog, this.#stagingDataset)}`);
    for (const root of this.#merged) {
      for (const table of [tableOf(this.#load.schema, root), ...nestedIn(this.#load.schema, root)]) {
        if (table !== undefined) await this.#migrate(this.#stagingPlace(table.name), table);
      }
    }
  }

  /** After the transaction: DuckDB cannot commit one that has filled a table and dropped it. */
  async #dropStaging(): Promise<void> {
    await this.#sql(`DROP SCHEMA IF EXISTS ${qualified(this.#database.catalog, this.#stagingDataset)} CASCADE`);
  }

  /** Notes a version of the schema that the dataset has not seen. */
  async #noteVersion(): Promise<void> {
    const { schema, insertedAt } = this.#load;
    const place = this.#place(versionTableName);
    const seen = await this.#sql(`SELECT 1 FROM ${place} WHERE version_hash = ${quoteText(schema.version_hash)} AND schema_name = ${quoteText(schema.name)} LIMIT 1`);
    if (seen.numRows > 0) return;
    const values = [String(schema.version), String(schema.engine_version), quoteMoment(insertedAt), quoteText(schema.name), quoteText(schema.version_hash), quoteText(JSON.stringify(schema))];
    await this.#sql(`INSERT INTO ${place} VALUES (${values.join(", ")})`);
  }
}

function rootOf(schema: StoredSchema, table: string): TableSchema {
  const chain = tableChain(schema, table);
  return chain.at(-1) ?? { name: table, columns: {} };
}

/** Tables nested in a table, at any depth, in the order in which they were made. */
function nestedIn(schema: StoredSchema, root: string): TableSchema[] {
  return Object.values(schema.tables).filter((table) => table.name !== root && tableChain(schema, table.name).some(({ name }) => name === root));
}

function checkDisposition(root: TableSchema): void {
  const strategy = root["x-merge-strategy"] ?? root["x-replace-strategy"];
  if (strategy === undefined || strategy === "delete-insert" || strategy === "truncate-and-insert") return;
  throw pipelineError("E482", { table: root.name, disposition: `${root.write_disposition} with the strategy \`${String(strategy)}\``, reason: "The strategies upsert, insert-only, scd2 and insert-from-staging are still to come." });
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
