/** A chart written as elements → what its frame and its drawing need to know of it. Pure. */
import type { ChartElement, ChartValue } from "../../../kernel/protocol.ts";
import { formatNumber } from "../../numbers.ts";
import { seriesLook, type SeriesLook } from "../seriesLook.ts";

export type Row = Readonly<Record<string, ChartValue>>;

/** A line, bar, area, cloud or pie of the chart. */
export interface ElementSeries {
  readonly element: ChartElement;
  readonly key: string;
  readonly label: string;
  readonly look: SeriesLook;
  /** Its own rows, when it has some. */
  readonly rows: readonly Row[] | undefined;
}

export interface ElementModel {
  /** The chart itself, out of any container. */
  readonly chart: ChartElement;
  readonly rows: readonly Row[];
  readonly series: readonly ElementSeries[];
  /** Name of the horizontal value; of a pie, of the slices' names. */
  readonly xKey: string | undefined;
  readonly title: string | undefined;
  readonly hasLegend: boolean;
  /** Height in px that the chart asks for. */
  readonly height: number | undefined;
}

const seriesTypes: ReadonlySet<string> = new Set(["Line", "Bar", "Area", "Scatter", "Pie"]);
const words: Readonly<Record<string, string>> = { LineChart: "Line chart", BarChart: "Bar chart", AreaChart: "Area chart", ScatterChart: "Scatter chart", ComposedChart: "Chart", PieChart: "Pie chart" };

export function elementModel(root: ChartElement): ElementModel {
  const container = root.type === "ResponsiveContainer" ? root : undefined;
  const chart = container?.children[0] ?? root;
  const series = chart.children
    .filter((child) => seriesTypes.has(child.type))
    .map((element, index): ElementSeries => {
      const key = String(element.props["dataKey"] ?? yKeyOf(chart) ?? "y");
      return { element, key, label: String(element.props["name"] ?? element.props["dataKey"] ?? `Series ${index + 1}`), look: seriesLook({}, index), rows: rowsIn(element) };
    });
  const own = rowsIn(chart);
  return {
    chart,
    rows: own ?? series.find((one) => one.rows !== undefined)?.rows ?? [],
    series,
    xKey: xKeyOf(chart),
    title: typeof chart.props["title"] === "string" ? chart.props["title"] : undefined,
    hasLegend: chart.children.some((child) => child.type === "Legend"),
    height: heightOf(chart.props["height"]) ?? heightOf(container?.props["height"]),
  };
}

/** Whether the chart's values go to the right and its categories down. */
export function isVertical(chart: ChartElement): boolean {
  return chart.props["layout"] === "vertical";
}

/** The slices of a pie, which are what its legend names. */
export function sliceNames({ chart, series, rows }: ElementModel): readonly string[] {
  if (chart.type !== "PieChart") return [];
  const [pie] = series;
  const nameKey = String(pie?.element.props["nameKey"] ?? "name");
  return (pie?.rows ?? rows).map((row, index) => String(row[nameKey] ?? index + 1));
}

/** The numbers behind the chart: the horizontal value first, then one column for each series. */
export function elementTable(model: ElementModel): { columns: readonly string[]; rowCount: number; row: (index: number) => readonly ChartValue[] } {
  const { rows, series, xKey } = model;
  const shared = series.filter((one) => one.rows === undefined || one.rows === rows);
  const keys = [...(xKey === undefined ? [] : [xKey]), ...shared.map((one) => one.key)];
  return {
    columns: [...(xKey === undefined ? [] : [xKey]), ...shared.map((one) => one.label)],
    rowCount: rows.length,
    row: (index) => keys.map((key) => rows[index]?.[key] ?? null),
  };
}

/** The chart in a few sentences: what it is, and of each series how many points it has, the lowest and the highest. */
export function summarizeElements(root: ChartElement): string {
  const model = elementModel(root);
  const head = [words[model.chart.type] ?? "Chart", model.title].filter(Boolean).join(": ");
  const described = typeof model.chart.props["desc"] === "string" ? [model.chart.props["desc"]] : [];
  if (model.series.length === 0) return `${head}. Nothing is drawn in it.`;
  return [`${head}.`, ...described, ...model.series.slice(0, 8).map((series) => describe(model, series))].join(" ");
}

function describe({ rows, xKey }: ElementModel, { key, label, rows: own }: ElementSeries): string {
  const values = (own ?? rows).flatMap((row) => {
    const value = row[key];
    return typeof value === "number" ? [{ value, at: xKey === undefined ? undefined : row[xKey] }] : [];
  });
  const [first] = values;
  if (first === undefined) return `${label}: no points.`;
  const low = values.reduce((best, one) => (one.value < best.value ? one : best), first);
  const high = values.reduce((best, one) => (one.value > best.value ? one : best), first);
  const at = ({ value, at: place }: typeof first) => `${formatNumber(value)}${place === undefined || place === null ? "" : ` at ${typeof place === "number" ? formatNumber(place) : String(place)}`}`;
  return values.length === 1 ? `${label}: 1 point, ${at(first)}.` : `${label}: ${formatNumber(values.length)} points; lowest ${at(low)}, highest ${at(high)}.`;
}

function rowsIn(element: ChartElement): readonly Row[] | undefined {
  const { data } = element.props;
  return Array.isArray(data) ? (data.filter((row) => typeof row === "object" && row !== null && !Array.isArray(row)) as unknown as readonly Row[]) : undefined;
}

function xKeyOf(chart: ChartElement): string | undefined {
  if (chart.type === "PieChart") return String(chart.children.find((child) => child.type === "Pie")?.props["nameKey"] ?? "name");
  const axis = chart.children.find((child) => child.type === (isVertical(chart) ? "YAxis" : "XAxis"));
  return axis?.props["dataKey"] === undefined ? undefined : String(axis.props["dataKey"]);
}

/** Of a cloud of points, whose vertical value the axis names. */
function yKeyOf(chart: ChartElement): string | undefined {
  const key = chart.children.find((child) => child.type === "YAxis")?.props["dataKey"];
  return key === undefined ? undefined : String(key);
}

function heightOf(value: ChartValue | undefined): number | undefined {
  return typeof value === "number" ? Math.min(900, Math.max(80, value)) : undefined;
}
