/** A chart's spec → what is drawn: points, axes, looks, and what had to be left out. Pure, so it can be tested without drawing. */
import type { ChartSpec } from "../../kernel/protocol.ts";
import { type ChartPoint, chartPoints, hasCategories } from "./chartPoints.ts";
import { type AxisScale, linearScale, logScale } from "./chartScale.ts";
import { seriesLook, type SeriesLook } from "./seriesLook.ts";
import { thinCloud, thinLine } from "./thinPoints.ts";
import { formatAxisNumber, formatRead } from "./tickFormat.ts";
import { formatTime, formatTimeTick, readTime, timeScale } from "./timeScale.ts";

export type { ChartPoint } from "./chartPoints.ts";

/** Up to this many points each point is marked; beyond, the line speaks alone. */
const MARKED_POINTS = 40;
const CLOUD_POINTS = 2500;

export interface PlotSeries extends SeriesLook {
  /** Name of its values in the points. */
  readonly field: string;
  /** Name of its ranges in the points; null when it has none. */
  readonly range: string | null;
  readonly label: string;
  readonly hidden: boolean;
  /** Whether its line is interrupted where a value is missing. */
  readonly hasGaps: boolean;
}

export interface PlotReference {
  readonly axis: "x" | "y";
  readonly value: number | string;
  readonly label: string | undefined;
}

export interface ChartModel {
  readonly points: readonly ChartPoint[];
  readonly series: readonly PlotSeries[];
  /** Absent on a category axis. */
  readonly xAxis: AxisScale | null;
  readonly yAxis: AxisScale;
  readonly references: readonly PlotReference[];
  readonly marksPoints: boolean;
  /** Values that an axis cannot show. */
  readonly leftOut: number;
  /** How many points there are in all, when not every one is drawn. */
  readonly thinnedFrom: number | null;
  /** Texts of ticks. */
  formatX(value: number | string): string;
  formatY(value: number): string;
  /** Texts for reading a point exactly. */
  readX(value: number | string): string;
  readY(value: number): string;
}

/**
 * @param width  of the whole chart in px; decides how many ticks have room
 * @param height  of the plot in px
 * @param hidden  labels of series that the reader switched off
 */
export function chartModel(spec: ChartSpec, width: number, height: number, hidden: ReadonlySet<string> = new Set()): ChartModel {
  const { points, leftOut } = chartPoints(spec);
  const series = spec.series.map((one, index): PlotSeries => {
    const field = `s${index}`;
    const range = one.low !== undefined && one.high !== undefined && spec.stacked !== true ? `r${index}` : null;
    return { ...seriesLook(one, index), field, range, label: one.label, hidden: hidden.has(one.label), hasGaps: points.some((point) => point[field] === null) };
  });
  const seen = series.filter((one) => !one.hidden);
  const references = readReferences(spec);
  const yAxis = valueAxis(spec, [...valuesOf(points, seen, spec.stacked === true), ...referenceValues(references, "y")], height);
  const xAxis = hasCategories(spec) ? null : numericAxis(spec, points, references, width);
  const drawn = thin(spec, points, seen, { xAxis, yAxis, width, height });
  const shortX = xAxis !== null && (spec.xScale === "log" || isLarge(xAxis));
  const shortY = spec.yScale === "log" || isLarge(yAxis);
  const xStep = xAxis === null ? 0 : (xAxis.ticks[1] ?? xAxis.domain[1]) - (xAxis.ticks[0] ?? xAxis.domain[0]);
  const isTime = spec.xScale === "time" && xAxis !== null;
  const xFormat = spec.xFormat ?? "number";
  const yFormat = spec.yFormat ?? "number";
  return {
    points: drawn,
    series,
    xAxis,
    yAxis,
    references,
    marksPoints: drawn.length <= MARKED_POINTS,
    leftOut,
    thinnedFrom: drawn.length < points.length ? points.length : null,
    formatX: (value) => (typeof value === "string" ? value : isTime ? formatTimeTick(value, xStep) : formatAxisNumber(value, xFormat, shortX)),
    formatY: (value) => formatAxisNumber(value, yFormat, shortY),
    readX: (value) => (typeof value === "string" ? value : isTime ? formatTime(value) : formatRead(value, xFormat)),
    readY: (value) => formatRead(value, yFormat),
  };
}

const isLarge = (axis: AxisScale): boolean => axis.ticks.some((tick) => Math.abs(tick) >= 1e6);

/** All values that the vertical axis must hold. */
function valuesOf(points: readonly ChartPoint[], series: readonly PlotSeries[], stacked: boolean): number[] {
  const values: number[] = [];
  for (const point of points) {
    let [above, below] = [0, 0];
    for (const { field, range } of series) {
      const value = point[field];
      if (typeof value !== "number") continue;
      if (value >= 0) above += value;
      else below += value;
      if (!stacked) values.push(value);
      const ends = range === null ? undefined : point[range];
      if (Array.isArray(ends)) values.push(...(ends as number[]));
    }
    if (stacked) values.push(above, below);
  }
  return values;
}

function valueAxis(spec: ChartSpec, values: readonly number[], height: number): AxisScale {
  const room = Math.max(3, Math.min(7, Math.floor(height / 52)));
  if (spec.yScale === "log") return logScale(values, room, "round");
  return linearScale(values, room, "round", spec.type === "bar" || spec.type === "area" ? "always" : "near");
}

function numericAxis(spec: ChartSpec, points: readonly ChartPoint[], references: readonly PlotReference[], width: number): AxisScale {
  const xs = [...points.map((point) => Number(point.x)), ...(spec.xValues ?? []), ...referenceValues(references, "x")];
  const room = Math.max(3, Math.floor(width / 72));
  if (spec.xScale === "time") return timeScale(xs, Math.min(8, Math.max(2, Math.floor(width / 84))));
  return spec.xScale === "log" ? logScale(xs, room, "tight") : linearScale(xs, Math.min(8, room), "tight", "never");
}

function readReferences(spec: ChartSpec): PlotReference[] {
  return (spec.references ?? []).flatMap(({ axis, value, label }): PlotReference[] => {
    if (axis === "y") return typeof value === "number" ? [{ axis, value, label }] : [];
    if (hasCategories(spec)) return [{ axis, value: chartPoints({ ...spec, data: [{ [spec.x]: value }], series: [] }).points[0]?.x ?? String(value), label }];
    const at = spec.xScale === "time" ? readTime(value) : Number(value);
    return at === null || !Number.isFinite(at) || (spec.xScale === "log" && at <= 0) ? [] : [{ axis, value: at, label }];
  });
}

function referenceValues(references: readonly PlotReference[], axis: "x" | "y"): number[] {
  return references.flatMap((line) => (line.axis === axis && typeof line.value === "number" ? [line.value] : []));
}

interface Room {
  readonly xAxis: AxisScale | null;
  readonly yAxis: AxisScale;
  readonly width: number;
  readonly height: number;
}

function thin(spec: ChartSpec, points: readonly ChartPoint[], series: readonly PlotSeries[], { xAxis, yAxis, width, height }: Room): readonly ChartPoint[] {
  const fields = series.map((one) => one.field);
  if (spec.type === "bar") return points.slice(0, Math.max(60, Math.floor(width / 4)));
  if (spec.type !== "scatter") return thinLine(points, fields, Math.max(100, Math.floor(width / 1.5)));
  const along = (value: number, axis: AxisScale, isLog: boolean, size: number) => {
    const [low, high] = isLog ? [Math.log(axis.domain[0]), Math.log(axis.domain[1])] : axis.domain;
    return (((isLog ? Math.log(value) : value) - low) / (high - low)) * size;
  };
  const place = (point: ChartPoint, field: string, index: number) =>
    [xAxis === null ? index : along(Number(point.x), xAxis, spec.xScale === "log", width), along(Number(point[field]), yAxis, spec.yScale === "log", height)] as const;
  return thinCloud(points, fields, place, CLOUD_POINTS);
}
