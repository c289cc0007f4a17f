import { useId, useMemo, useRef, useState } from "react";
import { CartesianGrid, ComposedChart, XAxis, YAxis } from "recharts";
import type { ChartSpec } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";
import { ActivePoint, pointWords } from "./ActivePoint.tsx";
import { axisLook } from "./axisLook.ts";
import { CategoryTick } from "./CategoryTick.tsx";
import { categoryTicks, cutName } from "./categoryTicks.ts";
import { type ChartModel, chartModel } from "./chartModel.ts";
import { DirectLabels, labelRoom } from "./DirectLabels.tsx";
import { hasDirectNames } from "./directNames.ts";
import { drawBand, drawReference, drawSeries, textureId } from "./drawSeries.tsx";
import { Texture } from "./Texture.tsx";
import { type PointReader, usePointReader } from "./usePointReader.ts";
import { type Size, useSize } from "./useSize.ts";

/** Narrower than this, series are named by a legend above the plot instead of at their ends. */
const DIRECT_LABEL_WIDTH = 480;

export interface ChartPlotProps {
  readonly chart: ChartSpec;
  readonly summary: string;
  /** Labels of series that are switched off. */
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (label: string) => void;
}

/** The drawing of a chart, filling the box it is in. Never animated: a chart that grows redraws, and what was there stays. */
export default function ChartPlot({ chart, summary, hidden, onToggle }: ChartPlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState<HTMLDivElement | null>(null);
  const size = useSize(box);
  const model = useMemo(() => (size === null ? null : chartModel(chart, size.width, size.height, hidden)), [chart, size, hidden]);
  const reader = usePointReader(model, chart.type === "scatter");
  const isEmpty = model?.points.length === 0;
  return (
    <div ref={box} className="output-chart-canvas" role="group" aria-label="Points of the chart, read with the arrow keys" tabIndex={0} {...reader.handlers}>
      {model !== null && size !== null && over !== null && <Drawing chart={chart} summary={summary} model={model} size={size} reader={reader} over={over} onToggle={onToggle} />}
      <div ref={setOver} className="output-chart-over" />
      {isEmpty && <p className="output-chart-empty">Points appear here as they are measured.</p>}
      <div className="output-chart-said" role="status">
        {model !== null && reader.active !== null && reader.byKeys && pointWords(chart, model, reader.active)}
      </div>
      {model !== null && <PlotNotes chart={chart} model={model} />}
    </div>
  );
}

function PlotNotes({ chart, model }: { chart: ChartSpec; model: ChartModel }) {
  const { leftOut, thinnedFrom } = model;
  if (leftOut === 0 && thinnedFrom === null) return null;
  const axis = chart.xScale === "log" || chart.yScale === "log" ? "a logarithmic axis" : "this axis";
  return (
    <p className="output-chart-left-out">
      {thinnedFrom !== null && thinningNote(chart, model.points.length, thinnedFrom)}{" "}
      {leftOut > 0 && `${leftOut === 1 ? "1 value" : `${formatNumber(leftOut)} values`} cannot be shown on ${axis}.`}
    </p>
  );
}

function thinningNote(chart: ChartSpec, drawn: number, all: number): string {
  if (chart.type === "bar") return `The first ${formatNumber(drawn)} of ${formatNumber(all)} bars.`;
  if (chart.type === "scatter") return `${formatNumber(drawn)} of ${formatNumber(all)} points are drawn.`;
  return `Drawn: the highs and lows of ${formatNumber(all)} points.`;
}

interface DrawingProps {
  readonly chart: ChartSpec;
  readonly summary: string;
  readonly model: ChartModel;
  readonly size: Size;
  readonly reader: PointReader;
  readonly over: HTMLElement;
  readonly onToggle: (label: string) => void;
}

function Drawing({ chart, summary, model, size: { width, height }, reader, over, onToggle }: DrawingProps) {
  const chartId = useId();
  const direct = width >= DIRECT_LABEL_WIDTH && hasDirectNames(chart);
  const yWidth = 10 + 7 * Math.max(1, ...model.yAxis.ticks.map((tick) => model.formatY(tick).length));
  const margin = { top: model.leftOut > 0 || model.thinnedFrom !== null ? 24 : 10, right: direct ? labelRoom(model.series) : Math.max(14, lastTickRoom(model)), bottom: 0, left: 0 };
  // Without points the library draws only an axis that may not be widened; with them, not widening would clip the marks.
  const isEmpty = model.points.length === 0;
  const data = useMemo(() => model.points.map((point, index) => ({ ...point, index })), [model.points]);
  const names = model.xAxis === null ? categoryTicks(data.map((point) => point.x), width - yWidth - margin.right) : null;
  const nameOf = (index: number) => String(model.points[index]?.x ?? "");
  const seen = model.series.filter((series) => !series.hidden);
  return (
    <ComposedChart width={width} height={height} data={data} margin={margin} accessibilityLayer={false} role="img" aria-label={summary} barCategoryGap="24%" barGap={2} maxBarSize={56} stackOffset="sign">
      <defs>
        {seen.map((series) => (
          <Texture key={series.field} id={textureId(chartId, series)} look={series} />
        ))}
      </defs>
      <CartesianGrid stroke="var(--hairline)" strokeOpacity={0.7} vertical={model.xAxis !== null} />
      {model.xAxis === null ? (
        <XAxis
          dataKey="index"
          type="category"
          {...axisLook}
          tick={<CategoryTick slanted={names?.slanted === true} nameOf={nameOf} />}
          tickFormatter={(index: number) => cutName(nameOf(index), names?.letters ?? 20)}
          height={names?.height ?? 24}
          interval={names?.showsAll === true ? 0 : "preserveStartEnd"}
          minTickGap={8}
        />
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
          height={24}
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
        width={Math.max(yWidth, names?.before ?? 0)}
      />
      {seen.map((series) => drawBand(chart, series))}
      {seen.map((series) => drawSeries(chart, model, series, chartId))}
      {model.references.map((reference, index) => drawReference(model, reference, index))}
      {direct && <DirectLabels model={model} over={over} onToggle={onToggle} />}
      <ActivePoint chart={chart} model={model} reader={reader} over={over} />
    </ComposedChart>
  );
}

/** Half the text of the last tick stands beyond the plot when the axis ends with it, in px. */
function lastTickRoom({ xAxis, formatX }: ChartModel): number {
  const last = xAxis?.ticks.at(-1);
  return last === undefined ? 0 : 4 + 3.5 * formatX(last).length;
}
