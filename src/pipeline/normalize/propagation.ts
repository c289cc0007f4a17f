/** Which values of a row go to the rows nested in it, and under which names (dlt: relational normaliser, `propagation`). */
import { tableChain, tableOf } from "../schema/schema.ts";
import { rootIdColumn, rowIdColumn } from "../schema/systemTables.ts";
import type { StoredSchema, TableSchema } from "../schema/types.ts";

/** dlt's setting in `normalizers.json.config`. */
interface Propagation {
  readonly root?: Readonly<Record<string, string>>;
  readonly tables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Columns of a table whose values its nested rows get: `[column, name there]`. The id of the root row is not among them,
 * see `propagatesRootKey`.
 */
export function propagatedColumns(schema: StoredSchema, table: string, isRoot: boolean): (readonly [string, string])[] {
  const config = schema.normalizers.json.config?.["propagation"] as Propagation | undefined;
  if (config === undefined) return [];
  const mappings = { ...(isRoot ? config.root : undefined), ...(Object.hasOwn(config.tables ?? {}, table) ? config.tables?.[table] : undefined) };
  return Object.entries(mappings).filter(([column, name]) => !(isRoot && column === rowIdColumn && name === rootIdColumn));
}

/**
 * Rows of nested tables carry the id of their root row when a merge has to find them: for every merge but `scd2`, when
 * the source asks for it (`root_key_propagation`; false forbids it), and where such a column exists already.
 */
export function propagatesRootKey(schema: StoredSchema, table: string): boolean {
  const config = schema.normalizers.json.config;
  const asked = config?.["root_key_propagation"] as boolean | undefined;
  const root = tableOf(schema, table);
  if (asked ?? (root?.write_disposition === "merge" && root["x-merge-strategy"] !== "scd2")) return true;
  const propagation = config?.["propagation"] as Propagation | undefined;
  if (propagation?.root?.[rowIdColumn] === rootIdColumn || propagation?.tables?.[table]?.[rowIdColumn] === rootIdColumn) return true;
  return Object.values(schema.tables).some((nested) => hasRootKey(nested) && tableChain(schema, nested.name).at(-1)?.name === table);
}

function hasRootKey(table: TableSchema): boolean {
  return Object.values(table.columns).some((column) => column.root_key === true);
}
