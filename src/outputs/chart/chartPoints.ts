/** The rows of a chart as points that can be drawn: numbers on axes that can show them. */
import type { ChartSpec, TableValue } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";
import { readTime } from "./timeScale.ts";

/** One drawn point: `x`, and by series `s0`, `s1` … its values, `r0` … its ranges. Null: a gap. Absent: no point. */
export interface ChartPoint {
  readonly x: number | string;
  readonly [field: string]: number | string | readonly [number, number] | null;
}

export interface ChartPoints {
  readonly points: readonly ChartPoint[];
  /** Values that an axis cannot show. */
  readonly leftOut: number;
}

/** Whether the horizontal axis has categories: names, and whatever bars stand on. */
export function hasCategories(spec: ChartSpec): boolean {
  return spec.xScale === "category" || spec.type === "bar";
}

/** @returns points in the order of the data */
export function chartPoints(spec: ChartSpec): ChartPoints {
  let leftOut = 0;
  const points: ChartPoint[] = [];
  const canShow = (y: number) => spec.yScale !== "log" || y > 0;
  for (const row of spec.data) {
    const x = readX(spec, row[spec.x] ?? null);
    if (x === null) {
      leftOut += 1;
      continue;
    }
    const point: Record<string, ChartPoint[string]> = { x };
    for (const [index, series] of spec.series.entries()) {
      const given = row[series.key];
      if (given === undefined) continue;
      const y = numberOf(given);
      const shown = y !== null && canShow(y) ? y : null;
      if (given !== null && shown === null) leftOut += 1;
      point[`s${index}`] = shown;
      const low = numberOf(row[series.low ?? ""] ?? null);
      const high = numberOf(row[series.high ?? ""] ?? null);
      if (shown !== null && low !== null && high !== null && canShow(low)) point[`r${index}`] = [low, high];
    }
    points.push(point as ChartPoint);
  }
  return { points, leftOut };
}

function readX(spec: ChartSpec, value: TableValue): number | string | null {
  if (spec.xScale === "time" && !hasCategories(spec)) return readTime(value);
  if (hasCategories(spec)) return value === null ? null : typeof value === "number" ? formatNumber(value) : categoryText(value);
  const x = numberOf(value);
  return x !== null && (spec.xScale !== "log" || x > 0) ? x : null;
}

/** Moments that begin a day lose their clock. */
function categoryText(value: string | boolean): string {
  return String(value).replace(/^(\d{4}-\d\d-\d\d)T00:00:00(\.000)?Z$/, "$1");
}

/** Numbers, and texts that are numbers (bigints travel as texts). */
function numberOf(value: TableValue): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  return null;
}
