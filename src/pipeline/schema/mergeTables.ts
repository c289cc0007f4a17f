/** Tables that data or hints added → one schema; what cannot be reconciled is told, not guessed. */
import { pipelineError } from "../errors.ts";
import { columnOf, putOwn, tableOf } from "./schema.ts";
import type { ColumnSchema, PartialTable, StoredSchema, TableSchema } from "./types.ts";

/** A column for which two files found types that do not go together. */
export interface ColumnConflict {
  readonly table: string;
  readonly column: string;
  readonly known: string;
  readonly found: string;
}

/** Says whether a column is not in the destination yet, so that its type may still widen from bigint to double. */
export type IsWidenable = (table: string, column: string) => boolean;

/**
 * Finds what keeps updates from being merged.
 *
 * @throws E412 when a table would get a second parent
 */
export function findConflicts(schema: StoredSchema, updates: readonly PartialTable[], isWidenable: IsWidenable): ColumnConflict[] {
  const conflicts: ColumnConflict[] = [];
  for (const update of updates) {
    const table = tableOf(schema, update.name);
    if (table === undefined) continue;
    requireSameParent(table, update);
    for (const [column, found] of Object.entries(update.columns)) {
      const known = columnOf(table, column);
      if (known?.data_type === undefined || found.data_type === undefined || known.data_type === found.data_type) continue;
      if (areNumbers(known, found) && isWidenable(update.name, column)) continue;
      conflicts.push({ table: update.name, column, known: known.data_type, found: found.data_type });
    }
  }
  return conflicts;
}

/**
 * Merges what a file added, in place. Call only without conflicts. Where one file found bigint and another double,
 * the column is double.
 */
export function mergeUpdates(schema: StoredSchema, updates: readonly PartialTable[]): void {
  for (const update of updates) {
    let table = tableOf(schema, update.name);
    if (table === undefined) {
      table = update.parent === undefined ? newRootTable(update.name) : { name: update.name, columns: {}, parent: update.parent };
      putOwn(schema.tables, update.name, table);
    }
    for (const [name, column] of Object.entries(update.columns)) {
      const known = columnOf(table, name);
      const widened = known !== undefined && areNumbers(known, column) ? { data_type: "double" as const } : {};
      putOwn(table.columns, name, { ...column, ...known, ...withoutType(known, column), ...widened });
    }
  }
}

/**
 * Puts a table that a resource's hints describe into the schema, in place: hints win over what was there, types
 * that data gave must agree (dlt: update_table).
 *
 * @throws E412 for another parent, E413 for another type of a column that has one
 */
export function updateTable(schema: StoredSchema, table: TableSchema): void {
  const known = tableOf(schema, table.name);
  if (known === undefined) {
    putOwn(schema.tables, table.name, structuredClone(table));
    return;
  }
  requireSameParent(known, table);
  const { columns, ...properties } = table;
  for (const key of ["primary_key", "merge_key"] as const) {
    if (Object.values(columns).some((column) => column[key])) for (const column of Object.values(known.columns)) delete column[key];
  }
  for (const [name, column] of Object.entries(columns)) {
    const before = columnOf(known, name);
    if (before?.data_type !== undefined && column.data_type !== undefined && before.data_type !== column.data_type) {
      throw pipelineError("E413", { table: table.name, column: name, type: before.data_type, other: column.data_type });
    }
    putOwn(known.columns, name, { ...before, ...column });
  }
  Object.assign(known, structuredClone(properties), known["x-normalizer"] && { "x-normalizer": { ...known["x-normalizer"], ...table["x-normalizer"] } });
}

/** Marks tables that received rows (dlt: `x-normalizer.seen-data`): from now on their contracts count for columns, too. In place. */
export function markSeenData(schema: StoredSchema, tables: Iterable<string>): void {
  for (const name of tables) {
    const table = tableOf(schema, name);
    if (table === undefined) continue;
    const { "evolve-columns-once": _once, ...kept } = table["x-normalizer"] ?? {};
    table["x-normalizer"] = { ...kept, "seen-data": true };
  }
}

/**
 * Requires that every column that may not be null has a type by now, in tables that received rows: it has got no value
 * at all otherwise (dlt: UnboundColumnException).
 *
 * @throws E838
 */
export function requireColumnTypes(schema: StoredSchema, tables: Iterable<string>): void {
  for (const name of tables) {
    const unbound = Object.values(tableOf(schema, name)?.columns ?? {}).find((column) => column.nullable === false && column.data_type === undefined);
    if (unbound !== undefined) throw pipelineError("E838", { table: name, column: unbound.name });
  }
}

function newRootTable(name: string): TableSchema {
  return { name, columns: {}, write_disposition: "append", resource: name };
}

function requireSameParent(table: TableSchema, other: PartialTable | TableSchema): void {
  if (table.parent === other.parent) return;
  throw pipelineError("E412", { table: table.name, parent: table.parent ?? "no table", other: other.parent ?? "no table" });
}

function areNumbers(a: ColumnSchema, b: ColumnSchema): boolean {
  return (a.data_type === "bigint" && b.data_type === "double") || (a.data_type === "double" && b.data_type === "bigint");
}

/** A column that had no type yet takes the type and nullability that data gave. */
function withoutType(known: ColumnSchema | undefined, found: ColumnSchema): Partial<ColumnSchema> {
  if (known === undefined || known.data_type !== undefined || found.data_type === undefined) return {};
  return { data_type: found.data_type, nullable: known.nullable ?? found.nullable };
}
