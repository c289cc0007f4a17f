/** The schema of a pipeline: tables, columns and hints, as dlt stores them (engine version 11). Keys keep dlt's snake_case. */

/** dlt's data types. */
export type DataType =
  | "text" | "double" | "bool" | "timestamp" | "bigint" | "binary" | "json" | "decimal" | "wei" | "date" | "time";

export interface ColumnSchema {
  name: string;
  /** Absent while the column has only seen nulls. */
  data_type?: DataType;
  nullable?: boolean;
  precision?: number;
  scale?: number;
  timezone?: boolean;
  variant?: boolean;
  primary_key?: boolean;
  merge_key?: boolean;
  unique?: boolean;
  row_key?: boolean;
  parent_key?: boolean;
  root_key?: boolean;
  hard_delete?: boolean;
  dedup_sort?: "asc" | "desc";
  description?: string;
  [hint: `x-${string}`]: unknown;
}

export type WriteDisposition = "append" | "replace" | "merge" | "skip";

export interface TableSchema {
  name: string;
  /** In the order in which columns are made. */
  columns: Record<string, ColumnSchema>;
  /** Name of the table whose rows hold these as a list; absent for root tables. */
  parent?: string;
  write_disposition?: WriteDisposition;
  resource?: string;
  description?: string;
  file_format?: string;
  "x-normalizer"?: { "seen-data"?: boolean; max_nesting?: number; [key: string]: unknown };
  [hint: `x-${string}`]: unknown;
}

export interface StoredSchema {
  version: number;
  version_hash: string;
  engine_version: 11;
  name: string;
  tables: Record<string, TableSchema>;
  settings: { detections: string[]; default_hints: Record<string, string[]> };
  normalizers: { names: string; json: { module: string; config?: Record<string, unknown> } };
  previous_hashes: string[];
}

/** Columns (and whole tables) that data added to a schema: what a normalize worker hands back. */
export interface PartialTable {
  name: string;
  parent?: string;
  columns: Record<string, ColumnSchema>;
}
