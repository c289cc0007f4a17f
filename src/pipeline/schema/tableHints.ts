/** What a resource says about its table → the table's schema. */
import { pipelineError } from "../errors.ts";
import { storedContract } from "./contract.ts";
import { tableDisposition } from "./disposition.ts";
import type { DispositionSpec } from "./disposition.ts";
import type { NamingConvention } from "./naming/convention.ts";
import { putOwn } from "./schema.ts";
import { dataTypes } from "./types.ts";
import type { ColumnSchema, SchemaContract, TableSchema, WriteDisposition } from "./types.ts";

export type { DispositionSpec } from "./disposition.ts";

/** Hints for one column; camelCase spellings of the schema's keys are taken too (`dataType`). */
export type ColumnHints = Partial<Omit<ColumnSchema, "name">> & { readonly [key: string]: unknown };

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
  /** What new data may change. Default: everything. */
  readonly schemaContract?: SchemaContract | undefined;
}

/**
 * Makes the schema of a resource's table. Names are normalized; key columns are not nullable (dlt: new_table).
 *
 * @throws E410 for a blank name, E830–E834 for a disposition, strategy, option or contract that is not known, E837 for a column hint
 */
export function tableOfHints(naming: NamingConvention, hints: TableHints): TableSchema {
  const name = naming.normalizePath(hints.name);
  const disposition = tableDisposition(naming, hints.name, hints.writeDisposition ?? "append");
  const table: TableSchema = { name, columns: {}, ...disposition.properties, resource: hints.resource ?? hints.name };
  if (hints.description !== undefined) table.description = hints.description;
  if (hints.fileFormat !== undefined) table.file_format = hints.fileFormat;
  if (hints.schemaContract !== undefined) table.schema_contract = storedContract(hints.schemaContract, `Table \`${hints.name}\``);
  if (hints.maxTableNesting !== undefined) table["x-normalizer"] = { max_nesting: hints.maxTableNesting };
  const columns = new Map<string, ColumnSchema>();
  const columnNamed = (raw: string): ColumnSchema => {
    const column = columns.get(naming.normalizePath(raw)) ?? { name: naming.normalizePath(raw) };
    columns.set(column.name, column);
    return column;
  };
  for (const key of listOf(hints.primaryKey)) Object.assign(columnNamed(key), { primary_key: true, nullable: false });
  for (const key of listOf(hints.mergeKey)) Object.assign(columnNamed(key), { merge_key: true, nullable: false });
  for (const column of disposition.columns) Object.assign(columnNamed(column.name), column);
  for (const [raw, column] of columnEntries(hints.columns)) Object.assign(columnNamed(raw), columnOfHints(hints.name, raw, column));
  for (const [column, schema] of columns) putOwn(table.columns, column, schema);
  requireKey(table);
  return table;
}

/** Strategies that name rows after their primary key need one. */
function requireKey(table: TableSchema): void {
  const strategy = table["x-merge-strategy"];
  if (strategy !== "upsert" && strategy !== "insert-only") return;
  if (Object.values(table.columns).some((column) => column.primary_key === true)) return;
  throw pipelineError("E832", { table: table.name, strategy });
}

function listOf(keys: string | readonly string[] | undefined): readonly string[] {
  return keys === undefined ? [] : typeof keys === "string" ? [keys] : keys;
}

function columnEntries(columns: TableHints["columns"]): (readonly [string, ColumnHints])[] {
  if (columns === undefined) return [];
  return Array.isArray(columns) ? columns.map((column: ColumnHints & { name: string }) => [column.name, column] as const) : Object.entries(columns as Record<string, ColumnHints>);
}

/** Hints that are true or false. */
const flags = new Set(["nullable", "timezone", "variant", "primary_key", "merge_key", "unique", "row_key", "parent_key", "root_key", "hard_delete", "partition", "cluster", "sort"]);

/** `dataType` → `data_type`; the name is left out, it was normalized already. @throws E837 */
function columnOfHints(table: string, column: string, hints: ColumnHints): Partial<ColumnSchema> {
  const stored: Record<string, unknown> = {};
  for (const [spelled, value] of Object.entries(hints)) {
    if (spelled === "name" || value === undefined) continue;
    const hint = spelled.startsWith("x-") ? spelled : spelled.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const expected = problemWith(hint, value);
    if (expected !== undefined) throw pipelineError("E837", { table, column, hint: spelled, value: JSON.stringify(value) ?? String(value), expected });
    stored[hint] = value;
  }
  // dlt: a key column holds a value in every row.
  if ((stored["primary_key"] === true || stored["merge_key"] === true) && stored["nullable"] === undefined) stored["nullable"] = false;
  return stored;
}

/** What a hint should be, if it is not. Hints that are not known are kept as they are: a destination may read them. */
function problemWith(hint: string, value: unknown): string | undefined {
  if (hint === "data_type") return dataTypes.some((type) => type === value) ? undefined : `one of ${dataTypes.join(", ")}`;
  if (hint === "dedup_sort") return value === "asc" || value === "desc" ? undefined : "`asc` or `desc`";
  if (hint === "precision" || hint === "scale") return Number.isInteger(value) && (value as number) >= 0 ? undefined : "a whole number from 0";
  return flags.has(hint) && typeof value !== "boolean" ? "true or false" : undefined;
}
