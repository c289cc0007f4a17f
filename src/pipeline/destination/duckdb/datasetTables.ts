/** The tables of one dataset as a load package finds and leaves them: made, widened, emptied. */
import type { TableSchema } from "../../schema/types.ts";
import type { PipelineDatabase } from "./instance.ts";
import { qualified, quoteText } from "./sqlNames.ts";
import { nameKey, emptyTable, migrateTable } from "./tableSql.ts";
import type { DatabaseColumn } from "./tableSql.ts";

/**
 * What becomes of rows that a table held before the package: `kept`, `emptied`, or `renewed`, which forgets columns that
 * the schema does not have as well.
 */
export type EarlierRows = "kept" | "emptied" | "renewed";

export class DatasetTables {
  readonly dataset: string;
  readonly #database: PipelineDatabase;
  readonly #columns = new Map<string, readonly DatabaseColumn[]>();
  /** Keys of the columns that came with this package, by table. */
  readonly #added = new Map<string, Set<string>>();
  readonly #emptied = new Set<string>();
  #isMade = false;
  #isRead = false;

  constructor(database: PipelineDatabase, dataset: string) {
    this.#database = database;
    this.dataset = dataset;
  }

  /** Qualified name of a table. */
  place(table: string): string {
    return qualified(this.#database.catalog, this.dataset, table);
  }

  has(table: string): boolean {
    return this.#columns.has(table);
  }

  /** Names of a table's columns, in the order in which rows are appended. */
  columnNames(table: string): readonly string[] {
    return this.#columns.get(table)?.map(({ name }) => name) ?? [];
  }

  /**
   * Learns which tables there are; once. To be called before tables are readied.
   *
   * @param first statements to run before, in the same call
   */
  async read(first: readonly string[] = []): Promise<void> {
    if (this.#isRead) return;
    this.#isRead = true;
    const found = await this.#database.write(
      [...first, ""].join(";\n") + `SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE database_name = ${quoteText(this.#database.catalog)} AND schema_name = ${quoteText(this.dataset)} ORDER BY table_oid, column_index`,
    );
    const byTable = new Map<string, DatabaseColumn[]>();
    for (let row = 0; row < found.numRows; row++) {
      const text = (index: number): string => String(found.getChildAt(index)?.get(row));
      const columns = byTable.get(text(0)) ?? [];
      columns.push({ name: text(1), type: text(2), nullable: found.getChildAt(3)?.get(row) === true });
      byTable.set(text(0), columns);
    }
    for (const [table, columns] of byTable) this.#columns.set(table, columns);
    this.#isMade = byTable.size > 0;
  }

  /** The statement that makes the dataset; none when it has tables. */
  make(): string[] {
    const statements = this.#isMade ? [] : [`CREATE SCHEMA IF NOT EXISTS ${qualified(this.#database.catalog, this.dataset)}`];
    this.#isMade = true;
    return statements;
  }

  /**
   * The statements that bring a table to its schema. A table loses the rows that it had before the package only once:
   * called again, it keeps those that the package has brought.
   *
   * @throws E850
   */
  ready(table: TableSchema, rows: EarlierRows): readonly string[] {
    const existing = this.#columns.get(table.name);
    const place = this.place(table.name);
    const empties = rows !== "kept" && !this.#emptied.has(table.name);
    if (empties) this.#emptied.add(table.name);
    const added = this.#added.get(table.name) ?? new Set();
    const { statements, columns } = migrateTable(place, table, empties && rows === "renewed" ? undefined : existing, (column) => added.has(nameKey(column)));
    if (columns.length === 0) return [];
    const known = new Set(existing?.map(({ name }) => nameKey(name)));
    for (const { name } of columns) if (!known.has(nameKey(name))) added.add(nameKey(name));
    this.#added.set(table.name, added);
    this.#columns.set(table.name, columns);
    return empties && existing !== undefined ? [emptyTable(place, columns)] : statements;
  }

  /** The statement that takes all rows out of a table; none when it is not there. */
  truncate(table: string): string[] {
    return this.has(table) ? [`DELETE FROM ${this.place(table)}`] : [];
  }
}
