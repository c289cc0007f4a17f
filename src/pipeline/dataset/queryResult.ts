/** The answer to one SQL statement, held in memory. */
import type { Table } from "apache-arrow";
import { rowsOf } from "./arrowRows.ts";
import { handleColumns, pageValues } from "./tableHandle.ts";
import type { HandleValue, TableHandle } from "./tableHandle.ts";
import { tableSymbol } from "./tableSymbol.ts";

/** Rows that the database gave, as objects, as arrays, or as an Arrow table. */
export class QueryResult<Row extends object = Record<string, unknown>> implements Iterable<Row> {
  readonly #table: Table;
  #values: HandleValue[][] | undefined;

  constructor(table: Table) {
    this.#table = table;
  }

  get rowCount(): number {
    return this.#table.numRows;
  }

  get columns(): readonly string[] {
    return this.#table.schema.fields.map(({ name }) => name);
  }

  arrow(): Table {
    return this.#table;
  }

  /** Timestamps are `Date`s, 64-bit integers numbers (bigints beyond 53 bits). */
  rows(): Row[] {
    return rowsOf(this.#table) as Row[];
  }

  /** The only value of an answer with one row and one column, such as a count; undefined without rows. */
  value(): unknown {
    const [row] = this.rows();
    return row === undefined ? undefined : Object.values(row)[0];
  }

  [Symbol.iterator](): Iterator<Row> {
    return this.rows()[Symbol.iterator]();
  }

  [tableSymbol](): TableHandle {
    return {
      columns: handleColumns(this.#table, (index) => String(this.#table.schema.fields[index]?.type ?? ""), new Set()),
      rowCount: this.rowCount,
      page: async (offset, limit, sort) => {
        if (sort === undefined) return pageValues(this.#table.slice(offset, offset + limit));
        const column = this.columns.indexOf(sort.column);
        const sorted = this.#sorted(column, sort.descending);
        return sorted.slice(offset, offset + limit);
      },
    };
  }

  /** Nulls last, as the database sorts. */
  #sorted(column: number, descending: boolean): HandleValue[][] {
    this.#values ??= pageValues(this.#table);
    return [...this.#values].sort((a, b) => {
      const [x, y] = [a[column] ?? null, b[column] ?? null];
      if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
      const order = x < y ? -1 : x > y ? 1 : 0;
      return descending ? -order : order;
    });
  }
}
