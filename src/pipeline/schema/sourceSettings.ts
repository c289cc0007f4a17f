/** What a source says about all its tables → the settings of its schema (dlt: max_table_nesting, root_key, schema_contract). */
import { storedContract } from "./contract.ts";
import type { SchemaContract, StoredSchema } from "./types.ts";

/** Options of a source that count for all its tables, unless a resource says something else. */
export interface SourceSettings {
  /** Levels of nesting that become tables of their own, for resources that do not say. Default 1,000. */
  readonly maxTableNesting?: number | undefined;
  /** Whether rows of nested tables carry the id of their root row. Default: where a merge needs it. */
  readonly rootKey?: boolean | undefined;
  /** What new data may change, for resources that do not say. */
  readonly schemaContract?: SchemaContract | undefined;
}

/**
 * Puts the settings into the schema, in place; what is not given stays as it was.
 *
 * @throws E834 for a contract that there is not
 */
export function applySourceSettings(schema: StoredSchema, place: string, settings: SourceSettings): void {
  const { maxTableNesting, rootKey, schemaContract } = settings;
  const config = schema.normalizers.json.config;
  if (maxTableNesting !== undefined) schema.normalizers.json.config = { ...config, max_nesting: maxTableNesting };
  if (rootKey !== undefined) schema.normalizers.json.config = { ...schema.normalizers.json.config, root_key_propagation: rootKey };
  if (schemaContract !== undefined) schema.settings.schema_contract = storedContract(schemaContract, place);
}
