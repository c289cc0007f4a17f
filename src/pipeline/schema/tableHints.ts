/** What a resource says about its table → the table's schema. */
import type { NamingConvention } from "./naming/convention.ts";
import { putOwn } from "./schema.ts";
import type { ColumnSchema, TableSchema, WriteDisposition } from "./types.ts";

/** Hints for one column; camelCase spellings of the schema's keys are taken too (`dataType`). */
export type ColumnHints = Partial<Omit<ColumnSchema, "name">> & { readonly [key: string]: unknown };

/** A disposition with its strategy, e.g. `{ disposition: "merge", strategy: "upsert" }`. */
export interface DispositionSpec {
  readonly disposition: WriteDisposition;
  readonly strategy?: string;
}

/** Hints for a table, as `dlt.resource` takes them. Names are as the author wrote them. */
export interface TableHints {
  readonly name: string;
  /** Default: the table's name. */
  readonly resource?: string;
  /** Default `append`. */
  readonly writeDisposition?: WriteDisposition | DispositionSpec | undefined;
  readonly primaryKey?: string | readonly string[] | undefined;
  readonly mergeKey?: string | readonly string[] | undefined;
  readonly columns?: Readonly<Record<string, ColumnHints>> | readonly (ColumnHints & { readonly name: string })[] | undefined;
  /** Levels of nested data that become tables and columns; deeper ones stay JSON. Default 1,000. */
  readonly maxTableNesting?: number | undefined;
  readonly description?: string | undefined;
  readonly fileFormat?: string | undefined;
}

/**
 * Makes the schema of a resource's table. Names are normalized; key columns are not nullable (dlt: new_table).
 *
 * @throws E410 for a blank name
 */
export function tableOfHints(naming: NamingConvention, hints: TableHints): TableSchema {
  const name = naming.normalizePath(hints.name);
  const disposition = typeof hints.writeDisposition === "object" ? hints.writeDisposition : { disposition: hints.writeDisposition ?? "append" };
  const table: TableSchema = { name, columns: {}, write_disposition: disposition.disposition, resource: hints.resource ?? hints.name };
  if (disposition.strategy !== undefined) {
    if (disposition.disposition === "merge") table["x-merge-strategy"] = disposition.strategy;
    else table["x-replace-strategy"] = disposition.strategy;
  }
  if (hints.description !== undefined) table.description = hints.description;
  if (hints.fileFormat !== undefined) table.file_format = hints.fileFormat;
  if (hints.maxTableNesting !== undefined) table["x-normalizer"] = { max_nesting: hints.maxTableNesting };
  const columns = new Map<string, ColumnSchema>();
  const columnNamed = (raw: string): ColumnSchema => {
    const column = columns.get(naming.normalizePath(raw)) ?? { name: naming.normalizePath(raw) };
    columns.set(column.name, column);
    return column;
  };
  for (const key of listOf(hints.primaryKey)) Object.assign(columnNamed(key), { primary_key: true, nullable: false });
  for (const key of listOf(hints.mergeKey)) Object.assign(columnNamed(key), { merge_key: true, nullable: false });
  for (const [raw, column] of columnEntries(hints.columns)) Object.assign(columnNamed(raw), storedKeys(column));
  for (const [column, schema] of columns) putOwn(table.columns, column, schema);
  return table;
}

function listOf(keys: string | readonly string[] | undefined): readonly string[] {
  return keys === undefined ? [] : typeof keys === "string" ? [keys] : keys;
}

function columnEntries(columns: TableHints["columns"]): (readonly [string, ColumnHints])[] {
  if (columns === undefined) return [];
  return Array.isArray(columns) ? columns.map((column: ColumnHints & { name: string }) => [column.name, column] as const) : Object.entries(columns as Record<string, ColumnHints>);
}

/** `dataType` → `data_type`; the name is left out, it was normalized already. */
function storedKeys(hints: ColumnHints): Partial<ColumnSchema> {
  const entries = Object.entries(hints).filter(([key, value]) => key !== "name" && value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key.startsWith("x-") ? key : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
}
