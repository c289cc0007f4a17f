import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { Bar, BarChart, CartesianGrid, Line, LineChart, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from "recharts";
import type { ChartSpec } from "../../kernel/protocol.ts";
import { formatShort } from "../numbers.ts";
import { chartModel } from "./chartModel.ts";
import type { ChartModel } from "./chartModel.ts";
import { PointMark } from "./PointMark.tsx";
import { SeriesLabels, labelRoom } from "./SeriesLabels.tsx";

/** Narrower than this, series are named by a legend above the plot instead of at their ends. */
const DIRECT_LABEL_WIDTH = 480;
const X_AXIS_HEIGHT = 24;

/** The drawing of a chart, filling the box it is in. Never animated: a chart that grows redraws, and what was there stays. */
export default function ChartPlot({ chart, summary }: { chart: ChartSpec; summary: string }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const model = useMemo(() => (size === null ? null : chartModel(chart, size.width, size.height)), [chart, size]);
  return (
    <div ref={box} className="output-chart-canvas">
      {model !== null && size !== null && <Drawing chart={chart} summary={summary} model={model} {...size} />}
      {model !== null && model.points.length === 0 && <p className="output-chart-empty">Points appear here as they are measured.</p>}
      {model !== null && model.leftOut > 0 && (
        <p className="output-chart-left-out">
          {model.leftOut === 1 ? "1 value" : `${model.leftOut} values`} cannot be shown on {chart.xScale === "log" || chart.yScale === "log" ? "a logarithmic axis" : "this axis"}.
        </p>
      )}
    </div>
  );
}

interface DrawingProps {
  readonly chart: ChartSpec;
  readonly summary: string;
  readonly model: ChartModel;
  readonly width: number;
  readonly height: number;
}

function Drawing({ chart, summary, model, width, height }: DrawingProps) {
  const Chart = chart.type === "bar" ? BarChart : chart.type === "scatter" ? ScatterChart : LineChart;
  const direct = chart.type === "line" && model.series.length > 1 && width >= DIRECT_LABEL_WIDTH;
  const yWidth = 10 + 7 * Math.max(1, ...model.yAxis.ticks.map((tick) => model.formatY(tick).length));
  const margin = { top: 10, right: direct ? labelRoom(model.series) : Math.max(14, lastTickRoom(model)), bottom: 0, left: 0 };
  // Without points the library draws only an axis that may not be widened; with them, not widening would clip the marks.
  const isEmpty = model.points.length === 0;
  const data = model.points as ChartModel["points"][number][];
  return (
    <Chart width={width} height={height} data={data} margin={margin} accessibilityLayer={false} role="img" aria-label={summary} barCategoryGap="28%" barGap={2} maxBarSize={56}>
      <CartesianGrid stroke="var(--hairline)" strokeOpacity={0.7} vertical={chart.type !== "bar"} />
      {model.xAxis === null ? (
        <XAxis dataKey="x" type="category" allowDuplicatedCategory {...axisLook} height={X_AXIS_HEIGHT} interval="preserveStartEnd" minTickGap={8} />
      ) : (
        <XAxis
          dataKey="x"
          type="number"
          scale={chart.xScale === "log" ? "log" : "linear"}
          domain={[...model.xAxis.domain]}
          ticks={[...model.xAxis.ticks]}
          tickFormatter={model.formatX}
          interval="preserveStartEnd"
          minTickGap={8}
          allowDataOverflow={isEmpty}
          {...axisLook}
          height={X_AXIS_HEIGHT}
        />
      )}
      <YAxis
        type="number"
        scale={chart.yScale === "log" ? "log" : "linear"}
        domain={[...model.yAxis.domain]}
        ticks={[...model.yAxis.ticks]}
        tickFormatter={isEmpty ? () => "" : model.formatY}
        interval={0}
        allowDataOverflow={isEmpty}
        {...axisLook}
        axisLine={false}
        width={yWidth}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={chart.type === "bar" ? { fill: "var(--tint)" } : { stroke: "var(--ink-faint)", strokeDasharray: "2 3" }}
        content={<PointTip chart={chart} model={model} />}
      />
      {model.series.map((series) => drawSeries(chart, model, series))}
      {direct && <SeriesLabels model={model} />}
    </Chart>
  );
}

/** Half the text of the last tick stands beyond the plot when the axis ends with it, in px. */
function lastTickRoom({ xAxis, formatX }: ChartModel): number {
  const last = xAxis?.ticks.at(-1);
  return last === undefined ? 0 : 4 + 3.5 * formatX(last).length;
}

const axisLook = {
  tick: { fill: "var(--ink-soft)", fontSize: 12, fontFamily: "var(--font-ui)" },
  tickLine: false,
  tickSize: 0,
  tickMargin: 6,
  axisLine: { stroke: "var(--ink-faint)", strokeOpacity: 0.6 },
} as const;

function drawSeries(chart: ChartSpec, model: ChartModel, series: ChartModel["series"][number]) {
  const shared = { dataKey: series.field, name: series.label, isAnimationActive: false } as const;
  if (chart.type === "bar") return <Bar key={series.field} {...shared} fill={series.color} radius={[2, 2, 0, 0]} />;
  const last = model.points.findLastIndex((point) => point[series.field] !== null);
  const mark = { color: series.color, last, marksPoints: model.marksPoints };
  if (chart.type === "scatter") {
    return <Scatter key={series.field} {...shared} fill={series.color} shape={(props: object) => <PointMark {...props} {...mark} marksPoints faint={!model.marksPoints} />} />;
  }
  return (
    <Line
      key={series.field}
      {...shared}
      type="linear"
      stroke={series.color}
      strokeWidth={2}
      connectNulls
      dot={({ key, ...props }) => <PointMark key={key} {...props} {...mark} />}
      activeDot={{ r: 5, fill: series.color, stroke: "var(--paper)", strokeWidth: 2 }}
    />
  );
}

interface PointTipProps {
  readonly chart: ChartSpec;
  readonly model: ChartModel;
  /** Given by the chart library. */
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: ChartModel["points"][number] }[];
}

/** What stands under the pointer: the horizontal value, and each series at it. */
function PointTip({ active = false, payload, chart, model }: PointTipProps) {
  const point = payload?.[0]?.payload;
  if (!active || point === undefined) return null;
  return (
    <div className="output-chart-tip">
      <div className="output-chart-tip-x">
        {chart.xLabel ?? chart.x}: {typeof point.x === "number" ? formatShort(point.x) : point.x}
      </div>
      {model.series.map((series) => {
        const y = point[series.field];
        return typeof y !== "number" ? null : (
          <div key={series.field} className="output-chart-tip-y">
            <span className="output-chart-key" style={{ background: series.color }} />
            {model.series.length > 1 || chart.yLabel === undefined ? series.label : chart.yLabel}: <strong>{formatShort(y)}</strong>
          </div>
        );
      })}
    </div>
  );
}

/** Size of the element's content box in whole px; null until it is laid out. */
function useSize(box: React.RefObject<HTMLDivElement | null>): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const width = Math.floor(element.clientWidth);
      const height = Math.floor(element.clientHeight);
      if (width > 0 && height > 0) setSize((old) => (old?.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
