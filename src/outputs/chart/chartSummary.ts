/** A chart in a few sentences, for those who do not see it. */
import type { ChartSeries, ChartSpec } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";
import { formatRead } from "./tickFormat.ts";
import { formatTime, readTime } from "./timeScale.ts";

const kinds = { area: "Area chart", line: "Line chart", bar: "Bar chart", scatter: "Scatter chart" } as const;
/** Series described one by one; a chart of more is read better as a table. */
const DESCRIBED = 8;

/** @returns title, axes, and for each series where it begins, ends, its lowest and highest value, and which way it goes */
export function summarizeChart(spec: ChartSpec): string {
  const kind = spec.stacked === true ? `Stacked ${kinds[spec.type].toLowerCase()}` : kinds[spec.type];
  const what = [kind, spec.title].filter(Boolean).join(": ");
  if (spec.data.length === 0) return `${what}. No points yet.`;
  const axes = `${spec.yLabel ?? (spec.series.length === 1 ? (spec.series[0]?.label ?? "value") : "value")}${scaleNote(spec.yScale)} by ${spec.xLabel ?? spec.x}${scaleNote(spec.xScale)}`;
  const series = spec.series.slice(0, DESCRIBED).map((one) => describeSeries(spec, one, spec.series.length > 1 ? `${one.label}: ` : ""));
  const more = spec.series.length > DESCRIBED ? [`And ${spec.series.length - DESCRIBED} more series.`] : [];
  return [`${what}.`, `${axes}.`, ...series, ...more].join(" ");
}

const scaleNote = (scale: string): string => (scale === "log" ? " (logarithmic)" : "");

interface Pair {
  readonly x: unknown;
  readonly y: number;
}

function describeSeries(spec: ChartSpec, { key }: ChartSeries, prefix: string): string {
  const pairs: Pair[] = [];
  let gaps = 0;
  for (const row of spec.data) {
    const value = row[key];
    if (value === null) gaps += 1;
    else if (value !== undefined && Number.isFinite(Number(value))) pairs.push({ x: row[spec.x] ?? null, y: Number(value) });
  }
  const [first] = pairs;
  if (first === undefined) return `${prefix}no points.`;
  const missing = gaps === 0 ? "" : ` ${gaps === 1 ? "One value is" : `${gaps} values are`} missing.`;
  const low = pairs.reduce((best, pair) => (pair.y < best.y ? pair : best), first);
  const high = pairs.reduce((best, pair) => (pair.y > best.y ? pair : best), first);
  const at = (pair: Pair) => `${formatRead(pair.y, spec.yFormat ?? "number")} at ${readX(spec, pair.x)}`;
  if (pairs.length === 1) return `${prefix}1 point, ${at(first)}.${missing}`;
  const count = `${prefix}${formatNumber(pairs.length)} points`;
  const last = pairs.at(-1) ?? first;
  // Names have no order, and a cloud has no beginning.
  if (spec.xScale === "category" || spec.type !== "line") return `${count}; lowest ${at(low)}, highest ${at(high)}.${missing}`;
  return `${count}, from ${at(first)} to ${at(last)}${trendOf(pairs.map((pair) => pair.y))}; lowest ${at(low)}, highest ${at(high)}.${missing}`;
}

function readX(spec: ChartSpec, x: unknown): string {
  const time = spec.xScale === "time" ? readTime(x) : null;
  if (time !== null) return formatTime(time);
  return typeof x === "number" ? formatRead(x, spec.xFormat ?? "number") : String(x);
}

/** Which way the values go, when they clearly do. */
function trendOf(values: readonly number[]): string {
  const [first = 0] = values;
  const last = values.at(-1) ?? first;
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? value));
  if (steps.length > 1 && steps.every((step) => step > 0)) return ", rising throughout";
  if (steps.length > 1 && steps.every((step) => step < 0)) return ", falling throughout";
  const lowest = values.reduce((least, value) => Math.min(least, value), first);
  const highest = values.reduce((greatest, value) => Math.max(greatest, value), first);
  if (highest === lowest) return ", always the same";
  if (Math.abs(last - first) < 0.2 * (highest - lowest)) return "";
  return last > first ? ", rising overall" : ", falling overall";
}
