/** Tables whose rows stay where they are and are read page by page. */
import type { TableColumn, TableValue } from "./output.ts";
import { previewValue } from "./preview.ts";

export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows whose column compares so with the value, as in SQL: `like` takes `%` for any text; null with `=` and `!=` asks whether there is a value. */
export interface SourceFilter {
  readonly column: string;
  readonly operator: "=" | "!=" | "<" | "<=" | ">" | ">=" | "like";
  readonly value: string | number | bigint | boolean | Date | null;
}

/** One column in a few numbers; the fields are those of `ColumnSummary` in the kernel's protocol. */
export interface SourceSummary {
  readonly column: string;
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  readonly distinctIsExact?: boolean;
  readonly distinctIsAtLeast?: boolean;
  readonly min: TableValue;
  readonly max: TableValue;
  readonly histogram: readonly { readonly from: TableValue; readonly to: TableValue; readonly rows: number }[];
  readonly frequent: readonly { readonly value: TableValue; readonly rows: number }[];
}

/** Something that can be shown as a paged table. */
export interface TableSource {
  readonly columns: readonly TableColumn[];
  readonly rowCount: number;
  /** Rows `offset` to `offset + limit`, each in column order. */
  page(offset: number, limit: number, sort?: TableSort): readonly (readonly TableValue[])[] | Promise<readonly (readonly TableValue[])[]>;
  /** The rows for which all filters hold. Absent: the kernel reads the rows and filters them itself. */
  filtered?(filters: readonly SourceFilter[]): TableSource | Promise<TableSource>;
  /** Counts one column. Absent: the kernel reads the rows and counts them itself. */
  summary?(column: string): SourceSummary | Promise<SourceSummary>;
  /** Frees what is kept for its pages, when nobody shows it any more. */
  close?(): unknown;
}

/** Rows of the page that a table output carries with it. */
export const firstPageRows = 25;
/** A page is never longer than this, whatever is asked for. */
export const maxPageRows = 1_000;

/** True for `{…}` and objects without a prototype. Never throws. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  } catch {
    return false;
  }
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
