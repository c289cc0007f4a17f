import { memo, useMemo } from "react";
import type { ChartElement } from "../kernel/protocol.ts";
import { ChartFrame } from "./chart/ChartFrame.tsx";
import { cleanElement } from "./chart/elements/cleanElement.ts";
import { type ElementModel, elementModel, elementTable, sliceNames, summarizeElements } from "./chart/elements/elementModel.ts";
import type { ElementPlotProps } from "./chart/elements/ElementPlot.tsx";
import { seriesLook, type SeriesLook } from "./chart/seriesLook.ts";
import { useHiddenSeries } from "./chart/useHiddenSeries.ts";
import { lazyView } from "./lazyView.tsx";
import "./ChartView.css";

const ElementPlot = lazyView<ElementPlotProps>(
  () => import("./chart/elements/ElementPlot.tsx").then((module) => module.default),
  () => <div className="output-chart-waiting" />,
);

/** A chart written as elements in a `tsx` cell, in the frame that every chart has. */
export const ChartElementsView = memo(function ChartElementsView({ root }: { root: ChartElement }) {
  const [hidden, toggle] = useHiddenSeries();
  const clean = useMemo(() => cleanElement(root), [root]);
  const model = useMemo(() => (clean === null ? null : elementModel(clean)), [clean]);
  if (clean === null || model === null) return <p className="output-unknown">This version of the app cannot draw “{root.type}”.</p>;
  const summary = summarizeElements(clean);
  const isPie = model.chart.type === "PieChart";
  const items = isPie ? sliceItems(model) : model.series.map(({ label, look, element: { props } }) => ({ label, look: given(look, props["stroke"] ?? props["fill"]) }));
  const isLines = model.series.every(({ element }) => element.type === "Line");
  return (
    <ChartFrame
      title={model.title}
      xLabel={axisTitle(model.chart, "XAxis")}
      yLabel={axisTitle(model.chart, "YAxis")}
      summary={summary}
      legend={model.hasLegend && items.length > 0 ? { items, kind: isLines ? "line" : "patch", hidden, onToggle: toggle } : undefined}
      table={elementTable(model)}
      height={model.height}
      subject={root}
    >
      <ElementPlot model={model} summary={summary} hidden={hidden} />
    </ChartFrame>
  );
});

/** A colour that the cell gave stands by itself. */
function given(look: SeriesLook, color: unknown): SeriesLook {
  return typeof color === "string" && color !== "none" ? { ...look, color, texture: 0 } : look;
}

function sliceItems(model: ElementModel): { label: string; look: SeriesLook }[] {
  const cells = model.series[0]?.element.children.filter((child) => child.type === "Cell") ?? [];
  return sliceNames(model).map((label, slice) => ({ label, look: given(seriesLook({}, slice), cells[slice]?.props["fill"]) }));
}

/** An axis' plain title is text beside the drawing; one with a place of its own is drawn. */
function axisTitle(chart: ChartElement, type: string): string | undefined {
  const label = chart.children.find((child) => child.type === type)?.props["label"];
  return typeof label === "string" ? label : undefined;
}
