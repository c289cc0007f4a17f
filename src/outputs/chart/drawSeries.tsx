import { Area, Bar, ErrorBar, Line, ReferenceLine, Scatter } from "recharts";
import type { ReactNode } from "react";
import type { ChartSpec } from "../../kernel/protocol.ts";
import type { ChartModel, PlotReference, PlotSeries } from "./chartModel.ts";
import { PointMark } from "./PointMark.tsx";

/** Name of a series' texture in a chart's drawing. */
export const textureId = (chartId: string, series: PlotSeries): string => `${chartId}-${series.field}`;

/** The range around a series that is drawn behind its line. */
export function drawBand(chart: ChartSpec, series: PlotSeries): ReactNode {
  if (series.range === null || (chart.type !== "line" && chart.type !== "area")) return null;
  return <Area key={series.range} dataKey={series.range} type="linear" stroke="none" fill={series.color} fillOpacity={0.16} connectNulls={!series.hasGaps} isAnimationActive={false} activeDot={false} tooltipType="none" legendType="none" />;
}

/** A series as bars, line, area or points. Nothing is animated. */
export function drawSeries(chart: ChartSpec, model: ChartModel, series: PlotSeries, chartId: string): ReactNode {
  const shared = { dataKey: series.field, name: series.label, isAnimationActive: false } as const;
  const fill = `url(#${textureId(chartId, series)})`;
  const stack = chart.stacked === true ? { stackId: "all" } : {};
  const last = model.points.findLastIndex((point) => typeof point[series.field] === "number");
  const mark = { color: series.color, shape: series.shape, last, marksPoints: model.marksPoints };
  switch (chart.type) {
    case "bar":
      return (
        <Bar key={series.field} {...shared} {...stack} fill={fill} stroke={series.color} strokeWidth={1} radius={chart.stacked === true ? 0 : [2, 2, 0, 0]}>
          {whiskers(series)}
        </Bar>
      );
    case "scatter":
      return (
        <Scatter key={series.field} {...shared} fill={series.color} shape={(props: object) => <PointMark {...props} {...mark} last={-1} marksPoints faint={!model.marksPoints} />}>
          {whiskers(series)}
        </Scatter>
      );
    case "area":
      return <Area key={series.field} {...shared} {...stack} type="linear" stroke={series.color} strokeWidth={2} strokeDasharray={series.dash} fill={fill} fillOpacity={chart.stacked === true ? 0.6 : 0.22} connectNulls={!series.hasGaps} activeDot={false} dot={false} />;
    case "line":
      return (
        <Line
          key={series.field}
          {...shared}
          type="linear"
          stroke={series.color}
          strokeWidth={2}
          strokeDasharray={series.dash}
          connectNulls={!series.hasGaps}
          dot={({ key, ...props }) => <PointMark key={key} {...props} {...mark} />}
          activeDot={false}
        />
      );
  }
}

function whiskers(series: PlotSeries): ReactNode {
  const { range, field } = series;
  if (range === null) return null;
  const ends = (point: ChartModel["points"][number]) => {
    const [low, high] = (point[range] ?? []) as readonly number[];
    const value = Number(point[field]);
    return low === undefined || high === undefined ? [0, 0] : [value - low, high - value];
  };
  return <ErrorBar dataKey={ends} direction="y" width={5} stroke="var(--ink)" strokeWidth={1.5} isAnimationActive={false} />;
}

/** A line across the chart, with its words at its end. */
export function drawReference(model: ChartModel, { axis, value, label }: PlotReference, index: number): ReactNode {
  const at = axis === "x" && model.xAxis === null ? model.points.findIndex((point) => point.x === value) : value;
  if (at === -1 && axis === "x") return null;
  const place = axis === "y" ? ({ y: at } as const) : ({ x: at } as const);
  const words = label === undefined ? undefined : { value: label, position: axis === "y" ? ("insideBottomLeft" as const) : ("insideTopLeft" as const), className: "output-chart-reference", fill: "var(--ink-soft)", fontSize: 12, fontFamily: "var(--font-ui)" };
  return <ReferenceLine key={`reference ${index}`} {...place} stroke="var(--ink-soft)" strokeDasharray="6 4" strokeWidth={1.25} {...(words === undefined ? {} : { label: words })} />;
}
