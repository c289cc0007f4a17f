/** A schema as dlt prints it: without what goes without saying. */
import { putOwn } from "../schema.ts";
import type { ColumnSchema, StoredSchema, TableSchema } from "../types.ts";

/**
 * The schema as plain data in dlt's order, without names that stand as keys already, and without column hints that are
 * false (dlt: remove_defaults).
 */
export function plainSchema(schema: StoredSchema): Record<string, unknown> {
  const { version, version_hash, engine_version, name, tables, settings, normalizers, previous_hashes, ...others } = schema;
  return { version, version_hash, engine_version, name, tables: mapFields(tables, plainTable), settings, normalizers, previous_hashes, ...others };
}

function plainTable({ name: _name, columns, ...hints }: TableSchema): Record<string, unknown> {
  return { columns: mapFields(columns, plainColumn), ...hints };
}

/** `nullable` is said either way. */
function plainColumn({ name: _name, ...hints }: ColumnSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(hints).filter(([key, value]) => value !== undefined && value !== null && (value !== false || key === "nullable")));
}

/** An object with the same keys, whatever they are called. */
function mapFields<Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => unknown): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) putOwn(changed, key, change(value));
  return changed;
}
