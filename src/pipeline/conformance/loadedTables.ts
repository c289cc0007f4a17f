/** Everything that a pipeline has loaded, read back from DuckDB with every digit. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { quoteName } from "../destination/duckdb/sqlNames.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { paddedBase64Of } from "../schema/base64.ts";
import { CalendarDate, ClockTime, Timestamp } from "../schema/calendar.ts";
import { Decimal } from "../schema/decimal.ts";
import { columnOf, tableOf } from "../schema/schema.ts";
import type { ColumnSchema, StoredSchema } from "../schema/types.ts";

type Row = Readonly<Record<string, unknown>>;

/** Columns that hold random ids or follow from them. */
const leftOut = new Set(["_dlt_id", "_dlt_parent_id", "_dlt_root_id", "_dlt_list_idx"]);

/** Table → rows, for the tables that have any; ids of loads as the vectors name them, `<load0>` the first. */
export async function loadedTables(pipeline: Pipeline): Promise<Record<string, Row[]>> {
  try {
    const loaded = await pipeline.sqlClient().query<{ load_id: string }>("SELECT load_id FROM _dlt_loads ORDER BY load_id");
    const loads = new Map(loaded.rows().map(({ load_id: id }, index) => [id, `<load${index}>`]));
    const tables: Record<string, Row[]> = {};
    for (const name of pipeline.dataset().tables) {
      const rows = await tableRows(pipeline, name);
      if (rows.length > 0) tables[name] = rows.map((row) => ({ ...row, ...("_dlt_load_id" in row ? { _dlt_load_id: loads.get(row["_dlt_load_id"] as string) } : {}) }));
    }
    return tables;
  } catch (error) {
    if (error instanceof CodedError && error.code === "E473") return {};
    throw error;
  }
}

async function tableRows(pipeline: Pipeline, table: string): Promise<Row[]> {
  const schema = pipeline.defaultSchema;
  const described = await pipeline.sqlClient().query<{ column_name: string }>(`DESCRIBE ${quoteName(table)}`);
  const names = described.rows().map(({ column_name: name }) => name).filter((name) => !leftOut.has(name));
  if (names.length === 0) return Array.from({ length: await pipeline.dataset().table(table).rowCount() }, () => ({}));
  const columns = names.map((name) => `${exactText(name, typeOf(schema, table, name))} AS ${quoteName(name)}`);
  return (await pipeline.sqlClient().query<Record<string, unknown>>(`SELECT ${columns.join(", ")} FROM ${quoteName(table)}`)).rows();
}

function typeOf(schema: StoredSchema, table: string, column: string): ColumnSchema["data_type"] {
  return columnOf(tableOf(schema, table), column)?.data_type;
}

/** SQL that gives a value in a form that {@link comparableRows} reads without loss. */
function exactText(name: string, type: ColumnSchema["data_type"]): string {
  const column = quoteName(name);
  if (type === "timestamp") return `'timestamp ' || epoch_us(${column})`;
  if (type === "date" || type === "time" || type === "decimal" || type === "wei") return `'${type} ' || CAST(${column} AS VARCHAR)`;
  return type === "binary" ? `'binary ' || base64(${column})` : column;
}

/** Tables as text, rows in an order of their own: that of the tables is not part of the facts. */
export function comparableRows(tables: Readonly<Record<string, readonly unknown[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map((row) => printed(vectorValue(row) as Row)).sort()]));
}

function printed(row: Row): string {
  return JSON.stringify(
    Object.keys(row)
      .sort()
      .map((column) => [column, plain(row[column])]),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Timestamp) return `timestamp ${BigInt(value.ms) * 1000n + BigInt(value.micros)}`;
  if (value instanceof CalendarDate) return `date ${value}`;
  if (value instanceof ClockTime) return `time ${value}`.replace(/\.?0+$/, "");
  if (typeof value === "string" && /^time \d\d:\d\d:/.test(value)) return value.replace(/\.?0+$/, "");
  if (value instanceof Decimal) return `decimal ${value}`;
  if (value instanceof Uint8Array) return `binary ${paddedBase64Of(value)}`;
  if (typeof value === "bigint") return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `integer ${value}`;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value;
}
