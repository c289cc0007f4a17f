import { memo, useMemo } from "react";
import type { ChartSpec } from "../kernel/protocol.ts";
import { ChartFrame } from "./chart/ChartFrame.tsx";
import type { ChartPlotProps } from "./chart/ChartPlot.tsx";
import { summarizeChart } from "./chart/chartSummary.ts";
import { hasDirectNames } from "./chart/directNames.ts";
import { seriesLook } from "./chart/seriesLook.ts";
import { useHiddenSeries } from "./chart/useHiddenSeries.ts";
import { lazyView } from "./lazyView.tsx";
import "./ChartView.css";

const ChartPlot = lazyView<ChartPlotProps>(
  () => import("./chart/ChartPlot.tsx").then((module) => module.default),
  () => <div className="output-chart-waiting" />,
);

/**
 * Every chart of the short forms. Words (title, axis titles, legend, data) are ordinary text around a plot of fixed height;
 * the drawing library is fetched when the first chart appears, and its place is kept until then.
 */
export const ChartView = memo(function ChartView({ chart }: { chart: ChartSpec }) {
  const [hidden, toggle] = useHiddenSeries();
  const summary = useMemo(() => summarizeChart(chart), [chart]);
  const { series } = chart;
  const items = series.map((one, index) => ({ label: one.label, look: seriesLook(one, index) }));
  const kind = chart.type === "line" ? "line" : chart.type === "scatter" ? "mark" : "patch";
  const keys = [chart.x, ...series.flatMap((one) => (one.low === undefined ? [one.key] : [one.key, one.low, one.high ?? ""]))];
  const only = series.length === 1 ? (chart.yLabel ?? series[0]?.label ?? "") : undefined;
  const columns = [chart.xLabel ?? chart.x, ...series.flatMap((one) => (one.low === undefined ? [only ?? one.label] : [only ?? one.label, `${one.label}, low`, `${one.label}, high`]))];
  return (
    <ChartFrame
      title={chart.title}
      xLabel={chart.xLabel}
      yLabel={chart.yLabel}
      summary={summary}
      legend={series.length > 1 ? { items, kind, hidden, onToggle: toggle, direct: hasDirectNames(chart) } : undefined}
      table={{ columns, rowCount: chart.data.length, row: (index) => keys.map((key) => chart.data[index]?.[key]) }}
      subject={chart}
    >
      <ChartPlot chart={chart} summary={summary} hidden={hidden} onToggle={toggle} />
    </ChartFrame>
  );
});
