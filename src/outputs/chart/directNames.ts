import type { ChartSpec } from "../../kernel/protocol.ts";

/** Whether the series of a chart are named at the ends of their lines where the plot is wide enough: a few lines. */
export function hasDirectNames({ type, series }: ChartSpec): boolean {
  return type === "line" && series.length > 1 && series.length <= 11;
}
