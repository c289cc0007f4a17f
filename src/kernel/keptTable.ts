/** A table that a cell showed, seen through filters and in an order. */
import type { TableColumn, TableValue } from "../std/output.ts";
import { RowTable } from "../std/rowTable.ts";
import { maxPageRows, type SourceFilter, type TableSource } from "../std/tableSource.ts";
import type { ColumnSummary, TableFilter } from "./protocol.ts";

/** Filtered views kept of one table; that which was not used for longest goes first. */
const keptViews = 2;
/** A source that cannot filter or count is read into memory up to this many rows. */
const rowsInMemory = 1_000_000;

export class KeptTable {
  readonly source: TableSource;
  readonly #views = new Map<string, Promise<TableSource>>();
  #inMemory: Promise<TableSource> | undefined;

  constructor(source: TableSource) {
    this.source = source;
  }

  /** The rows for which the filters hold. */
  filtered(filters: readonly TableFilter[] | undefined): Promise<TableSource> {
    if (filters === undefined || filters.length === 0) return Promise.resolve(this.source);
    const key = JSON.stringify(filters);
    const known = this.#views.get(key);
    this.#views.delete(key);
    const view = known ?? this.#filter(filters.map((filter) => sourceFilter(filter, this.source.columns)));
    this.#views.set(key, view);
    view.catch(() => this.#views.delete(key));
    for (const [oldest, dropped] of this.#views) {
      if (this.#views.size <= keptViews) break;
      this.#views.delete(oldest);
      closeQuietly(dropped);
    }
    return view;
  }

  async summary(column: string, filters: readonly TableFilter[] | undefined): Promise<ColumnSummary> {
    const view = await this.filtered(filters);
    if (view.summary !== undefined) return view.summary(column);
    return (await this.#asRows(view)).summary(column);
  }

  close(): void {
    for (const view of this.#views.values()) closeQuietly(view);
    this.#views.clear();
    closeQuietly(Promise.resolve(this.source));
  }

  async #filter(filters: readonly SourceFilter[]): Promise<TableSource> {
    if (this.source.filtered !== undefined) return this.source.filtered(filters);
    this.#inMemory ??= this.#asRows(this.source);
    return ((await this.#inMemory) as RowTable<readonly TableValue[]>).filtered(filters);
  }

  async #asRows(source: TableSource): Promise<RowTable<readonly TableValue[]>> {
    const rows: (readonly TableValue[])[] = [];
    for (let offset = 0; offset < Math.min(source.rowCount, rowsInMemory); offset += maxPageRows) {
      const page = await source.page(offset, maxPageRows);
      if (page.length === 0) break;
      rows.push(...page);
    }
    return new RowTable(rows, source.columns, (row, column) => typedValue(row[column] ?? null, source.columns[column]));
  }
}

/** Whole numbers beyond 53 bits travel as text; they compare by size all the same. */
function typedValue(value: TableValue, column: TableColumn | undefined): unknown {
  return column?.type === "bigint" && typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : value;
}

/** A filter with its value in the column's own type. */
function sourceFilter({ column, operator, value }: TableFilter, columns: readonly TableColumn[]): SourceFilter {
  if (operator === "contains") return { column, operator: "like", value: `%${String(value ?? "")}%` };
  const found = columns.find(({ name }) => name === column);
  if (found?.type === "date" && typeof value === "string" && !Number.isNaN(Date.parse(value))) return { column, operator, value: new Date(value) };
  return { column, operator, value: typedValue(value, found) as SourceFilter["value"] };
}

/** A table of the cell's own making may fail here; nobody is left to whom it matters. */
function closeQuietly(source: Promise<TableSource>): void {
  source.then((ready) => ready.close?.()).catch(() => undefined);
}
