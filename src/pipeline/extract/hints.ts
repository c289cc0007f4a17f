/** What a resource says about its table, and how hints given later change it (dlt: apply_hints). */
import type { ColumnSchema, SchemaContract, WriteDisposition } from "../schema/types.ts";
import type { DispositionSpec } from "../schema/tableHints.ts";
import type { Incremental, IncrementalSpec } from "./incremental/incremental.ts";

/** Hints for a column: `{ dataType: "decimal", nullable: false }`. dlt's own spelling (`data_type`) is taken, too. */
export type ColumnSpec = Partial<Omit<ColumnSchema, "name">> & {
  readonly dataType?: ColumnSchema["data_type"];
  readonly primaryKey?: boolean;
  readonly mergeKey?: boolean;
  readonly hardDelete?: boolean;
  readonly dedupSort?: "asc" | "desc";
};

/** Column → hints, or a list of hints with names. */
export type ColumnSpecs = Readonly<Record<string, ColumnSpec>> | readonly (ColumnSpec & { readonly name: string })[];

/** Hints for a table. */
export interface TableOptions<Row = unknown> {
  /** Default: the resource's name. A function decides row by row. */
  readonly tableName?: string | ((row: Row) => string);
  /** Default `append`. With a strategy: `{ disposition: "merge", strategy: "delete-insert" }`. */
  readonly writeDisposition?: WriteDisposition | DispositionSpec;
  /** Column or columns that identify a row, for `merge`. Names as the source has them. */
  readonly primaryKey?: string | readonly string[];
  /** Column or columns whose rows are replaced together by `merge`. */
  readonly mergeKey?: string | readonly string[];
  readonly columns?: ColumnSpecs;
  /** Levels of nesting that become tables of their own; deeper data is stored as JSON. */
  readonly maxTableNesting?: number;
  /** What new data may change: `evolve` (the default), `freeze`, `discard_row` or `discard_value`, for all or for each of `tables`, `columns`, `data_type`. */
  readonly schemaContract?: SchemaContract;
  /** Format of the files that are loaded, where the destination takes several. */
  readonly fileFormat?: string;
  readonly description?: string;
}

/** Options of `dlt.resource`. */
export interface ResourceSpec<Row = unknown, Value = unknown> extends TableOptions<Row> {
  /** Default: the function's name. */
  readonly name?: string;
  /** Load only rows that are newer than the last run's. The function gets it, with its start value, as its last argument. */
  readonly incremental?: Incremental<Value> | IncrementalSpec<Value>;
  /** A sync generator function runs in an extract worker of its own, if there are any; an async one runs beside the others anyway. Both are bounded by `EXTRACT__WORKERS`. */
  readonly parallelized?: boolean;
  /** Default true; a source extracts its selected resources only. */
  readonly selected?: boolean;
}

/** Hints given later: undefined leaves one as it is; null, an empty text or an empty list takes it away. */
export type ChangedHints<Row = unknown> = { readonly [Name in keyof Omit<ResourceSpec<Row>, "name">]?: ResourceSpec<Row>[Name] | null | undefined };

export const tableOptionNames = ["tableName", "writeDisposition", "primaryKey", "mergeKey", "columns", "maxTableNesting", "schemaContract", "fileFormat", "description"] as const satisfies readonly (keyof TableOptions)[];

export const resourceOptionNames = [...tableOptionNames, "name", "incremental", "parallelized", "selected"] as const satisfies readonly (keyof ResourceSpec)[];

/** Puts `changes` over `hints`. Columns are changed one by one, and within a column hint by hint. */
export function changeHints<Hints extends object>(hints: Hints, changes: object): Hints {
  const changed = { ...hints } as Record<string, unknown>;
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) continue;
    if (change === null || change === "" || (Array.isArray(change) && change.length === 0)) delete changed[name];
    else changed[name] = name === "columns" ? mergeColumns(changed[name] as ColumnSpecs | undefined, change as ColumnSpecs) : change;
  }
  return changed as Hints;
}

/** The columns of both; where both name one, its hints are joined, and those of `later` win. */
export function mergeColumns(earlier: ColumnSpecs | undefined, later: ColumnSpecs | undefined): Readonly<Record<string, ColumnSpec>> {
  const columns = new Map(columnEntries(earlier));
  for (const [name, column] of columnEntries(later)) columns.set(name, { ...columns.get(name), ...column });
  return Object.fromEntries(columns);
}

function columnEntries(columns: ColumnSpecs | undefined): (readonly [string, ColumnSpec])[] {
  if (columns === undefined) return [];
  if (!Array.isArray(columns)) return Object.entries(columns);
  return columns.map(({ name, ...column }: ColumnSpec & { readonly name: string }) => [name, column] as const);
}
