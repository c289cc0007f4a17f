/** Columns that held only nulls: one warning per table (dlt: UnboundColumnWithoutTypeException). */
import { fillTemplate } from "../../diagnostic/codedError.ts";
import { schemaErrors } from "./schemaErrors.ts";

/** A warning as the host reports it. */
export interface NullOnlyWarning {
  readonly code: "E488";
  readonly message: string;
}

/**
 * @param schema  name of the schema
 * @param columns `[table, column]`
 */
export function nullOnlyWarnings(schema: string, columns: readonly (readonly [string, string])[]): NullOnlyWarning[] {
  const byTable = new Map<string, string[]>();
  for (const [table, column] of columns) byTable.set(table, [...(byTable.get(table) ?? []), column]);
  return [...byTable].map(([table, names]) => {
    const columnLines = names.map((name) => `  - ${name}`).join("\n");
    return { code: "E488", message: fillTemplate(schemaErrors.E488.message, { schema, table, columnLines, first: JSON.stringify(names[0]) }) };
  });
}
