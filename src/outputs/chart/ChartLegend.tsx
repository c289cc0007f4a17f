import type { SeriesLook } from "./seriesLook.ts";
import { SeriesKey } from "./SeriesKey.tsx";

export interface LegendItem {
  readonly label: string;
  readonly look: SeriesLook;
}

export interface ChartLegendProps {
  readonly items: readonly LegendItem[];
  readonly kind: "line" | "patch" | "mark";
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (label: string) => void;
  /** Set when the series are named in the plot where there is room. */
  readonly direct?: boolean;
}

/** The names of the series, each a switch that hides and shows its series. */
export function ChartLegend({ items, kind, hidden, onToggle, direct = false }: ChartLegendProps) {
  return (
    <ul className="output-chart-legend" data-direct={direct || undefined} aria-label="Series">
      {items.map(({ label, look }, index) => (
        <li key={index}>
          <button type="button" className="output-chart-switch" aria-pressed={!hidden.has(label)} title={hidden.has(label) ? `Show ${label}` : `Hide ${label}`} onClick={() => onToggle(label)}>
            <SeriesKey look={look} kind={kind} />
            <span className="output-chart-name">{label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
