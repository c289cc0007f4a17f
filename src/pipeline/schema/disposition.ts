/** Write dispositions and their strategies: what a resource asks for → the keys that a schema keeps (dlt: write_disposition, x-*). */
import { pipelineError } from "../errors.ts";
import { parseIsoDate, parseIsoTimestamp } from "./isoText.ts";
import type { NamingConvention } from "./naming/convention.ts";
import { rowIdColumn } from "./systemTables.ts";
import type { ColumnSchema, TableSchema, WriteDisposition } from "./types.ts";

type ReplaceStrategy = "truncate-and-insert" | "insert-from-staging" | "staging-optimized";

/** Deletes the rows of the keys that arrive, and inserts what arrived. The default of `merge`. */
export interface DeleteInsertSpec {
  readonly disposition: "merge";
  readonly strategy?: "delete-insert";
  /** True if the rows of a load bring each key once: they are then not deduplicated. */
  readonly deduplicated?: boolean;
}

/** Updates the rows that are there by their primary key, and inserts the others; `insert-only` leaves those that are there. */
export interface KeyedMergeSpec {
  readonly disposition: "merge";
  readonly strategy: "upsert" | "insert-only";
  readonly deduplicated?: boolean;
}

/** Keeps every version of a row, with the time from which and up to which it counted. */
export interface HistorySpec {
  readonly disposition: "merge";
  readonly strategy: "scd2";
  /** Names of the two columns. Default `_dlt_valid_from` and `_dlt_valid_to`. */
  readonly validityColumnNames?: readonly [from: string, to: string] | undefined;
  /** What the second column holds in rows that count. Default null. */
  readonly activeRecordTimestamp?: string | Date | null | undefined;
  /** When the rows of this load begin to count. Default: when its package was made. */
  readonly boundaryTimestamp?: string | Date | undefined;
  /** Column that differs when the row differs. Default `_dlt_id`, which then is a hash of the row. */
  readonly rowVersionColumnName?: string | undefined;
  readonly deduplicated?: boolean;
}

/** A disposition with its strategy, e.g. `{ disposition: "merge", strategy: "upsert" }`. */
export type DispositionSpec =
  | { readonly disposition: "append" | "skip" }
  | { readonly disposition: "replace"; readonly strategy?: ReplaceStrategy }
  | DeleteInsertSpec
  | KeyedMergeSpec
  | HistorySpec;

const strategies: Readonly<Record<WriteDisposition, readonly string[]>> = {
  append: [],
  skip: [],
  replace: ["truncate-and-insert", "insert-from-staging", "staging-optimized"],
  merge: ["delete-insert", "upsert", "insert-only", "scd2"],
};
const historyOptions = ["validityColumnNames", "activeRecordTimestamp", "boundaryTimestamp", "rowVersionColumnName"];

/** What a disposition means for a table. */
export interface TableDisposition {
  readonly properties: Pick<
    TableSchema,
    "write_disposition" | "x-merge-strategy" | "x-replace-strategy" | "x-boundary-timestamp" | "x-active-record-timestamp" | "x-stage-data-deduplicated"
  >;
  /** Columns that the strategy adds, by normalized name. */
  readonly columns: readonly ColumnSchema[];
}

/**
 * Reads a disposition.
 *
 * @param table name, for messages
 * @throws E830 for an unknown disposition, E831 for an unknown strategy, E833 for an option that does not belong to it or has a wrong value
 */
export function tableDisposition(naming: NamingConvention, table: string, asked: WriteDisposition | DispositionSpec): TableDisposition {
  const spec: Readonly<Record<string, unknown>> = typeof asked === "string" ? { disposition: asked } : { ...asked };
  const disposition = spec["disposition"] as WriteDisposition;
  if (typeof disposition !== "string" || !Object.hasOwn(strategies, disposition)) throw pipelineError("E830", { table, value: String(disposition) });
  const strategy = spec["strategy"] as string | undefined;
  const known = strategies[disposition];
  if (strategy !== undefined && !known.includes(strategy)) {
    throw pipelineError("E831", { table, disposition, value: String(strategy), known: known.length === 0 ? "none" : known.join(", ") });
  }
  refuseStrayOptions(table, disposition, strategy, spec);
  if (disposition === "replace") return { properties: { write_disposition: disposition, ...(strategy === undefined ? {} : { "x-replace-strategy": strategy }) }, columns: [] };
  if (disposition !== "merge") return { properties: { write_disposition: disposition }, columns: [] };
  const properties = {
    write_disposition: disposition,
    ...(strategy === undefined ? {} : { "x-merge-strategy": strategy }),
    ...(spec["deduplicated"] === true ? { "x-stage-data-deduplicated": true } : {}),
  };
  return strategy === "scd2" ? history(naming, table, spec as unknown as HistorySpec, properties) : { properties, columns: [] };
}

function history(naming: NamingConvention, table: string, spec: HistorySpec, properties: TableDisposition["properties"]): TableDisposition {
  const names: readonly unknown[] = spec.validityColumnNames ?? ["_dlt_valid_from", "_dlt_valid_to"];
  if (!Array.isArray(names) || names.length !== 2 || !names.every((name) => typeof name === "string" && name.trim() !== "") || names[0] === names[1]) {
    throw badOption(table, "validityColumnNames", "is not a pair of different names", 'For example `["valid_from", "valid_to"]`.');
  }
  const [from, to] = names.map((name) => naming.normalizePath(name as string)) as [string, string];
  const version = naming.normalizePath(spec.rowVersionColumnName ?? rowIdColumn);
  const boundary = isoOf(table, "boundaryTimestamp", spec.boundaryTimestamp);
  const active = spec.activeRecordTimestamp === null ? null : isoOf(table, "activeRecordTimestamp", spec.activeRecordTimestamp);
  return {
    properties: {
      ...properties,
      ...(boundary === undefined ? {} : { "x-boundary-timestamp": boundary }),
      ...(active === undefined ? {} : { "x-active-record-timestamp": active }),
    },
    columns: [
      { name: from, data_type: "timestamp", nullable: true, "x-valid-from": true },
      { name: to, data_type: "timestamp", nullable: true, "x-valid-to": true },
      // A version may come back after another one, so its hash is not unique.
      { name: version, nullable: false, "x-row-version": true, unique: false, row_key: false },
    ],
  };
}

function refuseStrayOptions(table: string, disposition: WriteDisposition, strategy: string | undefined, spec: Readonly<Record<string, unknown>>): void {
  const allowed = ["disposition", "strategy", ...(disposition === "merge" ? ["deduplicated"] : []), ...(strategy === "scd2" ? historyOptions : [])];
  const stray = Object.keys(spec).find((option) => spec[option] !== undefined && !allowed.includes(option));
  if (stray === undefined) return;
  const problem = historyOptions.includes(stray) ? "belongs to the strategy `scd2`" : "is not known";
  throw pipelineError("E833", { table, option: stray, strategy: strategy ?? disposition, problem, expected: `Options here: ${allowed.join(", ")}.` });
}

/** Times may be given as dates or as ISO text; schemas keep text. A date without a time is its first instant, UTC. */
function isoOf(table: string, option: string, value: string | Date | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (typeof value === "string" && (parseIsoTimestamp(value) !== undefined || parseIsoDate(value) !== undefined)) return value;
  throw badOption(table, option, `is ${String(value)}, which is no time`, "Give a Date, or ISO 8601 text such as `2024-01-31T00:00:00Z`.");
}

function badOption(table: string, option: string, problem: string, expected: string): ReturnType<typeof pipelineError> {
  return pipelineError("E833", { table, option, strategy: "scd2", problem, expected });
}
