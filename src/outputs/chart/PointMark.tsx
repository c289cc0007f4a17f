import { markPath, type MarkShape } from "./seriesLook.ts";

export interface PointMarkProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly index?: number;
  readonly color: string;
  readonly shape: MarkShape;
  /** Index of the newest point, which is marked larger. */
  readonly last: number;
  /** Whether the other points are marked too. */
  readonly marksPoints: boolean;
  /** Set where points are many and may cover each other. */
  readonly faint?: boolean;
}

/** A measured point. The newest one is filled and ringed. */
export function PointMark({ cx, cy, index, color, shape, last, marksPoints, faint = false }: PointMarkProps) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cx) || !Number.isFinite(cy)) return null;
  const place = `translate(${cx},${cy})`;
  if (index === last) {
    return (
      <g className="output-chart-point" transform={place}>
        <circle r={8} fill={color} opacity={0.18} />
        <path d={markPath(shape, 4.5)} fill={color} />
      </g>
    );
  }
  if (!marksPoints) return null;
  return faint ? (
    <path className="output-chart-point" transform={place} d={markPath(shape, 2.5)} fill={color} fillOpacity={0.55} />
  ) : (
    <path className="output-chart-point" transform={place} d={markPath(shape, 3.5)} fill="var(--paper)" stroke={color} strokeWidth={2} />
  );
}
