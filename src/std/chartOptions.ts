/** What a chart is asked to show: the second argument of `chart.line` and its kind, checked. */
import type { ChartScale, ChartType, NumberFormat, ReferenceLine } from "./chartOutputs.ts";
import { chartValue } from "./chartRows.ts";
import { stdError } from "./errors.ts";
import { previewValue } from "./preview.ts";
import { isPlainObject } from "./tableSource.ts";

/** One point: an object with the values that the options name. */
export type ChartPoint = Readonly<Record<string, unknown>>;

/** Name of a value in the points. */
export type PointKey<Point extends object> = Extract<keyof Point, string>;

/** One series of a chart, when more is to be said of it than the name of its values. */
export interface SeriesOptions<Point extends object = ChartPoint> {
  /** Name of the vertical value. */
  readonly y: PointKey<Point>;
  /** Default: the name of the value. */
  readonly label?: string;
  /** Names of the lower and the upper end of a range around the value. */
  readonly low?: PointKey<Point>;
  readonly high?: PointKey<Point>;
  /** Colour of the theme, 1 to 6. */
  readonly color?: 1 | 2 | 3 | 4 | 5 | 6;
}

/** A line across the chart. */
export type ReferenceOptions = { readonly y: number; readonly label?: string } | { readonly x: number | string | Date; readonly label?: string };

/** How a chart looks, whatever it shows. */
export interface ChartLook {
  /** Default: `linear` for numbers, `time` for dates, else `category`. */
  readonly xScale?: ChartScale;
  /** Default `linear`. */
  readonly yScale?: "linear" | "log";
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** How numbers of the horizontal axis are written: `short` is 1k and 2.5M, `ms` and `s` are durations. */
  readonly xFormat?: NumberFormat;
  readonly yFormat?: NumberFormat;
  /** Values that the horizontal axis will reach, so that a growing chart does not jump. */
  readonly xValues?: readonly number[];
  /** Bars and areas stand upon each other. */
  readonly stacked?: boolean;
  /** Points with equal horizontal values are repeated measurements: the median is drawn, with the range around it. */
  readonly repeats?: boolean;
  /** Lines across the chart: `[{ y: 5, label: "limit" }]`. */
  readonly references?: readonly ReferenceOptions[];
}

/** What a chart shows and how. */
export type ChartOptions<Point extends object = ChartPoint> = ChartLook & {
  /** Name of the horizontal value. */
  readonly x: PointKey<Point>;
} & (
    | {
        /** Name or names of the vertical values; one series each. */
        readonly y: PointKey<Point> | readonly PointKey<Point>[];
        /** Name of a value that tells to which series a point belongs; with a single `y`. */
        readonly groupBy?: PointKey<Point>;
        readonly series?: undefined;
      }
    | { readonly series: readonly SeriesOptions<Point>[]; readonly y?: undefined; readonly groupBy?: undefined }
  );

/** Options that were read: every question answered. */
export interface ReadOptions {
  readonly x: string;
  readonly series: readonly { readonly y: string; readonly label: string; readonly low?: string; readonly high?: string; readonly color?: number }[];
  readonly groupBy: string | undefined;
  readonly repeats: boolean;
  readonly xScale: ChartScale | undefined;
  readonly yScale: "linear" | "log";
  readonly references: readonly ReferenceLine[];
  /** What the chart takes over as it was given. */
  readonly look: Pick<ChartLook, "title" | "xLabel" | "yLabel" | "xFormat" | "yFormat" | "stacked">;
  readonly xValues: readonly number[] | undefined;
}

/** More series than this cannot be told apart. */
export const maxSeries = 30;
const formats: readonly NumberFormat[] = ["number", "short", "integer", "percent", "ms", "s", "bytes"];

/** @throws E504, E570, E571, E572 */
export function readChartOptions(given: unknown, type: ChartType): ReadOptions {
  if (!isPlainObject(given) || typeof given["x"] !== "string") throw badOption("x", isPlainObject(given) ? given["x"] : undefined, "the name of the horizontal value");
  const series = readSeries(given);
  const groupBy = optional(given, "groupBy", (value) => typeof value === "string", "the name of a value");
  if (groupBy !== undefined && series.length !== 1) throw stdError("E571", {});
  const stacked = optional(given, "stacked", (value) => typeof value === "boolean", "true or false");
  if (stacked === true && type !== "bar" && type !== "area") throw badOption("stacked", true, "true in charts of bars or areas only");
  const isText = (value: unknown): boolean => typeof value === "string";
  const isFormat = (value: unknown): boolean => formats.includes(value as NumberFormat);
  const look = {
    title: optional(given, "title", isText, "a text"),
    xLabel: optional(given, "xLabel", isText, "a text"),
    yLabel: optional(given, "yLabel", isText, "a text"),
    xFormat: optional(given, "xFormat", isFormat, oneOf(formats)),
    yFormat: optional(given, "yFormat", isFormat, oneOf(formats)),
    stacked,
  };
  const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every((item) => Number.isFinite(item));
  return {
    x: given["x"],
    series,
    groupBy: groupBy as string | undefined,
    repeats: optional(given, "repeats", (value) => typeof value === "boolean", "true or false") === true,
    xScale: readScale(given, "xScale", ["linear", "log", "category", "time"]) as ChartScale | undefined,
    yScale: (readScale(given, "yScale", ["linear", "log"]) ?? "linear") as "linear" | "log",
    references: readReferences(given["references"]),
    look: Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)),
    xValues: optional(given, "xValues", isNumbers, "an array of numbers") as readonly number[] | undefined,
  };
}

function readSeries(given: Readonly<Record<string, unknown>>): ReadOptions["series"] {
  const { y, series } = given;
  if ((y === undefined) === (series === undefined)) throw stdError("E570", {});
  const list: unknown = series ?? (typeof y === "string" ? [y] : y);
  const expected = series === undefined ? "the name or the names of the vertical values" : "an array such as `[{ y: \"median\", low: \"min\", high: \"max\" }]`";
  const option = series === undefined ? "y" : "series";
  if (!Array.isArray(list) || list.length === 0) throw badOption(option, list, expected);
  if (list.length > maxSeries) throw stdError("E572", { limit: maxSeries });
  return list.map((item: unknown) => {
    if (typeof item === "string" && series === undefined) return { y: item, label: item };
    if (!isPlainObject(item) || typeof item["y"] !== "string") throw badOption(option, item, expected);
    const { label, low, high, color } = item;
    if ((low === undefined) !== (high === undefined)) throw badOption(option, item, "both `low` and `high` of a series, or neither");
    for (const [key, value] of Object.entries({ label, low, high })) if (value !== undefined && typeof value !== "string") throw badOption(`series.${key}`, value, "a text");
    if (color !== undefined && ![1, 2, 3, 4, 5, 6].includes(color as number)) throw badOption("series.color", color, "a number from 1 to 6, a colour of the theme");
    return {
      y: item["y"],
      label: (label as string | undefined) ?? item["y"],
      ...(low === undefined ? {} : { low: low as string, high: high as string }),
      ...(color === undefined ? {} : { color: color as number }),
    };
  });
}

function readReferences(given: unknown): ReferenceLine[] {
  if (given === undefined) return [];
  const expected = "an array such as `[{ y: 5, label: \"limit\" }]`";
  if (!Array.isArray(given)) throw badOption("references", given, expected);
  return given.map((line: unknown) => {
    if (!isPlainObject(line) || (line["x"] === undefined) === (line["y"] === undefined)) throw badOption("references", line, expected);
    const axis = line["x"] === undefined ? "y" : "x";
    const value = chartValue(line[axis]);
    if (value === undefined || value === null || typeof value === "boolean" || (axis === "y" && typeof value !== "number")) throw badOption(`references.${axis}`, line[axis], axis === "y" ? "a number" : "a number, a text or a date");
    if (line["label"] !== undefined && typeof line["label"] !== "string") throw badOption("references.label", line["label"], "a text");
    return { axis, value, ...(line["label"] === undefined ? {} : { label: line["label"] }) };
  });
}

function readScale(given: Readonly<Record<string, unknown>>, option: string, allowed: readonly string[]): unknown {
  return optional(given, option, (value) => allowed.includes(value as string), oneOf(allowed));
}

function optional(given: Readonly<Record<string, unknown>>, option: string, fits: (value: unknown) => boolean, expected: string): unknown {
  const value = given[option];
  if (value !== undefined && !fits(value)) throw badOption(option, value, expected);
  return value;
}

const oneOf = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(" or ");

function badOption(option: string, value: unknown, expected: string): Error {
  return stdError("E504", { option, value: previewValue(value, 60), expected });
}
