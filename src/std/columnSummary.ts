/** One column of a table in memory in a few numbers. */
import { comparable, compareValues, type Comparable } from "./compareValues.ts";
import type { ColumnType, TableValue } from "./output.ts";
import type { SourceSummary } from "./tableSource.ts";
import { tableValue } from "./tableSource.ts";

const steps = 20;
const frequentValues = 10;
/** Different values that are told apart; beyond, their number is a lower bound. */
const countedValues = 200_000;

/** @param read  the value of the row at an index */
export function summarizeColumn(column: { readonly name: string; readonly type: ColumnType }, length: number, read: (index: number) => unknown): SourceSummary {
  const counts = new Map<unknown, number>();
  let nulls = 0;
  let [smallest, greatest]: [Extreme | null, Extreme | null] = [null, null];
  for (let index = 0; index < length; index += 1) {
    const value = read(index);
    const key = comparable(value);
    if (key === null) {
      nulls += 1;
      continue;
    }
    if (counts.size < countedValues || counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (Number.isNaN(key)) continue;
    if (smallest === null || compareValues(key, smallest.key) < 0) smallest = { key, value };
    if (greatest === null || compareValues(key, greatest.key) > 0) greatest = { key, value };
  }
  const isOrdered = column.type !== "json" && column.type !== "unknown";
  const isMeasured = column.type === "number" || column.type === "bigint" || column.type === "date";
  return {
    column: column.name,
    rows: length,
    nulls,
    distinct: counts.size,
    ...(counts.size < countedValues ? { distinctIsExact: true } : { distinctIsAtLeast: true }),
    min: isOrdered && smallest !== null ? tableValue(smallest.value) : null,
    max: isOrdered && greatest !== null ? tableValue(greatest.value) : null,
    histogram: isMeasured ? histogramOf(length, read, column.type === "date") : [],
    frequent: isMeasured ? [] : mostFrequent(counts),
  };
}

interface Extreme {
  readonly key: Comparable;
  readonly value: unknown;
}

function mostFrequent(counts: ReadonlyMap<unknown, number>): SourceSummary["frequent"] {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, frequentValues)
    .map(([value, rows]) => ({ value: tableValue(value), rows }));
}

/** Twenty equal steps from the smallest finite value to the greatest. */
function histogramOf(length: number, read: (index: number) => unknown, isDate: boolean): SourceSummary["histogram"] {
  let [low, high] = [Infinity, -Infinity];
  const numbers = new Float64Array(length);
  for (let index = 0; index < length; index += 1) {
    const number = measure(read(index), isDate);
    numbers[index] = number;
    if (!Number.isFinite(number)) continue;
    if (number < low) low = number;
    if (number > high) high = number;
  }
  if (low > high) return [];
  const width = (high - low) / steps;
  if (!(width > 0)) return [{ from: edge(low, isDate), to: edge(low, isDate), rows: numbers.reduce((count, number) => count + Number(number === low), 0) }];
  const counts = Array.from({ length: steps }, () => 0);
  for (const number of numbers) {
    if (!Number.isFinite(number)) continue;
    const step = Math.min(steps - 1, Math.floor((number - low) / width));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts.map((rows, step) => ({ from: edge(low + step * width, isDate), to: edge(step === steps - 1 ? high : low + (step + 1) * width, isDate), rows }));
}

/** NaN for what has no size. */
function measure(value: unknown, isDate: boolean): number {
  if (value === null || value === undefined || value === "") return Number.NaN;
  if (value instanceof Date) return value.getTime();
  return isDate ? Date.parse(String(value)) : Number(value);
}

function edge(value: number, isDate: boolean): TableValue {
  return isDate ? new Date(value).toISOString() : value;
}
