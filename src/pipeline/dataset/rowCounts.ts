/** Rows of tables, counted in one query. */
import { quoteName, quoteText } from "../destination/duckdb/sqlNames.ts";
import { loadIdColumn, parentIdColumn, rowIdColumn } from "../schema/systemTables.ts";
import type { Bound } from "./condition.ts";

/** Which tables `rowCounts` counts. */
export interface RowCountSpec {
  /** Tables with data. Default true. */
  readonly dataTables?: boolean;
  /** The library's own tables. Default false. */
  readonly dltTables?: boolean;
  /** These tables alone. */
  readonly tableNames?: readonly string[];
  /** Rows of one load package alone, those nested in them too. */
  readonly loadId?: string;
}

/**
 * Counts rows of each table: columns `table_name` and `row_count`.
 *
 * @param parentOf the table in which one is nested; its rows have no load id of their own
 */
export function rowCountQuery(tables: readonly string[], parentOf: (table: string) => string | undefined, loadId: string | undefined): Bound {
  const params: string[] = [];
  const ofPackage = (table: string): string => {
    if (loadId === undefined) return "";
    const parent = parentOf(table);
    if (parent !== undefined) return ` WHERE ${quoteName(parentIdColumn)} IN (SELECT ${quoteName(rowIdColumn)} FROM ${quoteName(parent)}${ofPackage(parent)})`;
    params.push(loadId);
    return ` WHERE ${quoteName(loadIdColumn)} = ?`;
  };
  const sql = tables.map((table) => `SELECT ${quoteText(table)} AS table_name, count(*) AS row_count FROM ${quoteName(table)}${ofPackage(table)}`).join(" UNION ALL ");
  return { sql, params };
}
