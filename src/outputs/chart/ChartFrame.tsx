import { type ReactNode, useRef } from "react";
import { OutputBoundary } from "../OutputBoundary.tsx";
import { ChartLegend, type ChartLegendProps } from "./ChartLegend.tsx";
import type { ChartTableProps } from "./ChartTable.tsx";
import { ChartTools } from "./ChartTools.tsx";

export interface ChartFrameProps {
  readonly title: string | undefined;
  readonly xLabel?: string | undefined;
  readonly yLabel?: string | undefined;
  readonly summary: string;
  /** Absent when one series needs no name. */
  readonly legend?: ChartLegendProps | undefined;
  readonly table: ChartTableProps;
  /** Height of the plot in px; the usual one of the page when absent. */
  readonly height?: number | undefined;
  /** What is drawn. When it changes, a drawing that failed is tried again. */
  readonly subject: unknown;
  readonly children: ReactNode;
}

/** What every chart has around its drawing, as ordinary text: title, names of series and axes, its data, its picture to save. */
export function ChartFrame({ title, xLabel, yLabel, summary, legend, table, height, subject, children }: ChartFrameProps) {
  const figure = useRef<HTMLElement>(null);
  return (
    <figure ref={figure} className="output-chart">
      {title !== undefined && <figcaption className="output-chart-title">{title}</figcaption>}
      {legend !== undefined && <ChartLegend {...legend} />}
      {yLabel !== undefined && <div className="output-chart-y">{yLabel}</div>}
      <div className="output-chart-plot" style={height === undefined ? undefined : { height }}>
        <OutputBoundary subject={subject} fallback={() => summary}>
          {children}
        </OutputBoundary>
      </div>
      {xLabel !== undefined && <div className="output-chart-x">{xLabel}</div>}
      <ChartTools table={table} title={title} figure={figure} />
    </figure>
  );
}
