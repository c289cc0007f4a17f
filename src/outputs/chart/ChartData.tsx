import { useState } from "react";
import type { ChartSpec } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";

/** Points listed; a chart of more is still read better as a chart. */
const LISTED = 500;

/** The numbers behind a chart, folded: for those who want them exactly, or cannot see the drawing. */
export function ChartData({ chart }: { chart: ChartSpec }) {
  const [open, setOpen] = useState(false);
  const text = (value: unknown) => (typeof value === "number" ? formatNumber(value) : String(value ?? "–"));
  return (
    <details className="output-disclosure output-chart-data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Data</summary>
      {open && (
        <div className="output-chart-table" tabIndex={0} role="group" aria-label="Data of the chart">
          <table>
            <thead>
              <tr>
                <th scope="col">{chart.xLabel ?? chart.x}</th>
                {chart.series.map((series) => (
                  <th key={series.key} scope="col">
                    {chart.series.length === 1 ? (chart.yLabel ?? series.label) : series.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {chart.data.slice(0, LISTED).map((row, index) => (
                <tr key={index}>
                  <th scope="row">{text(row[chart.x])}</th>
                  {chart.series.map((series) => (
                    <td key={series.key}>{text(row[series.key])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {chart.data.length > LISTED && (
            <p className="output-note">
              The first {formatNumber(LISTED)} of {formatNumber(chart.data.length)} points.
            </p>
          )}
        </div>
      )}
    </details>
  );
}
