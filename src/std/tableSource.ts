/** Tables whose rows stay where they are and are read page by page. */
import type { ColumnType, TableColumn, TableValue } from "./output.ts";
import { previewValue } from "./preview.ts";

export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Something that can be shown as a paged table. */
export interface TableSource {
  readonly columns: readonly TableColumn[];
  readonly rowCount: number;
  /** Rows `offset` to `offset + limit`, each in column order. */
  page(offset: number, limit: number, sort?: TableSort): readonly (readonly TableValue[])[] | Promise<readonly (readonly TableValue[])[]>;
  /** Frees what is kept for its pages, when nobody shows it any more. */
  close?(): unknown;
}

/** Rows of the page that a table output carries with it. */
export const firstPageRows = 25;
/** A page is never longer than this, whatever is asked for. */
export const maxPageRows = 1_000;

const typedRows = 200;
const columnLimit = 200;

type Row = Readonly<Record<string, unknown>>;

/** True for `{…}` and objects without a prototype. Never throws. */
export function isPlainObject(value: unknown): value is Row {
  if (typeof value !== "object" || value === null) return false;
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  } catch {
    return false;
  }
}

/** A table over an array of plain objects. Columns are the keys of the first rows, in order of appearance. */
export function tableOfRows(rows: readonly Row[]): TableSource {
  const columns = inferColumns(rows);
  const keys = columns.map((column) => column.name);
  let sorted: { key: string; rows: readonly Row[] } | undefined;
  return {
    columns,
    get rowCount() {
      return rows.length;
    },
    page(offset, limit, sort) {
      let source = rows;
      if (sort !== undefined) {
        const key = `${sort.descending}:${sort.column}:${rows.length}`;
        if (sorted?.key !== key) sorted = { key, rows: sortRows(rows, sort) };
        source = sorted.rows;
      }
      return source.slice(offset, offset + Math.min(limit, maxPageRows)).map((row) => keys.map((key) => tableValue(read(row, key))));
    },
  };
}

/** A value as it stands in a table cell. */
export function tableValue(value: unknown): TableValue {
  switch (typeof value) {
    case "string":
      return value.length > 2_000 ? `${value.slice(0, 2_000)}…` : value;
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "undefined":
      return null;
    case "bigint":
      return String(value);
    default:
      if (value === null) return null;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
      return previewValue(value, 300);
  }
}

function inferColumns(rows: readonly Row[]): TableColumn[] {
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

function sortRows(rows: readonly Row[], sort: TableSort): Row[] {
  const direction = sort.descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: read(row, sort.column) }))
    .sort((a, b) => compare(a.value, b.value, direction))
    .map(({ row }) => row);
}

/** Missing values come last in either direction. */
function compare(a: unknown, b: unknown, direction: number): number {
  const missingA = a === null || a === undefined;
  const missingB = b === null || b === undefined;
  if (missingA || missingB) return Number(missingA) - Number(missingB);
  if ((typeof a === "number" || typeof a === "bigint") && (typeof b === "number" || typeof b === "bigint")) return (a < b ? -1 : a > b ? 1 : 0) * direction;
  if (a instanceof Date && b instanceof Date) return (a.getTime() - b.getTime()) * direction;
  const textA = String(tableValue(a));
  const textB = String(tableValue(b));
  return (textA < textB ? -1 : textA > textB ? 1 : 0) * direction;
}

function read(row: Row, key: string): unknown {
  try {
    return row[key];
  } catch {
    return undefined;
  }
}
