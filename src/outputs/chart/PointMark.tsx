export interface PointMarkProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly index?: number;
  readonly color: string;
  /** Index of the newest point, which is marked larger. */
  readonly last: number;
  /** Whether the other points are marked too. */
  readonly marksPoints: boolean;
  /** Set where points are many and may cover each other. */
  readonly faint?: boolean;
}

/** A measured point. The newest one is filled and ringed. */
export function PointMark({ cx, cy, index, color, last, marksPoints, faint = false }: PointMarkProps) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cx) || !Number.isFinite(cy)) return null;
  if (index === last) {
    return (
      <g>
        <circle cx={cx} cy={cy} r={8} fill={color} opacity={0.18} />
        <circle cx={cx} cy={cy} r={4.5} fill={color} />
      </g>
    );
  }
  if (!marksPoints) return null;
  return faint ? <circle cx={cx} cy={cy} r={2.5} fill={color} fillOpacity={0.55} /> : <circle cx={cx} cy={cy} r={3.5} fill="var(--paper)" stroke={color} strokeWidth={2} />;
}
