/** From the points of a chart to the rows that are drawn: plain values, one column a series, repeats put together. */
import type { ChartSeries } from "./chartOutputs.ts";
import type { ChartPoint, ReadOptions } from "./chartOptions.ts";
import type { TableValue } from "./output.ts";
import { previewValue } from "./preview.ts";

export type ChartRow = Readonly<Record<string, TableValue>>;

export interface ChartRows {
  readonly data: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
}

/** The name of the group that a point belongs to. */
export function groupOf(point: ChartRow, groupBy: string): string {
  return String(point[groupBy] ?? "–");
}

/** A value as data. Undefined stays so: there is no point. What is no number where one is wanted becomes null: a gap. */
export function chartValue(value: unknown): TableValue | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" || typeof value === "boolean" || value === null || value === undefined) return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return previewValue(value, 60);
}

/** A point with only what the chart shows of it. */
export function plainPoint(point: ChartPoint, { x, series, groupBy }: ReadOptions): ChartRow {
  const row: Record<string, TableValue> = {};
  const keys = new Set([x, ...series.flatMap(({ y, low, high }) => [y, low, high]), groupBy]);
  for (const key of keys) {
    const value = key === undefined ? undefined : chartValue(point[key]);
    if (key !== undefined && value !== undefined) row[key] = value;
  }
  return row;
}

/** @param points  plain points, in the order in which they came */
export function chartRows(points: readonly ChartRow[], options: ReadOptions): ChartRows {
  const { x, groupBy, repeats } = options;
  const plain = options.series.map(({ y, label, low, high, color }) => ({ key: y, label, ...(low === undefined || high === undefined ? {} : { low, high }), ...(color === undefined ? {} : { color }) }));
  if (groupBy === undefined && !repeats) return { data: points.slice(), series: plain };
  const [only] = plain;
  const spread = groupBy === undefined || only === undefined ? { points, series: plain } : spreadGroups(points, x, groupBy, only);
  return repeats ? joinRepeats(spread.points, x, spread.series) : { data: joinRows(spread.points, x, spread.series), series: spread.series };
}

/** One column for each group, as if every point had been given with its group's name for its value. */
function spreadGroups(points: readonly ChartRow[], x: string, groupBy: string, series: ChartSeries): { points: ChartRow[]; series: ChartSeries[] } {
  const groups = [...new Set(points.map((point) => groupOf(point, groupBy)))];
  const known = new Map(groups.map((group) => [group, group === x ? `${group} (series)` : group]));
  const { low, high } = series;
  return {
    points: points.map((point): ChartRow => {
      const key = known.get(groupOf(point, groupBy)) ?? "";
      const ends = low === undefined || high === undefined ? {} : { [`${key} low`]: point[low] ?? null, [`${key} high`]: point[high] ?? null };
      const value = point[series.key];
      return { [x]: point[x] ?? null, ...(value === undefined ? {} : { [key]: value }), ...ends };
    }),
    series: [...known].map(([label, key]) => ({ key, label, ...(low === undefined ? {} : { low: `${key} low`, high: `${key} high` }) })),
  };
}

/** Rows with equal x become one, as long as they fill different columns. */
function joinRows(points: readonly ChartRow[], x: string, series: readonly ChartSeries[]): ChartRow[] {
  const rows: Record<string, TableValue>[] = [];
  const open = new Map<TableValue, Record<string, TableValue>[]>();
  for (const point of points) {
    const at = point[x] ?? null;
    const same = open.get(at) ?? [];
    const free = same.find((row) => series.every(({ key }) => !(key in point) || !(key in row)));
    if (free !== undefined) Object.assign(free, point);
    else {
      const row = { ...point };
      rows.push(row);
      open.set(at, [...same, row]);
    }
  }
  return inOrder(rows, x);
}

/** Rows with equal x become one with the median of each series and the ends of its range. */
function joinRepeats(points: readonly ChartRow[], x: string, series: readonly ChartSeries[]): ChartRows {
  const byX = new Map<TableValue, ChartRow[]>();
  for (const point of points) {
    const at = point[x] ?? null;
    const same = byX.get(at);
    if (same === undefined) byX.set(at, [point]);
    else same.push(point);
  }
  const ranged = series.map((one) => ({ ...one, low: `${one.key} low`, high: `${one.key} high` }));
  const data = [...byX].map(([at, same]) => {
    const row: Record<string, TableValue> = { [x]: at };
    for (const { key, low, high } of ranged) {
      const values = same.map((point) => point[key]).filter((value) => typeof value === "number").sort((a, b) => a - b);
      const [lowest] = values;
      const highest = values.at(-1);
      if (lowest !== undefined && highest !== undefined) Object.assign(row, { [key]: median(values), [low]: lowest, [high]: highest });
      else if (same.some((point) => key in point)) row[key] = null;
    }
    return row;
  });
  return { data: inOrder(data, x), series: ranged };
}

/** Rows that were put together follow their numbers; texts stay in the order in which they came. */
function inOrder<Row extends ChartRow>(rows: Row[], x: string): Row[] {
  return rows.every((row) => typeof row[x] === "number") ? rows.sort((a, b) => Number(a[x]) - Number(b[x])) : rows;
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}
