interface CategoryTickProps {
  readonly slanted: boolean;
  /** The whole name of a category, which the axis may have cut. */
  readonly nameOf: (index: number) => string;
  /** The rest is given by the chart library. */
  readonly x?: number | string;
  readonly y?: number | string;
  readonly payload?: { readonly value?: unknown };
  readonly tickFormatter?: (index: number) => string;
}

/** A name on a category axis; the whole name where it had to be cut is shown on hover. */
export function CategoryTick({ slanted, nameOf, x = 0, y = 0, payload, tickFormatter }: CategoryTickProps) {
  const index = Number(payload?.value);
  return (
    <text x={x} y={y} dy="0.71em" textAnchor={slanted ? "end" : "middle"} transform={slanted ? `rotate(-36 ${x} ${y})` : undefined} fill="var(--ink-soft)" fontSize={12} fontFamily="var(--font-ui)">
      {tickFormatter?.(index)}
      <title>{nameOf(index)}</title>
    </text>
  );
}
