/** What is merged together: a root table with the tables nested in it, and what the schema says about the merge. */
import { rootIdColumn, rowIdColumn } from "../../../schema/systemTables.ts";
import type { ColumnSchema, TableSchema } from "../../../schema/types.ts";
import { quoteName } from "../sqlNames.ts";
import { materialColumns } from "../tableSql.ts";

/** A table with its places in the dataset and in the staging dataset, as qualified names. */
export interface MergePlace {
  readonly table: TableSchema;
  readonly target: string;
  readonly staging: string;
}

export interface MergeChain {
  readonly root: MergePlace;
  /** Parents before their children. */
  readonly nested: readonly MergePlace[];
}

type Hint = "primary_key" | "merge_key" | "hard_delete" | "dedup_sort" | "row_key" | "root_key" | "x-row-version" | "x-valid-from" | "x-valid-to";

/** Quoted names of the columns with a hint, in the schema's order. */
export function columnsWith(table: TableSchema, hint: Hint): string[] {
  return hintedColumns(table, hint).map(({ name }) => quoteName(name));
}

export function hintedColumns(table: TableSchema, hint: Hint): ColumnSchema[] {
  return materialColumns(table).filter((column) => column[hint] !== undefined && column[hint] !== false && column[hint] !== null);
}

/** The column that tells a row apart (dlt: row key). */
export function rowKey(table: TableSchema): string {
  return columnsWith(table, "row_key")[0] ?? quoteName(rowIdColumn);
}

/** The column of a nested table that holds the id of the root row. */
export function rootKey(table: TableSchema): string {
  return columnsWith(table, "root_key")[0] ?? quoteName(rootIdColumn);
}

/** Quoted names of all columns that the database has. */
export function columnNames(table: TableSchema): string[] {
  return materialColumns(table).map(({ name }) => quoteName(name));
}

/**
 * Conditions on the mark of deleted rows: a boolean deletes when it is true, any other when it is not null. Undefined
 * without a column with the hint `hard_delete`.
 *
 * @param alias of the table the condition is about, e.g. `s.`
 */
export function hardDelete(table: TableSchema, alias = ""): { readonly deleted: string; readonly kept: string } | undefined {
  const column = hintedColumns(table, "hard_delete")[0];
  if (column === undefined) return undefined;
  const name = `${alias}${quoteName(column.name)}`;
  return column.data_type === "bool" ? { deleted: `${name} = TRUE`, kept: `(${name} IS NULL OR ${name} = FALSE)` } : { deleted: `${name} IS NOT NULL`, kept: `${name} IS NULL` };
}

/** `INSERT INTO target (columns) SELECT columns FROM staging`. */
export function insertStaged({ table, target, staging }: MergePlace, condition?: string): string {
  const columns = columnNames(table).join(", ");
  return `INSERT INTO ${target} (${columns}) SELECT ${columns} FROM ${staging}${condition === undefined ? "" : ` WHERE ${condition}`}`;
}
