/** The tables that every schema has, and the one that holds a pipeline's state (dlt: schema/utils). */
import type { ColumnSchema, DataType, TableSchema } from "./types.ts";

export const versionTableName = "_dlt_version";
export const loadsTableName = "_dlt_loads";
export const stateTableName = "_dlt_pipeline_state";

/** System columns of data rows. */
export const rowIdColumn = "_dlt_id";
export const loadIdColumn = "_dlt_load_id";
export const parentIdColumn = "_dlt_parent_id";
export const rootIdColumn = "_dlt_root_id";
export const listIndexColumn = "_dlt_list_idx";

/** Hints that a new schema gives to columns by their names. */
export function defaultHints(): Record<string, string[]> {
  return {
    not_null: [rowIdColumn, rootIdColumn, parentIdColumn, listIndexColumn, loadIdColumn],
    parent_key: [parentIdColumn],
    root_key: [rootIdColumn],
    unique: [rowIdColumn],
    row_key: [rowIdColumn],
  };
}

/** True for names of the library's own tables. */
export function isSystemTable(name: string): boolean {
  return name.startsWith("_dlt");
}

/** Holds each version of the schema that reached the destination. */
export function versionTable(): TableSchema {
  return {
    name: versionTableName,
    columns: columnsOf([
      ["version", "bigint", false],
      ["engine_version", "bigint", false],
      ["inserted_at", "timestamp", false],
      ["schema_name", "text", false],
      ["version_hash", "text", false],
      ["schema", "text", false],
    ]),
    write_disposition: "skip",
    resource: versionTableName,
    description: "Created by DLT. Tracks schema updates",
  };
}

/** Holds the id of each package that was loaded completely. */
export function loadsTable(): TableSchema {
  const columns = columnsOf([
    ["load_id", "text", false],
    ["schema_name", "text", true],
    ["status", "bigint", false],
    ["inserted_at", "timestamp", false],
    ["schema_version_hash", "text", true],
  ]);
  Object.assign(columns.load_id ?? {}, { precision: 64 });
  return { name: loadsTableName, columns, write_disposition: "skip", resource: loadsTableName, description: "Created by DLT. Tracks completed loads" };
}

/** Holds the pipeline's state; extracted like data when the state changed. */
export function stateTable(): TableSchema {
  const columns = columnsOf([
    ["version", "bigint", false],
    ["engine_version", "bigint", false],
    ["pipeline_name", "text", false],
    ["state", "text", false],
    ["created_at", "timestamp", false],
    ["version_hash", "text", true],
    [loadIdColumn, "text", false],
    [rowIdColumn, "text", false],
  ]);
  Object.assign(columns[loadIdColumn] ?? {}, { precision: 64 });
  Object.assign(columns[rowIdColumn] ?? {}, { unique: true, row_key: true });
  return { name: stateTableName, columns, write_disposition: "append", file_format: "preferred", resource: stateTableName };
}

function columnsOf(rows: readonly (readonly [string, DataType, boolean])[]): Record<string, ColumnSchema> {
  return Object.fromEntries(rows.map(([name, data_type, nullable]) => [name, { name, data_type, nullable }]));
}
