/** One column in a few numbers, counted in the database. */
import type { Table } from "apache-arrow";
import { quoteName } from "../destination/duckdb/sqlNames.ts";
import type { Bound } from "./condition.ts";
import type { RunQuery } from "./runQuery.ts";
import { pageValues } from "./tableHandle.ts";
import type { HandleColumn, HandleValue } from "./tableHandle.ts";

/** What a column of a table holds, counted by the database. */
export interface ColumnSummary {
  readonly column: string;
  /** All rows, and those of them without a value. */
  readonly rows: number;
  readonly nulls: number;
  /** Different values, within a few per cent. */
  readonly distinct: number;
  /** Null without values, or where there is no order (JSON, lists). */
  readonly min: HandleValue;
  readonly max: HandleValue;
  /** Of numbers and moments: twenty equal steps from the smallest to the greatest, those without rows too. Dates are ISO text. */
  readonly histogram: readonly { readonly from: HandleValue; readonly to: HandleValue; readonly rows: number }[];
  /** Of all others: the ten most frequent values. */
  readonly frequent: readonly { readonly value: HandleValue; readonly rows: number }[];
}

const steps = 20;
const frequentValues = 10;

export async function summaryOf(run: RunQuery, { sql, params }: Bound, column: HandleColumn): Promise<ColumnSummary> {
  const name = quoteName(column.name);
  const ask = (select: string): Promise<Table> => run(select.replace("{rows}", `(${sql})`), { purpose: "page", params });
  const isMeasured = column.type === "number" || column.type === "bigint" || column.type === "date";
  const [rows = 0, filled = 0, distinct = 0, min = null, max = null] = firstRow(await ask(`SELECT count(*), count(${name}), approx_count_distinct(${name}), min(${name}), max(${name}) FROM {rows}`));
  const summary = { column: column.name, rows: Number(rows), nulls: Number(rows) - Number(filled), distinct: Math.min(Number(distinct), Number(filled)), min, max };
  if (!isMeasured) {
    const found = await ask(`SELECT ${name}, count(*) FROM {rows} WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${frequentValues}`);
    return { ...summary, histogram: [], frequent: pageValues(found).map(([value = null, count]) => ({ value, rows: Number(count) })) };
  }
  const measure = column.type === "date" ? `epoch_ms(${name}::TIMESTAMP)::DOUBLE` : `${name}::DOUBLE`;
  const [low, high] = firstRow(await ask(`SELECT min(m), max(m) FROM (SELECT ${measure} AS m FROM {rows}) WHERE isfinite(m)`));
  if (typeof low !== "number" || typeof high !== "number") return { ...summary, histogram: [], frequent: [] };
  const width = (high - low) / steps;
  const counts = new Map<number, number>();
  const step = width === 0 ? "0" : `least(${steps - 1}, floor((m - ${sqlNumber(low)}) / ${sqlNumber(width)}))`;
  for (const [at, count] of pageValues(await ask(`SELECT ${step}, count(*) FROM (SELECT ${measure} AS m FROM {rows}) WHERE isfinite(m) GROUP BY 1`))) counts.set(Number(at), Number(count));
  const edge = (at: number): HandleValue => {
    const value = at === steps ? high : low + at * width;
    return column.type === "date" ? new Date(value).toISOString() : value;
  };
  const histogram = width === 0 ? [{ from: edge(0), to: edge(0), rows: counts.get(0) ?? 0 }] : Array.from({ length: steps }, (_, at) => ({ from: edge(at), to: edge(at + 1), rows: counts.get(at) ?? 0 }));
  return { ...summary, histogram, frequent: [] };
}

function firstRow(table: Table): HandleValue[] {
  return pageValues(table.slice(0, 1))[0] ?? [];
}

/** A double as SQL reads it back exactly; `5` alone would be an integer, `0.1` a decimal. */
function sqlNumber(value: number): string {
  return `'${value}'::DOUBLE`;
}
