/** What several measurements of one thing say together. */

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** A quarter of the runs lie below it. */
  readonly lowerQuartile: number;
  /** A quarter of the runs lie above it. */
  readonly upperQuartile: number;
  /** Every counted run, in the order in which they were made. */
  readonly runs: readonly number[];
}

/** Quartiles lie between neighbours where they fall between two runs. Without runs all are NaN. */
export function spreadOf(runs: readonly number[]): Spread {
  const sorted = [...runs].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
    runs,
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
