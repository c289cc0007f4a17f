/**
 * Which elements of the charting library a cell can use, with which attributes and where: one table from which the
 * types, the checks in the kernel and the page's own list of what it draws all come.
 */

/**
 * What an attribute takes. A list of words is one of them; `!` at the end: the attribute is required.
 * `key`: name of a value. `mark`: true, false, or how points look. `caption`: a text, or a text with its place.
 */
export type AttributeKind = keyof KindValues | `${keyof KindValues}!` | readonly string[];

/** The type behind each kind. */
export interface KindValues {
  text: string;
  number: number;
  flag: boolean;
  key: string | number;
  value: string | number;
  color: string;
  /** A length in px, or a share such as `"50%"`. */
  length: number | string;
  lengths: number | readonly number[];
  format: (typeof formatNames)[number];
  rows: readonly object[];
  domain: readonly [number | string, number | string];
  ticks: readonly (number | string)[];
  margin: { readonly top?: number; readonly right?: number; readonly bottom?: number; readonly left?: number };
  mark: boolean | { readonly r?: number; readonly fill?: string; readonly stroke?: string; readonly strokeWidth?: number };
  caption: string | { readonly value: string | number; readonly position?: string; readonly offset?: number; readonly angle?: number; readonly fill?: string; readonly fontSize?: number };
  captions: boolean | { readonly position?: string; readonly offset?: number; readonly angle?: number; readonly fill?: string; readonly fontSize?: number };
  segment: readonly { readonly x?: string | number; readonly y?: string | number }[];
}

export interface CatalogueEntry {
  readonly attributes: Readonly<Record<string, AttributeKind>>;
  /** Elements that can stand inside. */
  readonly inside: readonly string[];
}

export const formatNames = ["number", "short", "integer", "percent", "ms", "s", "bytes"] as const;

const line = { stroke: "color", strokeWidth: "number", strokeDasharray: "text", strokeOpacity: "number" } as const;
const shape = { ...line, fill: "color", fillOpacity: "number", opacity: "number" } as const;
const curves = ["linear", "monotone", "monotoneX", "monotoneY", "natural", "basis", "bump", "step", "stepBefore", "stepAfter"] as const;
const iconTypes = ["line", "plainline", "square", "rect", "circle", "cross", "diamond", "star", "triangle", "wye", "none"] as const;
const axisIds = { xAxisId: "value", yAxisId: "value" } as const;
const series = { dataKey: "key!", name: "text", hide: "flag", legendType: iconTypes, tooltipType: ["none"], unit: "text", ...axisIds } as const;
const axis = {
  dataKey: "key",
  name: "text",
  unit: "text",
  type: ["number", "category"],
  scale: ["auto", "linear", "log", "time", "sqrt", "band", "point"],
  domain: "domain",
  ticks: "ticks",
  tickCount: "number",
  tickFormatter: "format",
  tick: "flag",
  tickLine: "flag",
  axisLine: "flag",
  tickMargin: "number",
  interval: "value",
  minTickGap: "number",
  angle: "number",
  textAnchor: ["start", "middle", "end"],
  allowDecimals: "flag",
  allowDataOverflow: "flag",
  allowDuplicatedCategory: "flag",
  reversed: "flag",
  mirror: "flag",
  hide: "flag",
  label: "caption",
} as const;
const chart = {
  data: "rows",
  title: "text",
  desc: "text",
  width: "length",
  height: "length",
  margin: "margin",
  layout: ["horizontal", "vertical"],
  stackOffset: ["none", "expand", "sign", "wiggle", "silhouette", "positive"],
} as const;
const bars = { barSize: "length", barGap: "length", barCategoryGap: "length", maxBarSize: "number", reverseStackOrder: "flag" } as const;
const around = ["CartesianGrid", "XAxis", "YAxis", "Tooltip", "Legend", "ReferenceLine", "ReferenceArea", "ReferenceDot"] as const;
const polarAround = ["Tooltip", "Legend"] as const;

export const chartCatalogue = {
  LineChart: { attributes: chart, inside: [...around, "Line"] },
  BarChart: { attributes: { ...chart, ...bars }, inside: [...around, "Bar"] },
  AreaChart: { attributes: { ...chart, baseValue: "value" }, inside: [...around, "Area"] },
  ScatterChart: { attributes: chart, inside: [...around, "Scatter", "ZAxis"] },
  ComposedChart: { attributes: { ...chart, ...bars }, inside: [...around, "Line", "Bar", "Area", "Scatter"] },
  PieChart: { attributes: { title: "text", desc: "text", width: "length", height: "length", margin: "margin" }, inside: [...polarAround, "Pie"] },
  ResponsiveContainer: { attributes: { width: "length", height: "length", minHeight: "length", minWidth: "length", aspect: "number" }, inside: ["LineChart", "BarChart", "AreaChart", "ScatterChart", "ComposedChart", "PieChart"] },
  XAxis: { attributes: { ...axis, xAxisId: "value", orientation: ["top", "bottom"], height: "number", padding: "margin" }, inside: ["Label"] },
  YAxis: { attributes: { ...axis, yAxisId: "value", orientation: ["left", "right"], width: "number", padding: "margin" }, inside: ["Label"] },
  ZAxis: { attributes: { dataKey: "key", name: "text", unit: "text", range: "ticks", domain: "domain" }, inside: [] },
  CartesianGrid: { attributes: { ...line, horizontal: "flag", vertical: "flag" }, inside: [] },
  Tooltip: { attributes: { formatter: "format", labelFormatter: "format", separator: "text", cursor: "flag", shared: "flag" }, inside: [] },
  Legend: { attributes: { align: ["left", "center", "right"], verticalAlign: ["top", "middle", "bottom"], layout: ["horizontal", "vertical"], iconType: iconTypes, height: "number" }, inside: [] },
  Line: { attributes: { ...series, ...line, type: curves, data: "rows", dot: "mark", activeDot: "mark", connectNulls: "flag", label: "captions" }, inside: ["ErrorBar", "LabelList"] },
  Bar: { attributes: { ...series, ...shape, stackId: "value", barSize: "length", maxBarSize: "number", minPointSize: "number", radius: "lengths", label: "captions" }, inside: ["Cell", "ErrorBar", "LabelList"] },
  Area: { attributes: { ...series, ...shape, type: curves, stackId: "value", dot: "mark", activeDot: "mark", connectNulls: "flag", baseValue: "value", label: "captions" }, inside: ["LabelList"] },
  Scatter: { attributes: { ...series, dataKey: "key", ...shape, data: "rows", line: "flag", shape: ["circle", "cross", "diamond", "square", "star", "triangle", "wye"] }, inside: ["Cell", "ErrorBar", "LabelList"] },
  Pie: {
    attributes: {
      ...shape,
      data: "rows",
      dataKey: "key!",
      nameKey: "key",
      name: "text",
      cx: "length",
      cy: "length",
      innerRadius: "length",
      outerRadius: "length",
      startAngle: "number",
      endAngle: "number",
      paddingAngle: "number",
      cornerRadius: "length",
      label: "captions",
      labelLine: "flag",
      legendType: iconTypes,
    },
    inside: ["Cell", "LabelList"],
  },
  Cell: { attributes: shape, inside: [] },
  ErrorBar: { attributes: { ...line, dataKey: "key!", width: "number", direction: ["x", "y"] }, inside: [] },
  ReferenceLine: { attributes: { ...line, ...axisIds, x: "value", y: "value", label: "caption", segment: "segment", ifOverflow: ["discard", "hidden", "visible", "extendDomain"] }, inside: ["Label"] },
  ReferenceArea: { attributes: { ...shape, ...axisIds, x1: "value", x2: "value", y1: "value", y2: "value", label: "caption", ifOverflow: ["discard", "hidden", "visible", "extendDomain"] }, inside: ["Label"] },
  ReferenceDot: { attributes: { ...shape, ...axisIds, x: "value!", y: "value!", r: "number", label: "caption", ifOverflow: ["discard", "hidden", "visible", "extendDomain"] }, inside: ["Label"] },
  Label: { attributes: { value: "value", position: "text", offset: "number", angle: "number", fill: "color", fontSize: "number" }, inside: [] },
  LabelList: { attributes: { dataKey: "key", position: "text", offset: "number", angle: "number", fill: "color", fontSize: "number", formatter: "format" }, inside: [] },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ElementName = keyof typeof chartCatalogue;

type ValueOf<Kind> = Kind extends readonly (infer Word)[] ? Word : Kind extends `${infer Plain extends keyof KindValues}!` ? KindValues[Plain] : Kind extends keyof KindValues ? KindValues[Kind] : never;
type RequiredNames<Attributes> = { [Name in keyof Attributes]: Attributes[Name] extends `${string}!` ? Name : never }[keyof Attributes];
type AttributesIn<Attributes> = { readonly [Name in RequiredNames<Attributes>]: ValueOf<Attributes[Name]> } & {
  readonly [Name in Exclude<keyof Attributes, RequiredNames<Attributes>>]?: ValueOf<Attributes[Name]> | undefined;
};

/** The attributes of an element, typed. */
export type AttributesOf<Name extends ElementName> = AttributesIn<(typeof chartCatalogue)[Name]["attributes"]>;

/** The entry of an element; undefined when there is none of that name. */
export function catalogueEntry(name: string): CatalogueEntry | undefined {
  return Object.hasOwn(chartCatalogue, name) ? chartCatalogue[name as ElementName] : undefined;
}

/** Charts as a whole, as opposed to their parts. */
export function isWholeChart(name: string): boolean {
  return name.endsWith("Chart") || name === "ResponsiveContainer";
}
