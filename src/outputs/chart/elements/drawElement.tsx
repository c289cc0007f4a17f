/** Elements of a chart as those of the real library, dressed for the page where the cell leaves the look open. */
import { Cell } from "recharts";
import type { ReactNode } from "react";
import type { ChartElement, NumberFormat } from "../../../kernel/protocol.ts";
import { axisLook } from "../axisLook.ts";
import { PointMark } from "../PointMark.tsx";
import { formatRead } from "../tickFormat.ts";
import { formatTime } from "../timeScale.ts";
import { componentOf } from "./components.ts";
import type { ElementAxis } from "./elementAxes.ts";
import type { ElementSeries } from "./elementModel.ts";

/** What an element is drawn with, besides itself. */
export interface Surroundings {
  readonly series: readonly ElementSeries[];
  readonly axes: readonly ElementAxis[];
  readonly hidden: ReadonlySet<string>;
  /** Points stand close: none is marked. */
  readonly isDense: boolean;
  /** Name of a series' texture in this drawing. */
  readonly textureOf: (series: ElementSeries) => string;
  readonly sliceTexture: (slice: number) => string;
}

const text = { fill: "var(--ink-soft)", fontSize: 12, fontFamily: "var(--font-ui)" } as const;

export function drawElement(element: ChartElement, around: Surroundings, index: number): ReactNode {
  const Component = componentOf(element.type);
  const key = `${element.type} ${index}`;
  switch (element.type) {
    case "Legend":
      return null;
    case "XAxis":
    case "YAxis":
      return <Component key={key} {...axisProps(element, around)}>{inside(element, around)}</Component>;
    case "Tooltip":
      return <Component key={key} {...tooltipProps(element, around)} />;
    case "CartesianGrid":
      return <Component key={key} stroke="var(--hairline)" strokeOpacity={0.7} {...element.props} />;
    case "ReferenceLine":
      return <Component key={key} stroke="var(--ink-soft)" strokeDasharray="6 4" {...element.props} {...captionProps(element)}>{inside(element, around)}</Component>;
    case "ReferenceArea":
    case "ReferenceDot":
      return <Component key={key} fill="var(--ink-faint)" fillOpacity={element.type === "ReferenceArea" ? 0.15 : 1} stroke="none" {...element.props} {...captionProps(element)}>{inside(element, around)}</Component>;
    case "ErrorBar":
      return <Component key={key} stroke="var(--ink)" width={5} {...element.props} isAnimationActive={false} />;
    case "Label":
      return <Component key={key} {...text} {...element.props} />;
    case "LabelList":
      return <Component key={key} {...text} stroke="none" {...element.props} {...formatProp(element, "formatter")} />;
    case "ZAxis":
    case "Cell":
      return <Component key={key} {...element.props} />;
    default:
      return drawSeries(element, around, key);
  }
}

function inside(element: ChartElement, around: Surroundings): ReactNode[] {
  return element.children.map((child, index) => drawElement(namedByParent(child, element), around, index));
}

/** Labels of a stack are those of its part, not of the sum, which the library would write. */
function namedByParent(child: ChartElement, { type, props }: ChartElement): ChartElement {
  const { dataKey } = props;
  return child.type === "LabelList" && type !== "Pie" && dataKey !== undefined ? { ...child, props: { dataKey, ...child.props } } : child;
}

function drawSeries(element: ChartElement, around: Surroundings, key: string): ReactNode {
  const series = around.series.find((one) => one.element === element);
  if (series === undefined || (element.type !== "Pie" && around.hidden.has(series.label))) return null;
  const Component = componentOf(element.type);
  const { look, label } = series;
  const stroke = String(element.props["stroke"] ?? look.color);
  const common = { name: label, isAnimationActive: false, ...captionProps(element) };
  const dots = around.isDense ? false : (props: { key?: string }) => {
    const { key: dotKey, ...place } = props;
    return <PointMark key={dotKey} {...place} color={stroke} shape={look.shape} last={-1} marksPoints />;
  };
  const fill = `url(#${around.textureOf(series)})`;
  switch (element.type) {
    case "Line":
      return <Component key={key} type="linear" stroke={stroke} strokeWidth={2} strokeDasharray={look.dash} activeDot={{ r: 5, stroke: "var(--paper)", strokeWidth: 2 }} dot={dots} {...element.props} {...common}>{inside(element, around)}</Component>;
    case "Area":
      return <Component key={key} type="linear" stroke={stroke} strokeWidth={2} fill={element.props["stroke"] ?? fill} fillOpacity={0.3} {...element.props} {...common}>{inside(element, around)}</Component>;
    case "Bar":
      return <Component key={key} fill={fill} {...element.props} {...common}>{inside(element, around)}</Component>;
    case "Scatter": {
      const { shape, ...rest } = element.props;
      const color = String(rest["fill"] ?? look.color);
      const drawn = shape ?? ((props: object) => <PointMark {...props} color={color} shape={look.shape} last={-1} marksPoints faint={around.isDense} />);
      return <Component key={key} fill={color} shape={drawn} {...rest} {...common}>{inside(element, around)}</Component>;
    }
    case "Pie":
      return drawPie(series, around, key);
    default:
      return null;
  }
}

/** Slices keep their colours when others are switched off. */
function drawPie({ element, rows = [], label }: ElementSeries, around: Surroundings, key: string): ReactNode {
  const nameKey = String(element.props["nameKey"] ?? "name");
  const cells = element.children.filter((child) => child.type === "Cell");
  const seen = rows.flatMap((row, slice) => (around.hidden.has(String(row[nameKey] ?? slice + 1)) ? [] : [{ row, slice }]));
  const Pie = componentOf("Pie");
  return (
    <Pie key={key} stroke="var(--paper)" strokeWidth={2} {...element.props} data={seen.map(({ row }) => row)} name={label} isAnimationActive={false} {...captionProps(element)}>
      {seen.map(({ slice }) => (
        <Cell key={slice} fill={`url(#${around.sliceTexture(slice)})`} {...cells[slice]?.props} />
      ))}
      {element.children.map((child, index) => (child.type === "Cell" ? null : drawElement(child, around, index)))}
    </Pie>
  );
}

function axisProps(element: ChartElement, { axes, series }: Surroundings): Record<string, unknown> {
  const axis = axes.find((one) => one.element === element);
  const { tick, tickFormatter: _named, label: _label, axisLine, ...given } = element.props;
  const isX = element.type === "XAxis";
  // Bars at the ends of an axis of numbers would stand half beside the plot.
  const apart = isX && axis?.type === "number" && series.some((one) => one.element.type === "Bar") ? { padding: { left: 24, right: 24 } } : {};
  const decided = axis?.scale ? { domain: [...axis.scale.domain], ticks: [...axis.scale.ticks], interval: isX ? "preserveStartEnd" : 0 } : {};
  return {
    ...axisLook,
    ...(isX ? { height: 24, minTickGap: 8 } : { width: "auto", axisLine: false }),
    type: axis?.type ?? "number",
    tickFormatter: axis?.format,
    ...decided,
    ...apart,
    ...given,
    ...(tick === false ? { tick: false } : {}),
    ...(axisLine === false ? { axisLine: false } : {}),
    ...(typeof element.props["label"] === "object" ? captionProps(element) : {}),
  };
}

function captionProps(element: ChartElement): Record<string, unknown> {
  const label = element.props["label"];
  if (label === undefined || label === false) return {};
  if (label === true) return { label: { ...text, ...(element.type === "Bar" ? { dataKey: element.props["dataKey"] } : {}) } };
  return { label: typeof label === "object" ? { ...text, ...label } : { ...text, value: label, position: "insideTopLeft", className: "output-chart-reference" } };
}

function tooltipProps(element: ChartElement, { axes }: Surroundings): Record<string, unknown> {
  const { cursor, separator, shared } = element.props;
  const named = element.props["formatter"] as NumberFormat | undefined;
  const ofLabel = element.props["labelFormatter"] as NumberFormat | undefined;
  const isTime = axes.some((axis) => axis.element.props["scale"] === "time");
  return {
    isAnimationActive: false,
    // The colour that a cell gives to a line may be too faint for words.
    itemStyle: { color: "var(--ink)" },
    separator: ": ",
    cursor: cursor === false ? false : { stroke: "var(--ink-faint)", strokeDasharray: "2 3", fill: "var(--tint-strong)", fillOpacity: 0.5 },
    ...(separator === undefined ? {} : { separator }),
    ...(shared === undefined ? {} : { shared }),
    formatter: (value: unknown) => (typeof value === "number" ? formatRead(value, named ?? "number") : Array.isArray(value) ? value.join(" – ") : String(value)),
    labelFormatter: (value: unknown) => (typeof value !== "number" ? String(value ?? "") : isTime ? formatTime(value) : formatRead(value, ofLabel ?? "number")),
  };
}

function formatProp(element: ChartElement, name: string): Record<string, unknown> {
  const format = element.props[name] as NumberFormat | undefined;
  return format === undefined ? {} : { [name]: (value: unknown) => (typeof value === "number" ? formatRead(value, format) : String(value ?? "")) };
}
