import { useLayoutEffect } from "react";
import { createPortal } from "react-dom";
import { usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import type { ChartSpec } from "../../kernel/protocol.ts";
import type { ChartModel } from "./chartModel.ts";
import { SeriesKey } from "./SeriesKey.tsx";
import { markPath } from "./seriesLook.ts";
import type { PointReader } from "./usePointReader.ts";

/** The library draws marks in layers by number; this one is over all of them. */
const ABOVE_MARKS = 1500;

export interface ActivePointProps {
  readonly chart: ChartSpec;
  readonly model: ChartModel;
  readonly reader: PointReader;
  /** The box over the plot, for the words. */
  readonly over: HTMLElement;
}

/** The point that is read: a line through it, rings around its values, and its numbers beside it. */
export function ActivePoint({ chart, model, reader, over }: ActivePointProps) {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const plot = usePlotArea();
  const { active, place } = reader;
  const xOf = (index: number) => xScale?.(model.xAxis === null ? index : model.points[index]?.x, { position: "middle" });
  const yOf = (index: number, field: string) => yScale?.(model.points[index]?.[field]);
  useLayoutEffect(() => {
    place({ x: xOf, y: yOf });
  });
  const point = active === null ? undefined : model.points[active];
  const x = active === null ? undefined : xOf(active);
  if (active === null || point === undefined || x === undefined || plot === undefined) return null;
  const isStacked = chart.stacked === true;
  const rings = chart.type === "bar" || isStacked ? [] : model.series.filter((series) => !series.hidden && typeof point[series.field] === "number");
  const onRight = x > plot.x + plot.width / 2;
  return (
    <>
      <path className="output-chart-cursor" d={`M${x},${plot.y}v${plot.height}`} stroke="var(--ink-faint)" strokeDasharray="2 3" fill="none" />
      <ZIndexLayer zIndex={ABOVE_MARKS}>
        {rings.map((series) => (
          <path key={series.field} className="output-chart-cursor" transform={`translate(${x},${yOf(active, series.field) ?? 0})`} d={markPath(series.shape, 5)} fill={series.color} stroke="var(--paper)" strokeWidth={2} />
        ))}
      </ZIndexLayer>
      {createPortal(
        <div className="output-chart-tip" style={onRight ? { right: `calc(100% - ${x - 12}px)` } : { left: x + 12 }}>
          <PointText chart={chart} model={model} index={active} />
        </div>,
        over,
      )}
    </>
  );
}

/** The horizontal value, and each series at it, the greatest first. */
function PointText({ chart, model, index }: { chart: ChartSpec; model: ChartModel; index: number }) {
  const point = model.points[index];
  if (point === undefined) return null;
  const kind = chart.type === "line" ? "line" : chart.type === "scatter" ? "mark" : "patch";
  return (
    <>
      <div className="output-chart-tip-x">
        {chart.xLabel ?? chart.x}: {model.readX(point.x)}
      </div>
      {pointValues(chart, model, index).map(({ series, text, range }) => (
        <div key={series.field} className="output-chart-tip-y">
          <SeriesKey look={series} kind={kind} />
          {nameOf(chart, model, series)}: <strong>{text}</strong>
          {range !== null && <span className="output-chart-tip-range"> ({range})</span>}
        </div>
      ))}
    </>
  );
}

/** A point in words, for who reads it by keyboard. */
export function pointWords(chart: ChartSpec, model: ChartModel, index: number): string {
  const point = model.points[index];
  if (point === undefined) return "";
  const values = pointValues(chart, model, index).map(({ series, text, range }) => `${nameOf(chart, model, series)} ${text}${range === null ? "" : `, range ${range}`}`);
  return `${chart.xLabel ?? chart.x} ${model.readX(point.x)}: ${values.join("; ")}`;
}

function nameOf(chart: ChartSpec, model: ChartModel, series: ChartModel["series"][number]): string {
  return model.series.length > 1 || chart.yLabel === undefined ? series.label : chart.yLabel;
}

function pointValues(chart: ChartSpec, model: ChartModel, index: number) {
  const point = model.points[index];
  const values = model.series.flatMap((series) => {
    const value = point?.[series.field];
    if (series.hidden || typeof value !== "number") return [];
    const ends = series.range === null ? undefined : point?.[series.range];
    const range = Array.isArray(ends) ? `${model.readY(Number(ends[0]))} – ${model.readY(Number(ends[1]))}` : null;
    return [{ series, value, text: model.readY(value), range }];
  });
  // In a stack the order of the page is the order of the words.
  return chart.stacked === true ? values.reverse() : values.sort((a, b) => b.value - a.value);
}
