import { lazy, memo, Suspense } from "react";
import type { ChartSpec } from "../kernel/protocol.ts";
import { summarizeChart } from "./chart/chartSummary.ts";
import { ChartData } from "./chart/ChartData.tsx";
import "./ChartView.css";

const ChartPlot = lazy(() => import("./chart/ChartPlot.tsx"));

/**
 * Every chart in the course. Words (title, axis titles, legend, data) are ordinary text around a plot of fixed height;
 * the drawing library is fetched when the first chart appears, and its place is kept until then.
 */
export const ChartView = memo(function ChartView({ chart }: { chart: ChartSpec }) {
  return (
    <figure className="output-chart">
      {chart.title !== undefined && <figcaption className="output-chart-title">{chart.title}</figcaption>}
      {chart.series.length > 1 && (
        <ul className="output-chart-legend" data-direct={chart.type === "line" || undefined} aria-hidden="true">
          {chart.series.map((series, index) => (
            <li key={series.key}>
              <span className="output-chart-key" style={{ background: `var(--chart-${(index % 6) + 1})` }} />
              {series.label}
            </li>
          ))}
        </ul>
      )}
      {chart.yLabel !== undefined && <div className="output-chart-y">{chart.yLabel}</div>}
      <div className="output-chart-plot">
        <Suspense fallback={<div className="output-chart-waiting" />}>
          <ChartPlot chart={chart} summary={summarizeChart(chart)} />
        </Suspense>
      </div>
      {chart.xLabel !== undefined && <div className="output-chart-x">{chart.xLabel}</div>}
      <ChartData chart={chart} />
    </figure>
  );
});
