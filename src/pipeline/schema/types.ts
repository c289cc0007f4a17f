/** The schema of a pipeline: tables, columns and hints, as dlt stores them (engine version 11). Keys keep dlt's snake_case. */

/** dlt's data types. */
export const dataTypes = ["text", "double", "bool", "timestamp", "bigint", "binary", "json", "decimal", "wei", "date", "time"] as const;

/** One of dlt's data types; `bigint` is a 64-bit integer, `wei` a whole number of up to 38 digits. */
export type DataType = (typeof dataTypes)[number];

/** One column: its type, and hints with dlt's names. Hints that begin with `x-` are kept as they are. */
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

/** What happens to the rows of a table when new ones arrive: they stay, go, or are merged by key; `skip` leaves the table alone. */
export type WriteDisposition = "append" | "replace" | "merge" | "skip";

/** What data may add to a schema (dlt: schema contract entities). */
export type ContractEntity = "tables" | "columns" | "data_type";

/** What happens to data that would add it. */
export type ContractMode = "evolve" | "freeze" | "discard_row" | "discard_value";

/** One mode for all entities, or a mode for some; what is not named evolves. */
export type SchemaContract = ContractMode | Readonly<Partial<Record<ContractEntity, ContractMode>>>;

/** A contract with every mode named. */
export type FullContract = Readonly<Record<ContractEntity, ContractMode>>;

/** One table: its columns in order, and how its rows are loaded. */
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
  /** Counts for the nested tables, too. */
  schema_contract?: SchemaContract;
  "x-merge-strategy"?: string;
  "x-replace-strategy"?: string;
  /** ISO 8601. When rows of a `scd2` merge begin and end to count; absent: when the package was made. */
  "x-boundary-timestamp"?: string;
  /** ISO 8601, or null. What `x-valid-to` holds in rows that count; null unless given. */
  "x-active-record-timestamp"?: string | null;
  /** True if the rows of a merge bring each key once, so that they need not be deduplicated. */
  "x-stage-data-deduplicated"?: boolean;
  /** `evolve-columns-once`: the table is new, and its contract begins to count after its first package. */
  "x-normalizer"?: { "seen-data"?: boolean; "evolve-columns-once"?: boolean; max_nesting?: number; [key: string]: unknown };
  [hint: `x-${string}`]: unknown;
}

/** What a schema says about columns that it does not know yet. */
export interface SchemaSettings {
  /** Detections in the order in which they look at the first value of a column. */
  detections: string[];
  /** Hint → columns that get it: exact names, or regular expressions after `re:`. */
  default_hints: Record<string, string[]>;
  /** Column, exact or as a regular expression after `re:` → its type, whatever its values look like. */
  preferred_types?: Record<string, DataType>;
  /** For tables without a contract of their own. */
  schema_contract?: SchemaContract;
}

/** A schema as dlt stores it: tables, settings, and the version that its content has. */
export interface StoredSchema {
  version: number;
  version_hash: string;
  engine_version: 11;
  name: string;
  tables: Record<string, TableSchema>;
  settings: SchemaSettings;
  normalizers: { names: string; json: { module: string; config?: Record<string, unknown> } };
  previous_hashes: string[];
}

/** Columns (and whole tables) that data added to a schema: what a normalize worker hands back. */
export interface PartialTable {
  name: string;
  parent?: string;
  columns: Record<string, ColumnSchema>;
}
