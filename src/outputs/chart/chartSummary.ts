/** A chart in one sentence or two, for those who do not see it. */
import type { ChartSpec } from "../../kernel/protocol.ts";
import { formatShort } from "../numbers.ts";

const kinds = { area: "Area chart", line: "Line chart", bar: "Bar chart", scatter: "Scatter chart" } as const;

/** @returns title, axes, and for each series where it begins, ends, and its lowest and highest value */
export function summarizeChart(spec: ChartSpec): string {
  const what = [kinds[spec.type], spec.title].filter(Boolean).join(": ");
  if (spec.data.length === 0) return `${what}. No points yet.`;
  const axes = `${spec.yLabel ?? "value"} by ${spec.xLabel ?? spec.x}${spec.xScale === "log" ? " (logarithmic)" : ""}`;
  const series = spec.series.map(({ key, label }) => describeSeries(spec, key, spec.series.length > 1 ? `${label}: ` : ""));
  return [`${what}.`, `${axes}.`, ...series].join(" ");
}

function describeSeries(spec: ChartSpec, key: string, prefix: string): string {
  const pairs = spec.data
    .filter((row) => row[key] !== null && row[key] !== undefined && Number.isFinite(Number(row[key])))
    .map((row) => ({ x: row[spec.x] ?? null, y: Number(row[key]) }));
  const [first] = pairs;
  if (first === undefined) return `${prefix}no points.`;
  const low = pairs.reduce((best, pair) => (pair.y < best.y ? pair : best), first);
  const high = pairs.reduce((best, pair) => (pair.y > best.y ? pair : best), first);
  const at = (pair: typeof first) => `${formatShort(pair.y)} at ${typeof pair.x === "number" ? formatShort(pair.x) : String(pair.x)}`;
  if (pairs.length === 1) return `${prefix}1 point, ${at(first)}.`;
  return `${prefix}${pairs.length} points, from ${at(first)} to ${at(pairs.at(-1) ?? first)}; lowest ${at(low)}, highest ${at(high)}.`;
}
