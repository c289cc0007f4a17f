import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { ChartModel } from "./chartModel.ts";
import { spreadLabels } from "./spreadLabels.ts";

/** Height of a label in px. */
const LABEL_HEIGHT = 16;

/** Names of the series at the right ends of their lines, moved apart where they would cover each other. */
export function SeriesLabels({ model }: { model: ChartModel }) {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const plot = usePlotArea();
  if (xScale === undefined || yScale === undefined || plot === undefined) return null;
  const ends = model.series.flatMap((series) => {
    const point = model.points.findLast((candidate) => candidate[series.field] !== null);
    const x = point === undefined ? undefined : xScale(point.x, { position: "middle" });
    const y = point === undefined ? undefined : yScale(point[series.field]);
    return x === undefined || y === undefined ? [] : [{ series, x, y }];
  });
  const tops = spreadLabels(ends.map((end) => end.y), LABEL_HEIGHT, plot.y, plot.y + plot.height);
  return (
    <g className="output-chart-labels">
      {ends.map(({ series, x, y }, index) => (
        <text key={series.field} x={x + 12} y={tops[index] ?? y} dy="0.35em" fill={series.color}>
          {series.label}
        </text>
      ))}
    </g>
  );
}

/** Room for the longest label at the right of the plot, in px. */
export function labelRoom(series: ChartModel["series"]): number {
  return Math.min(200, 24 + 7 * Math.max(...series.map((one) => one.label.length)));
}
