import { useId, useMemo, useRef } from "react";
import { formatNumber } from "../../numbers.ts";
import { seriesLook } from "../seriesLook.ts";
import { thinLine } from "../thinPoints.ts";
import { Texture } from "../Texture.tsx";
import { useSize } from "../useSize.ts";
import { drawChart } from "./components.ts";
import { drawElement, type Surroundings } from "./drawElement.tsx";
import { elementAxis, timeValue } from "./elementAxes.ts";
import { type ElementModel, type ElementSeries, type Row, sliceNames } from "./elementModel.ts";

export interface ElementPlotProps {
  readonly model: ElementModel;
  readonly summary: string;
  readonly hidden: ReadonlySet<string>;
}

/** Up to this many points each is marked. */
const MARKED_POINTS = 40;
const CLOUD_POINTS = 2500;

/** The drawing of a chart written as elements, filling the box it is in. */
export default function ElementPlot({ model, summary, hidden }: ElementPlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const textures = useId();
  const rows = useMemo(() => drawnRows(model, size?.width ?? 600), [model, size?.width]);
  const { chart, series } = model;
  const { data: _data, title: _title, desc: _desc, width: _width, height: _height, margin, ...given } = chart.props;
  const bars = chart.type === "BarChart" || chart.type === "ComposedChart" ? { barCategoryGap: "24%", maxBarSize: 56 } : {};
  const textureOf = (one: ElementSeries) => `${textures}-${series.indexOf(one)}`;
  const around: Surroundings | null = size === null ? null : {
    series: series.map((one) => (one.rows === undefined ? { ...one, rows } : one)),
    axes: chart.children.filter((child) => child.type === "XAxis" || child.type === "YAxis").map((axis) => elementAxis(model, axis, hidden, axis.type === "XAxis" ? size.width : size.height)),
    hidden,
    isDense: Math.max(rows.length, ...series.map((one) => one.rows?.length ?? 0)) > MARKED_POINTS,
    sliceTexture: (slice) => `${textures}-slice-${slice}`,
    textureOf: (one) => textureOf(series.find((other) => other.element === one.element) ?? one),
  };
  return (
    <div ref={box} className="output-chart-canvas">
      {around !== null &&
        size !== null &&
        drawChart(
          chart.type,
          {
            ...bars,
            ...given,
            width: size.width,
            height: size.height,
            margin: { top: rows.length < model.rows.length ? 24 : 10, right: 20, bottom: 0, left: chart.children.some((child) => child.type === "YAxis") ? 0 : 14, ...(margin as object | undefined) },
            ...(chart.props["data"] === undefined ? {} : { data: rows }),
            accessibilityLayer: true,
            role: "application",
            "aria-label": summary,
          },
          <defs key="textures">
            {series.map((one) => (
              <Texture key={textureOf(one)} id={textureOf(one)} look={one.look} />
            ))}
            {sliceNames(model).map((_name, slice) => (
              <Texture key={`slice ${slice}`} id={`${textures}-slice-${slice}`} look={seriesLook({}, slice)} />
            ))}
          </defs>,
          ...chart.children.map((child, index) => drawElement(child, around, index)),
        )}
      {rows.length < model.rows.length && (
        <p className="output-chart-left-out">
          {formatNumber(rows.length)} of {formatNumber(model.rows.length)} points are drawn.
        </p>
      )}
    </div>
  );
}

/** Rows in such number and shape as can be drawn: moments as numbers, nothing below zero on a logarithmic axis. */
function drawnRows(model: ElementModel, width: number): readonly Row[] {
  const { chart, series } = model;
  const keys = series.map((one) => one.key);
  const times = axisKeys(model, "time");
  const logs = [...axisKeys(model, "log"), ...(chart.children.some((child) => child.type === "YAxis" && child.props["scale"] === "log") ? keys : [])];
  const rows = model.rows.map((row) => {
    if (times.length === 0 && logs.length === 0) return row;
    const fitting = { ...row };
    for (const key of times) fitting[key] = timeValue(row[key]);
    for (const key of logs) if (typeof row[key] === "number" && row[key] <= 0) fitting[key] = null;
    return fitting;
  });
  const isLines = series.every(({ element: { type } }) => type === "Line" || type === "Area");
  if (isLines) return thinLine(rows as never, keys, Math.max(100, Math.floor(width / 1.5))) as unknown as readonly Row[];
  if (series.some(({ element: { type } }) => type === "Bar")) return rows.slice(0, Math.max(60, Math.floor(width / 4)));
  const stride = Math.ceil(rows.length / CLOUD_POINTS);
  return stride <= 1 ? rows : rows.filter((_row, index) => index % stride === 0);
}

function axisKeys({ chart }: ElementModel, scale: string): string[] {
  return chart.children.flatMap((child) => (child.type.endsWith("Axis") && child.props["scale"] === scale && child.props["dataKey"] !== undefined ? [String(child.props["dataKey"])] : []));
}
