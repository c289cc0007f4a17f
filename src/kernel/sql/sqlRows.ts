/** The result of an SQL cell: a list of plain objects for code, a table in the database for SQL and for the page. */
import { rowsOf } from "../../pipeline/dataset/arrowRows.ts";
import { relationHandle } from "../../pipeline/dataset/relationHandle.ts";
import type { TableHandle } from "../../pipeline/dataset/tableHandle.ts";
import { tableSymbol } from "../../pipeline/dataset/tableSymbol.ts";
import { CodedError } from "../../diagnostic/codedError.ts";
import { quoteName } from "../../pipeline/destination/duckdb/sqlNames.ts";
import { sqlError } from "./errors.ts";
import type { NotebookDatabase } from "./notebookDatabase.ts";

/** Rows that become objects before other work gets a chance. */
const rowsAtOnce = 20_000;

interface KeptResult {
  readonly table: string;
  readonly rowCount: number;
}

const kept = new WeakMap<object, KeptResult>();

/** The kept table of a list that an SQL cell gave, as long as nobody made it longer or shorter. */
export function keptResultOf(value: unknown): string | undefined {
  const result = typeof value === "object" && value !== null ? kept.get(value) : undefined;
  return result !== undefined && Array.isArray(value) && value.length === result.rowCount ? result.table : undefined;
}

/** The kept table for the page: rows stay in the database and are read page by page. */
export function resultHandle(database: NotebookDatabase, table: string): Promise<TableHandle> {
  return relationHandle({
    run: async (sql, { params } = {}) => {
      try {
        return await database.read(sql, { params });
      } catch (error) {
        if (error instanceof CodedError && /Table with name .* does not exist/.test(error.message)) throw sqlError("E263", {}, { cause: error });
        throw error;
      }
    },
    query: { sql: `SELECT * FROM ${quoteName(table)}`, params: [] },
    jsonColumns: new Set(),
    revision: () => Promise.resolve(0),
  });
}

/**
 * All rows of a kept table as a list. It knows its table: shown, it is paged there, and SQL that reads it reads the table.
 *
 * @param breathe  called now and then; throws when the run is over
 */
export async function rowsOfResult(database: NotebookDatabase, table: string, handle: TableHandle, breathe: () => Promise<void>): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  const all = await database.read(`SELECT * FROM ${quoteName(table)}`);
  for (let offset = 0; offset < all.numRows; offset += rowsAtOnce) {
    for (const row of rowsOf(all.slice(offset, offset + rowsAtOnce))) rows.push(row);
    await breathe();
  }
  Object.defineProperty(rows, tableSymbol, { value: () => handle });
  kept.set(rows, { table, rowCount: rows.length });
  return rows;
}
