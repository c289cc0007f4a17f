/** Hints that a schema gives to new columns by their names. */
import type { ColumnSchema, DataType, StoredSchema } from "./types.ts";

type Settings = StoredSchema["settings"];

const flags = ["parent_key", "root_key", "unique", "row_key", "primary_key", "merge_key", "hard_delete"] as const;

/** True if a setting's pattern names the column: its exact name, or a regular expression after `re:`. */
function matches(pattern: string, column: string): boolean {
  return pattern.startsWith("re:") ? new RegExp(pattern.slice(3)).test(column) : pattern === column;
}

/**
 * A column that was just met, with the schema's default hints (dlt: default_hints).
 *
 * @param dataType undefined while only nulls were seen
 */
export function newColumn(settings: Settings, name: string, dataType: DataType | undefined): ColumnSchema {
  const hinted = (hint: string): boolean => (settings.default_hints[hint] ?? []).some((pattern) => matches(pattern, name));
  const column: ColumnSchema = { name, ...(dataType === undefined ? {} : { data_type: dataType }), nullable: !hinted("not_null") };
  for (const flag of flags) if (hinted(flag)) column[flag] = true;
  return column;
}

/** The type that the schema prefers for columns of this name (dlt: preferred_types). */
export function preferredType(settings: Settings & { readonly preferred_types?: Readonly<Record<string, DataType>> }, column: string): DataType | undefined {
  return Object.entries(settings.preferred_types ?? {}).find(([pattern]) => matches(pattern, column))?.[1];
}
