/** A schema as a value: made, copied, looked into. */
import { defaultHints, isSystemTable, loadsTable, versionTable } from "./systemTables.ts";
import type { ColumnSchema, StoredSchema, TableSchema } from "./types.ts";
import { refreshVersion } from "./versionHash.ts";

/**
 * Makes a schema with dlt's system tables and default hints.
 *
 * @param name  identifier, see `schemaNameOfPipeline`
 * @param names naming convention, default `snake_case`
 */
export function newSchema(name: string, names = "snake_case"): StoredSchema {
  const [version, loads] = [versionTable(), loadsTable()];
  return refreshVersion({
    version: 1,
    version_hash: "",
    engine_version: 11,
    name,
    tables: { [version.name]: version, [loads.name]: loads },
    settings: { detections: ["iso_timestamp"], default_hints: defaultHints() },
    normalizers: { names, json: { module: "dlt.common.normalizers.json.relational" } },
    previous_hashes: [],
  });
}

/** A copy that can be changed without changing the original. */
export function cloneSchema(schema: StoredSchema): StoredSchema {
  return structuredClone(schema);
}

/** The table of that name; names of `Object.prototype` are no tables. */
export function tableOf(schema: StoredSchema, table: string): TableSchema | undefined {
  return Object.hasOwn(schema.tables, table) ? schema.tables[table] : undefined;
}

/** The column of that name. */
export function columnOf(table: TableSchema | { readonly columns: TableSchema["columns"] } | undefined, column: string): ColumnSchema | undefined {
  return table !== undefined && Object.hasOwn(table.columns, column) ? table.columns[column] : undefined;
}

/** Sets an own property even for names such as `__proto__`. */
export function putOwn<Value>(record: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A table followed by its parents up to the root table. */
export function tableChain(schema: StoredSchema, table: string): TableSchema[] {
  const chain: TableSchema[] = [];
  for (let at = tableOf(schema, table); at !== undefined && !chain.includes(at); at = at.parent === undefined ? undefined : tableOf(schema, at.parent)) {
    chain.push(at);
  }
  return chain;
}

/** Names of data tables, in the order in which they were made. */
export function dataTableNames(schema: StoredSchema): string[] {
  return Object.keys(schema.tables).filter((name) => !isSystemTable(name));
}
