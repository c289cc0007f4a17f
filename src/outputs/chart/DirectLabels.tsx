import { createPortal } from "react-dom";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { ChartModel } from "./chartModel.ts";
import { spreadLabels } from "./spreadLabels.ts";

/** Height of a label in px. */
const LABEL_HEIGHT = 20;
const LONGEST = 180;

export interface DirectLabelsProps {
  readonly model: ChartModel;
  /** The box over the plot that holds the labels: they are buttons, which a drawing cannot hold. */
  readonly over: HTMLElement;
  readonly onToggle: (label: string) => void;
}

/** Names of the series at the right ends of their lines, moved apart where they would cover each other. Each switches its series. */
export function DirectLabels({ model, over, onToggle }: DirectLabelsProps) {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const plot = usePlotArea();
  if (xScale === undefined || yScale === undefined || plot === undefined) return null;
  const ends = model.series.map((series) => {
    const point = model.points.findLast((candidate) => typeof candidate[series.field] === "number");
    const y = point === undefined ? undefined : yScale(point[series.field]);
    return { series, y: y === undefined || !Number.isFinite(y) ? plot.y + plot.height : y };
  });
  const tops = spreadLabels(ends.map((end) => end.y), LABEL_HEIGHT, plot.y, plot.y + plot.height);
  return createPortal(
    <ul className="output-chart-labels" aria-label="Series">
      {ends.map(({ series, y }, index) => (
        <li key={series.field} style={{ left: plot.x + plot.width + 8, top: (tops[index] ?? y) - LABEL_HEIGHT / 2, maxWidth: LONGEST }}>
          <button type="button" className="output-chart-switch" style={{ color: series.color }} aria-pressed={!series.hidden} title={series.label} onClick={() => onToggle(series.label)}>
            <span className="output-chart-name">{series.label}</span>
          </button>
        </li>
      ))}
    </ul>,
    over,
  );
}

/** Room for the longest label at the right of the plot, in px. */
export function labelRoom(series: ChartModel["series"]): number {
  return Math.min(LONGEST, 24 + 7.2 * Math.max(...series.map((one) => one.label.length)));
}
