/** Axes of a chart written as elements, where it leaves them open: number or category, from where to where, which ticks. */
import type { ChartElement, NumberFormat } from "../../../kernel/protocol.ts";
import { type AxisScale, linearScale, logScale } from "../chartScale.ts";
import { formatAxisNumber } from "../tickFormat.ts";
import { formatTimeTick, readTime, timeScale } from "../timeScale.ts";
import { type ElementModel, isVertical, type Row } from "./elementModel.ts";

export interface ElementAxis {
  readonly element: ChartElement;
  readonly type: "number" | "category";
  /** Decided here; null where the library decides. */
  readonly scale: AxisScale | null;
  format(value: unknown): string;
}

/** @param room  px along the axis */
export function elementAxis(model: ElementModel, element: ChartElement, hidden: ReadonlySet<string>, room: number): ElementAxis {
  const { props } = element;
  const isX = element.type === "XAxis";
  const ofValues = isX === isVertical(model.chart);
  const isScaled = ["linear", "log", "time", "sqrt"].includes(String(props["scale"]));
  const type = props["type"] === "category" ? "category" : props["type"] === "number" || isScaled || ofValues || model.chart.type === "ScatterChart" ? "number" : "category";
  const scale = type === "category" || props["domain"] !== undefined || props["ticks"] !== undefined || model.chart.props["stackOffset"] === "expand" ? null : decide(model, element, ofValues, hidden, room);
  return { element, type, scale, format: formatOf(props["tickFormatter"] as NumberFormat | undefined, String(props["scale"]), scale) };
}

/** A value of a time axis as the library needs it. */
export function timeValue(value: unknown): number | null {
  return readTime(value);
}

function decide(model: ElementModel, element: ChartElement, ofValues: boolean, hidden: ReadonlySet<string>, room: number): AxisScale {
  const { props } = element;
  const scale = String(props["scale"]);
  const isX = element.type === "XAxis";
  const most = isX ? Math.max(3, Math.floor(room / 72)) : Math.max(3, Math.min(7, Math.floor(room / 52)));
  if (scale === "time") return timeScale(keyValues(model, props["dataKey"], true), Math.max(2, Math.floor(room / 84)));
  const lines = model.chart.children.flatMap((child) => (child.type === "ReferenceLine" ? [Number(child.props[isX ? "x" : "y"])] : []));
  const values = [...(ofValues && model.chart.type !== "ScatterChart" ? seriesValues(model, element, hidden) : keyValues(model, props["dataKey"], false)), ...lines.filter(Number.isFinite)];
  const ends = ofValues ? "round" : "tight";
  if (scale === "log") return logScale(values, most, ends);
  const stands = model.series.some(({ element: { type } }) => type === "Bar" || type === "Area");
  return linearScale(values, most, ofValues || model.chart.type === "ScatterChart" ? "round" : "tight", ofValues ? (stands ? "always" : "near") : "never");
}

function keyValues(model: ElementModel, key: unknown, asTime: boolean): number[] {
  const lists = [model.rows, ...model.series.flatMap((series) => (series.rows === undefined ? [] : [series.rows]))];
  return lists.flatMap((rows) => rows.flatMap((row) => (asTime ? readTime(row[String(key)]) : numberIn(row, String(key))) ?? []));
}

/** Values of the series on this axis, stacks added up. */
function seriesValues(model: ElementModel, axis: ChartElement, hidden: ReadonlySet<string>): number[] {
  const idName = axis.type === "XAxis" ? "xAxisId" : "yAxisId";
  const here = model.series.filter(({ element, label }) => (element.props[idName] ?? 0) === (axis.props[idName] ?? 0) && !hidden.has(label));
  const values: number[] = [];
  for (const rows of new Set(here.map((series) => series.rows ?? model.rows))) {
    for (const row of rows) {
      const stacks = new Map<string, readonly [number, number]>();
      for (const { element, key, rows: own } of here) {
        if ((own ?? model.rows) !== rows) continue;
        const value = row[key];
        if (Array.isArray(value)) values.push(...value.filter((end) => typeof end === "number"));
        if (typeof value !== "number") continue;
        const stack = element.props["stackId"];
        const [above, below] = stacks.get(String(stack)) ?? [0, 0];
        if (stack === undefined) values.push(value);
        else stacks.set(String(stack), value < 0 ? [above, below + value] : [above + value, below]);
      }
      for (const ends of stacks.values()) values.push(...ends);
    }
  }
  return values;
}

function numberIn(row: Row, key: string): number | null {
  const value = row[key];
  return typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : null;
}

function formatOf(format: NumberFormat | undefined, scale: string, axis: AxisScale | null): (value: unknown) => string {
  const step = axis === null ? 0 : (axis.ticks[1] ?? axis.domain[1]) - (axis.ticks[0] ?? axis.domain[0]);
  const shorten = scale === "log" || axis?.ticks.some((tick) => Math.abs(tick) >= 1e6) === true;
  return (value) => {
    if (typeof value !== "number") return cut(String(value ?? ""));
    if (scale === "time" && axis !== null) return formatTimeTick(value, step);
    return formatAxisNumber(value, format ?? "number", shorten);
  };
}

const cut = (text: string): string => (text.length > 22 ? `${text.slice(0, 21)}…` : text);
