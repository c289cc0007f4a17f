/** Charts as data that can grow: `chart.line`, `chart.bar`, `chart.area`, `chart.scatter`. */
import type { CellHost, OutputSlot } from "./cellHost.ts";
import type { ChartOptions, ChartPoint, ReadOptions } from "./chartOptions.ts";
import { maxSeries, readChartOptions } from "./chartOptions.ts";
import type { ChartOutput, ChartScale, ChartSpec, ChartType } from "./chartOutputs.ts";
import { type ChartRow, chartRows, groupOf, plainPoint } from "./chartRows.ts";
import { stdError } from "./errors.ts";
import { outputSymbol } from "./formatValue.ts";
import type { Output } from "./output.ts";
import { previewValue, typeName } from "./preview.ts";
import { liveSymbol, type LiveValue } from "./show.ts";

export type { ChartOptions, ChartPoint } from "./chartOptions.ts";

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
  readonly area: ChartFunction;
  readonly scatter: ChartFunction;
}

const maxPoints = 20_000;

export function makeChartMaker(host: Pick<CellHost, "check">): ChartMaker {
  const make = (type: ChartType) => ((data: readonly ChartPoint[], options: unknown) => new LiveChart(type, data, options, host)) as ChartFunction;
  return { line: make("line"), bar: make("bar"), area: make("area"), scatter: make("scatter") };
}

class LiveChart implements Chart, LiveValue {
  readonly #type: ChartType;
  readonly #options: ReadOptions;
  readonly #points: ChartPoint[] = [];
  readonly #rows: ChartRow[] = [];
  readonly #groups = new Set<string>();
  readonly #host: Pick<CellHost, "check">;
  #isDates = false;
  #slot: OutputSlot | undefined;

  constructor(type: ChartType, data: readonly ChartPoint[], options: unknown, host: Pick<CellHost, "check">) {
    this.#type = type;
    this.#options = readChartOptions(options, type);
    this.#host = host;
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
    const { x, yScale, look, xValues, references } = this.#options;
    const { data, series } = chartRows(this.#rows, this.#options);
    const chart: ChartSpec = {
      type: this.#type,
      data,
      x,
      series,
      xScale: this.#options.xScale ?? this.#usualScale(),
      yScale,
      ...look,
      ...(xValues === undefined ? {} : { xValues: [...xValues] }),
      ...(references.length === 0 ? {} : { references }),
    };
    return { kind: "chart", chart };
  }

  #usualScale(): ChartScale {
    if (this.#type === "bar") return "category";
    if (this.#isDates) return "time";
    const first = this.#rows[0]?.[this.#options.x];
    return typeof first === "number" || (this.#rows.length === 0 && this.#options.xValues !== undefined) ? "linear" : "category";
  }

  #add(points: readonly ChartPoint[]): void {
    if (!Array.isArray(points)) throw stdError("E502", { type: typeName(points) });
    const wrong: unknown = points.find((point) => typeof point !== "object" || point === null);
    if (wrong !== undefined) throw stdError("E502", { type: `an array with ${previewValue(wrong, 40)}` });
    if (this.#points.length + points.length > maxPoints) throw stdError("E503", { limit: maxPoints });
    if (this.#points.length === 0 && points.length > 0) {
      this.#checkKeys(points);
      this.#isDates = points[0]?.[this.#options.x] instanceof Date;
    }
    const { groupBy } = this.#options;
    for (const point of points) {
      const row = plainPoint(point, this.#options);
      if (groupBy !== undefined && this.#groups.add(groupOf(row, groupBy)).size > maxSeries) throw stdError("E572", { limit: maxSeries });
      this.#points.push(point);
      this.#rows.push(row);
    }
  }

  #checkKeys(points: readonly ChartPoint[]): void {
    const { x, series, groupBy } = this.#options;
    const known = new Set(points.slice(0, 100).flatMap((point) => Object.keys(point)));
    const named = [["x", x], ["groupBy", groupBy], ...series.flatMap(({ y, low, high }) => [["y", y], ["low", low], ["high", high]])] as [string, string | undefined][];
    for (const [axis, key] of named) {
      if (key !== undefined && !known.has(key)) throw stdError("E501", { axis, key, keys: [...known].slice(0, 20).join(", ") });
    }
  }
}
