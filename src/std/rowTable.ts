/** Tables over rows in memory: arrays of objects that cells show, and pages that were read into memory. */
import { summarizeColumn } from "./columnSummary.ts";
import { sortedOrder } from "./compareValues.ts";
import type { ColumnType, TableColumn, TableValue } from "./output.ts";
import { passes } from "./rowFilter.ts";
import { maxPageRows, type SourceFilter, type SourceSummary, type TableSort, type TableSource, tableValue } from "./tableSource.ts";

const typedRows = 200;
const columnLimit = 200;

type ObjectRow = Readonly<Record<string, unknown>>;

/** A table over an array of plain objects. Columns are the keys of the first rows, in order of appearance. */
export function tableOfRows(rows: readonly ObjectRow[]): TableSource {
  const columns = inferColumns(rows);
  const keys = columns.map((column) => column.name);
  return new RowTable(rows, columns, (row, column) => read(row, keys[column] ?? ""));
}

/** Rows of any shape with a way to read a column's value from one. */
export class RowTable<Row> implements TableSource {
  readonly columns: readonly TableColumn[];
  readonly #rows: readonly Row[];
  readonly #read: (row: Row, column: number) => unknown;
  #sorted: { readonly key: string; readonly order: Uint32Array } | undefined;

  constructor(rows: readonly Row[], columns: readonly TableColumn[], read: (row: Row, column: number) => unknown) {
    this.#rows = rows;
    this.columns = columns;
    this.#read = read;
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  page(offset: number, limit: number, sort?: TableSort): TableValue[][] {
    const end = offset + Math.min(limit, maxPageRows);
    const rows = sort === undefined ? this.#rows.slice(offset, end) : Array.from(this.#order(sort).subarray(offset, end)).flatMap((index) => this.#rows[index] ?? []);
    return rows.map((row) => this.columns.map((_, column) => tableValue(this.#read(row, column))));
  }

  filtered(filters: readonly SourceFilter[]): TableSource {
    const questions = filters.map((filter) => ({ column: this.#columnAt(filter.column), ask: passes(filter) }));
    const rows = this.#rows.filter((row) => questions.every(({ column, ask }) => ask(this.#read(row, column))));
    return new RowTable(rows, this.columns, this.#read);
  }

  summary(name: string): SourceSummary {
    const at = this.#columnAt(name);
    const column = this.columns[at] ?? { name, type: "unknown" };
    // The index is below the length, which is all that `summarizeColumn` asks for.
    return summarizeColumn(column, this.#rows.length, (index) => this.#read(this.#rows[index]!, at));
  }

  #order({ column, descending }: TableSort): Uint32Array {
    const key = `${descending}:${column}:${this.#rows.length}`;
    const at = this.#columnAt(column);
    // As above: indexes are below the length.
    if (this.#sorted?.key !== key) this.#sorted = { key, order: sortedOrder(this.#rows.length, (index) => this.#read(this.#rows[index]!, at), descending) };
    return this.#sorted.order;
  }

  #columnAt(name: string): number {
    return this.columns.findIndex((column) => column.name === name);
  }
}

function inferColumns(rows: readonly ObjectRow[]): TableColumn[] {
  const types = new Map<string, ColumnType>();
  for (const row of rows.slice(0, typedRows)) {
    for (const key of Object.keys(row)) {
      if (!types.has(key) && types.size >= columnLimit) continue;
      const before = types.get(key);
      const type = columnType(read(row, key));
      if (before === undefined || before === "unknown") types.set(key, type);
      else if (type !== "unknown" && type !== before) types.set(key, "json");
    }
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

function columnType(value: unknown): ColumnType {
  switch (typeof value) {
    case "number":
    case "bigint":
    case "string":
    case "boolean":
      return typeof value as ColumnType;
    case "object":
      return value === null ? "unknown" : value instanceof Date ? "date" : "json";
    default:
      return value === undefined ? "unknown" : "json";
  }
}

function read(row: ObjectRow, key: string): unknown {
  try {
    return row[key];
  } catch {
    return undefined;
  }
}
