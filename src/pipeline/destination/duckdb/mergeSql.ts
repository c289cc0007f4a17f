/**
 * The merge disposition as SQL, strategy delete-insert (dlt: SqlMergeFollowupJob): rows of the dataset with a key of the
 * staging table are deleted with their nested rows, then the staged rows are inserted, one per primary key.
 */
import type { ColumnSchema, TableSchema } from "../../schema/types.ts";
import { rootIdColumn, rowIdColumn } from "../../schema/systemTables.ts";
import { quoteName } from "./sqlNames.ts";
import { materialColumns } from "./tableSql.ts";

/** A table with its places in the dataset and in the staging dataset, as qualified names. */
export interface MergePlace {
  readonly table: TableSchema;
  readonly target: string;
  readonly staging: string;
}

/** Whether a table has keys to merge by; without, merge appends (dlt). */
export function hasMergeKeys(table: TableSchema): boolean {
  return keyColumns(table, "primary_key").length > 0 || keyColumns(table, "merge_key").length > 0;
}

/**
 * @param root   the root table
 * @param nested the tables nested in it, each with a root id column
 * @param scratch qualified names for two tables of ids that the statements make; the caller drops them after its transaction
 */
export function mergeStatements(root: MergePlace, nested: readonly MergePlace[], scratch: { readonly deleted: string; readonly inserted: string }): string[] {
  const id = quoteName(rowIdColumn);
  const rootId = quoteName(rootIdColumn);
  const sameKey = [keyColumns(root.table, "primary_key"), keyColumns(root.table, "merge_key")]
    .filter((columns) => columns.length > 0)
    .map((columns) => `SELECT ${id} FROM ${root.target} AS d WHERE EXISTS (SELECT 1 FROM ${root.staging} AS s WHERE ${columns.map((name) => `d.${name} = s.${name}`).join(" AND ")})`);
  return [
    `CREATE TABLE ${scratch.deleted} AS ${sameKey.join(" UNION ")}`,
    ...nested.map(({ target }) => `DELETE FROM ${target} WHERE ${rootId} IN (SELECT ${id} FROM ${scratch.deleted})`),
    `DELETE FROM ${root.target} WHERE ${id} IN (SELECT ${id} FROM ${scratch.deleted})`,
    `CREATE TABLE ${scratch.inserted} AS ${survivingIds(root)}`,
    insertStaged(root, `${id} IN (SELECT ${id} FROM ${scratch.inserted})`),
    ...nested.map((place) => insertStaged(place, `${rootId} IN (SELECT ${id} FROM ${scratch.inserted})`)),
  ];
}

/** Ids of the staged rows to insert: one per primary key, without those marked as deleted. */
function survivingIds(root: MergePlace): string {
  const id = quoteName(rowIdColumn);
  const keys = keyColumns(root.table, "primary_key");
  const hardDelete = columnsWith(root.table, "hard_delete")[0];
  const sort = columnsWith(root.table, "dedup_sort")[0];
  const kept = hardDelete === undefined ? "" : deletedCondition(hardDelete);
  if (keys.length === 0) return `SELECT ${id} FROM ${root.staging}${kept === "" ? "" : ` WHERE ${kept}`}`;
  const order = sort === undefined ? "(SELECT NULL)" : `${quoteName(sort.name)} ${sort.dedup_sort === "desc" ? "DESC" : "ASC"}`;
  const numbered = `SELECT *, ROW_NUMBER() OVER (PARTITION BY ${keys.join(", ")} ORDER BY ${order}) AS _dlt_dedup_rn FROM ${root.staging}`;
  return `SELECT ${id} FROM (${numbered}) WHERE _dlt_dedup_rn = 1${kept === "" ? "" : ` AND ${kept}`}`;
}

/** True for rows that stay: a boolean mark deletes when true, any other when it is not null. */
function deletedCondition(column: ColumnSchema): string {
  const name = quoteName(column.name);
  return column.data_type === "bool" ? `(${name} IS NULL OR ${name} = FALSE)` : `${name} IS NULL`;
}

function insertStaged({ table, target, staging }: MergePlace, condition: string): string {
  const columns = materialColumns(table).map(({ name }) => quoteName(name)).join(", ");
  return `INSERT INTO ${target} (${columns}) SELECT ${columns} FROM ${staging} WHERE ${condition}`;
}

function keyColumns(table: TableSchema, key: "primary_key" | "merge_key"): string[] {
  return columnsWith(table, key).map(({ name }) => quoteName(name));
}

function columnsWith(table: TableSchema, hint: "primary_key" | "merge_key" | "hard_delete" | "dedup_sort"): ColumnSchema[] {
  return materialColumns(table).filter((column) => column[hint] !== undefined && column[hint] !== false);
}
