/** Charts as data: what `chart.line(…)` and the elements of `recharts` become. */
import type { TableValue } from "./output.ts";

/** A chart of one of the short forms: `chart.line(…)`, `chart.bar(…)`, `chart.area(…)`, `chart.scatter(…)`. */
export interface ChartOutput {
  readonly kind: "chart";
  readonly chart: ChartSpec;
}

/** A chart written as elements in a `tsx` cell. */
export interface ChartElementsOutput {
  readonly kind: "chartElements";
  /** The chart itself: `LineChart`, `ComposedChart`, `PieChart` … */
  readonly root: ChartElement;
}

/** One element of the charting library: its name, its attributes as plain data, and what stands inside it. */
export interface ChartElement {
  readonly type: string;
  readonly props: Readonly<Record<string, ChartValue>>;
  readonly children: readonly ChartElement[];
}

/** What an attribute can hold. */
export type ChartValue = TableValue | readonly ChartValue[] | { readonly [key: string]: ChartValue };

export type ChartType = "area" | "bar" | "line" | "scatter";

/** `time`: milliseconds since 1970, or ISO texts; shown in UTC. */
export type ChartScale = "linear" | "log" | "category" | "time";

/**
 * How numbers of an axis are written. `short`: 1k, 2.5M. `ms` and `s`: durations of a number given in that unit.
 * `bytes`: kB, MB. `percent`: 0.5 is 50%.
 */
export type NumberFormat = "number" | "short" | "integer" | "percent" | "ms" | "s" | "bytes";

export interface ChartSpec {
  readonly type: ChartType;
  /** One object per point. An absent value is no point of that series; null is a gap in its line. */
  readonly data: readonly Readonly<Record<string, TableValue>>[];
  /** Key of the horizontal value. */
  readonly x: string;
  readonly series: readonly ChartSeries[];
  readonly xScale: ChartScale;
  readonly yScale: "linear" | "log";
  readonly stacked?: boolean;
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  readonly xFormat?: NumberFormat;
  readonly yFormat?: NumberFormat;
  /** Values the x axis will reach, so that a growing chart does not rescale; ticks on a log axis. */
  readonly xValues?: readonly number[];
  readonly references?: readonly ReferenceLine[];
}

export interface ChartSeries {
  /** Key of the vertical value. */
  readonly key: string;
  readonly label: string;
  /** Keys of the ends of a range around the value: the spread of repeated measurements. */
  readonly low?: string;
  readonly high?: string;
  /** Place in the theme's palette, from 1; by default the place of the series. */
  readonly color?: number;
}

/** A line across the chart at a horizontal or a vertical value. */
export interface ReferenceLine {
  readonly axis: "x" | "y";
  readonly value: number | string;
  readonly label?: string;
}
