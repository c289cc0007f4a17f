/** Charts as data that can grow: `chart.line`, `chart.bar`, `chart.scatter`. */
import type { CellHost, OutputSlot } from "./cellHost.ts";
import { stdError } from "./errors.ts";
import { outputSymbol } from "./formatValue.ts";
import type { ChartOutput, ChartSpec, Output, TableValue } from "./output.ts";
import { previewValue, typeName } from "./preview.ts";
import { liveSymbol, type LiveValue } from "./show.ts";
import { isPlainObject } from "./tableSource.ts";

/** One point: an object with the values that the options name. */
export type ChartPoint = Readonly<Record<string, unknown>>;

/** What a chart shows and how. */
export interface ChartOptions<Point extends object = ChartPoint> {
  /** Name of the horizontal value. */
  readonly x: Extract<keyof Point, string>;
  /** Name or names of the vertical values; one series each. */
  readonly y: Extract<keyof Point, string> | readonly Extract<keyof Point, string>[];
  /** Default: `linear` for numbers, else `category`. */
  readonly xScale?: "linear" | "log" | "category";
  /** Default `linear`. */
  readonly yScale?: "linear" | "log";
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Values that the horizontal axis will reach, so that a growing chart does not jump. */
  readonly xValues?: readonly number[];
}

/** A chart in a cell. It shows itself when it is the last expression or is given to `display`. */
export interface Chart<Point extends object = ChartPoint> {
  /** Adds points; a chart that is on the page grows. */
  push(...points: readonly Point[]): void;
  /** The points so far. */
  readonly data: readonly Point[];
}

/** Makes one kind of chart. The type of its points is that of the data; a chart that begins empty can be told: `chart.line<{ n: number; seconds: number }>([], …)`. */
export interface ChartFunction {
  (data: readonly [], options: ChartOptions): Chart;
  <Point extends object>(data: readonly Point[], options: ChartOptions<NoInfer<Point>>): Chart<Point>;
}

export interface ChartMaker {
  readonly line: ChartFunction;
  readonly bar: ChartFunction;
  readonly scatter: ChartFunction;
}

const maxPoints = 20_000;

export function makeChartMaker(host: Pick<CellHost, "check">): ChartMaker {
  const make = (type: ChartSpec["type"]) => ((data: readonly ChartPoint[], options: ChartOptions) => new LiveChart(type, data, options, host)) as ChartFunction;
  return { line: make("line"), bar: make("bar"), scatter: make("scatter") };
}

class LiveChart implements Chart, LiveValue {
  readonly #type: ChartSpec["type"];
  readonly #options: ChartOptions;
  readonly #points: ChartPoint[] = [];
  readonly #keys: readonly string[];
  readonly #host: Pick<CellHost, "check">;
  #slot: OutputSlot | undefined;

  constructor(type: ChartSpec["type"], data: readonly ChartPoint[], options: ChartOptions, host: Pick<CellHost, "check">) {
    this.#type = type;
    this.#options = options;
    this.#host = host;
    if (!isPlainObject(options) || typeof options.x !== "string") throw badOption("x", isPlainObject(options) ? options["x"] : undefined, "the name of the horizontal value");
    this.#keys = typeof options.y === "string" ? [options.y] : options.y;
    if (!Array.isArray(this.#keys) || this.#keys.length === 0) throw badOption("y", options.y, "the name or the names of the vertical values");
    checkScale("xScale", options.xScale, ["linear", "log", "category"]);
    checkScale("yScale", options.yScale, ["linear", "log"]);
    this.#add(data);
  }

  get data(): readonly ChartPoint[] {
    return this.#points;
  }

  push(...points: readonly ChartPoint[]): void {
    this.#host.check();
    this.#add(points);
    this.#slot?.update(() => this[outputSymbol]());
  }

  [liveSymbol](show: (output: Output) => OutputSlot): boolean {
    if (this.#slot !== undefined) return false;
    this.#slot = show(this[outputSymbol]());
    return true;
  }

  [outputSymbol](): ChartOutput {
    const { x, xScale, yScale, title, xLabel, yLabel, xValues } = this.#options;
    const isNumeric = typeof this.#points[0]?.[x] === "number" || (this.#points.length === 0 && xValues !== undefined);
    const keys = [...new Set([x, ...this.#keys])];
    const chart: ChartSpec = {
      type: this.#type,
      data: this.#points.map((point) => Object.fromEntries(keys.map((key) => [key, chartValue(point[key])]))),
      x,
      series: this.#keys.map((key) => ({ key, label: key })),
      xScale: xScale ?? (isNumeric && this.#type !== "bar" ? "linear" : "category"),
      yScale: yScale ?? "linear",
      ...(title === undefined ? {} : { title }),
      ...(xLabel === undefined ? {} : { xLabel }),
      ...(yLabel === undefined ? {} : { yLabel }),
      ...(xValues === undefined ? {} : { xValues: [...xValues] }),
    };
    return { kind: "chart", chart };
  }

  #add(points: readonly ChartPoint[]): void {
    if (!Array.isArray(points)) throw stdError("E502", { type: typeName(points) });
    const wrong: unknown = points.find((point) => typeof point !== "object" || point === null);
    if (wrong !== undefined) throw stdError("E502", { type: `an array with ${previewValue(wrong, 40)}` });
    if (this.#points.length + points.length > maxPoints) throw stdError("E503", { limit: maxPoints });
    if (this.#points.length === 0 && points.length > 0) {
      const known = new Set(points.slice(0, 100).flatMap((point) => Object.keys(point)));
      for (const [axis, key] of [["x", this.#options.x], ...this.#keys.map((key) => ["y", key])] as [string, string][]) {
        if (!known.has(key)) throw stdError("E501", { axis, key, keys: [...known].slice(0, 20).join(", ") });
      }
    }
    for (const point of points) this.#points.push(point);
  }
}

function checkScale(option: string, value: unknown, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value as string)) throw badOption(option, value, allowed.map((word) => `"${word}"`).join(" or "));
}

function badOption(option: string, value: unknown, expected: string): Error {
  return stdError("E504", { option, value: previewValue(value, 60), expected });
}

function chartValue(value: unknown): TableValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return previewValue(value, 60);
}
