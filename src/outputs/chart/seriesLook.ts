/** What tells the series of a chart apart: colour, and besides it dashes, marks and textures, for eyes and prints without colour. */
import type { ChartSeries } from "../../kernel/protocol.ts";

export type MarkShape = "circle" | "square" | "triangle" | "diamond" | "cross" | "wedge";

export interface SeriesLook {
  /** A colour of the theme, as CSS. */
  readonly color: string;
  /** For lines; absent: solid. */
  readonly dash: string | undefined;
  readonly shape: MarkShape;
  /** For areas and bars: 0 is plain. */
  readonly texture: number;
}

const shapes: readonly MarkShape[] = ["circle", "square", "triangle", "diamond", "cross", "wedge"];
const dashes = [undefined, "7 4", "2 3", "10 3 2 3", "5 2", "12 4"] as const;

/** @param index  place of the series in its chart */
export function seriesLook(series: Pick<ChartSeries, "color">, index: number): SeriesLook {
  const color = series.color ?? (index % 6) + 1;
  return { color: `var(--chart-${color})`, dash: dashes[index % dashes.length], shape: shapes[index % shapes.length] ?? "circle", texture: index % 6 };
}

/** A mark around 0,0 as an SVG path. @param r  its radius in px */
export function markPath(shape: MarkShape, r: number): string {
  const wide = 1.2 * r;
  const thin = 0.4 * r;
  switch (shape) {
    case "circle":
      return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
    case "square":
      return `M${-0.9 * r},${-0.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}Z`;
    case "triangle":
      return `M0,${-wide}L${wide},${0.85 * wide}H${-wide}Z`;
    case "wedge":
      return `M0,${wide}L${wide},${-0.85 * wide}H${-wide}Z`;
    case "diamond":
      return `M0,${-1.3 * r}L${1.3 * r},0L0,${1.3 * r}L${-1.3 * r},0Z`;
    case "cross":
      return `M${-thin},${-wide}H${thin}V${-thin}H${wide}V${thin}H${thin}V${wide}H${-thin}V${thin}H${-wide}V${-thin}H${-thin}Z`;
  }
}
