/** A chart's spec → what is drawn: numeric points, axes, and what had to be left out. Pure, so it can be tested without drawing. */
import type { ChartSpec, TableValue } from "../../kernel/protocol.ts";
import { formatTick } from "../numbers.ts";
import { linearScale, logScale } from "./chartScale.ts";
import type { AxisScale } from "./chartScale.ts";

/** Up to this many points each point is marked; beyond, the line speaks alone. */
const MARKED_POINTS = 40;

export interface ChartModel {
  /** One object per drawn point: `x` and `s0`, `s1` … by series. A value that cannot be drawn is null. */
  readonly points: readonly ChartPoint[];
  readonly series: readonly { readonly field: string; readonly label: string; readonly color: string }[];
  /** Absent on a category axis. */
  readonly xAxis: AxisScale | null;
  readonly yAxis: AxisScale;
  readonly marksPoints: boolean;
  /** Values that a logarithmic axis cannot show, or that are not numbers. */
  readonly leftOut: number;
  formatX(value: TableValue): string;
  formatY(value: number): string;
}

export interface ChartPoint {
  readonly x: number | string;
  readonly [series: string]: number | string | null;
}

/**
 * @param width  of the whole chart in px; decides how many ticks have room
 * @param height  of the plot in px
 */
export function chartModel(spec: ChartSpec, width: number, height: number): ChartModel {
  const isCategory = spec.xScale === "category" || spec.type === "bar";
  const fields = spec.series.map((_series, index) => `s${index}`);
  let leftOut = 0;
  const points: ChartPoint[] = [];
  for (const row of spec.data) {
    const x = isCategory ? categoryOf(row[spec.x] ?? null) : numberOf(row[spec.x] ?? null);
    if (x === null || (!isCategory && spec.xScale === "log" && Number(x) <= 0)) {
      leftOut += 1;
      continue;
    }
    const point: Record<string, number | string | null> = { x };
    spec.series.forEach((series, index) => {
      const given = row[series.key] ?? null;
      const y = numberOf(given);
      const shown = y !== null && (spec.yScale !== "log" || y > 0) ? y : null;
      if (given !== null && shown === null) leftOut += 1;
      point[`s${index}`] = shown;
    });
    points.push(point as ChartPoint);
  }

  const ys = points.flatMap((point) => fields.map((field) => point[field])).filter((y): y is number => typeof y === "number");
  const yTicks = Math.max(3, Math.min(7, Math.floor(height / 52)));
  const yAxis = spec.yScale === "log" ? logScale(ys, yTicks, "round") : linearScale(ys, yTicks, "round", spec.type === "bar" ? "always" : "near");
  const xAxis = isCategory ? null : numericAxis(spec, points, width);
  const shortX = xAxis !== null && (spec.xScale === "log" || xAxis.ticks.some((tick) => Math.abs(tick) >= 1e6));
  const shortY = spec.yScale === "log" || yAxis.ticks.some((tick) => Math.abs(tick) >= 1e6);
  return {
    points,
    series: spec.series.map((series, index) => ({ field: `s${index}`, label: series.label, color: `var(--chart-${(index % 6) + 1})` })),
    xAxis,
    yAxis,
    marksPoints: points.length <= MARKED_POINTS,
    leftOut,
    formatX: (value) => (typeof value === "number" ? formatTick(value, shortX) : String(value ?? "")),
    formatY: (value) => formatTick(value, shortY),
  };
}

function numericAxis(spec: ChartSpec, points: readonly ChartPoint[], width: number): AxisScale {
  const xs = [...points.map((point) => Number(point.x)), ...(spec.xValues ?? [])];
  const room = Math.max(3, Math.floor(width / 72));
  return spec.xScale === "log" ? logScale(xs, room, "tight") : linearScale(xs, Math.min(8, room), "tight", "never");
}

/** Numbers, and texts that are numbers (bigints travel as texts). */
function numberOf(value: TableValue): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  return null;
}

function categoryOf(value: TableValue): string | null {
  if (value === null) return null;
  return typeof value === "number" ? formatTick(value, Math.abs(value) >= 1e6) : String(value);
}
