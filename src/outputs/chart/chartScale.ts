/** Domains and ticks. Axes of a chart are decided here, not by the chart library, so that a growing chart keeps still. */

export interface AxisScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** Whether an axis ends where its values end, or at the tick beyond. */
export type AxisEnds = "tight" | "round";

/**
 * A logarithmic axis over positive values. Few powers of ten get ticks at 1, 2 and 5 between them; many are thinned evenly.
 *
 * @param most  how many ticks have room
 */
export function logScale(values: readonly number[], most: number, ends: AxisEnds): AxisScale {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const low = positive.length === 0 ? 1 : positive.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = positive.length === 0 ? 10 : positive.reduce((greatest, value) => Math.max(greatest, value), 0);
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
  const isInside = (tick: number) => ends === "round" || (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  const domain: [number, number] = ends === "round" || low === high ? [Number(`1e${first}`), Number(`1e${last}`)] : [low, high];
  for (const steps of [[1, 2, 5], [1, 3]]) {
    const ticks = logTicks(first, last, steps).filter(isInside);
    if (last - first <= 3 && ticks.length >= 2 && ticks.length <= most) return { domain, ticks };
  }
  const decades = logTicks(first, last, [1]).filter((tick) => isInside(tick) || low === high);
  const stride = Math.ceil(decades.length / Math.max(2, most));
  return { domain, ticks: decades.filter((_tick, index) => index % stride === 0) };
}

function logTicks(first: number, last: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = first; power <= last; power += 1) {
    for (const step of steps) if (power < last || step === 1) ticks.push(Number(`${step}e${power}`));
  }
  return ticks;
}

/**
 * A linear axis with round steps.
 *
 * @param fromZero  `always` for bars; `near` starts at zero unless all values lie far from it
 * @param most  about how many ticks have room
 */
export function linearScale(values: readonly number[], most: number, ends: AxisEnds, fromZero: "always" | "near" | "never"): AxisScale {
  const finite = values.filter(Number.isFinite);
  let low = finite.length === 0 ? 0 : finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let high = finite.length === 0 ? 1 : finite.reduce((greatest, value) => Math.max(greatest, value), Number.NEGATIVE_INFINITY);
  if (fromZero === "always" || (fromZero === "near" && low <= high / 2)) low = Math.min(0, low);
  if (fromZero === "always" || (fromZero === "near" && high >= low / 2)) high = Math.max(0, high);
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Spreads below what a number's own precision can tell apart are none.
  if (high - low <= size * 1e-9 || size < 1e-200) [low, high] = size < 1e-200 ? [0, 1] : [low - size / 2, high + size / 2];
  const step = roundStep((high - low) / Math.max(1, most));
  const from = ends === "round" ? Math.floor(low / step + 1e-9) : Math.ceil(low / step - 1e-9);
  const to = ends === "round" ? Math.ceil(high / step - 1e-9) : Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: Math.max(0, to - from + 1) }, (_unused, index) => Number(((from + index) * step).toPrecision(12)));
  return { domain: ends === "round" ? [ticks[0] ?? low, ticks.at(-1) ?? high] : [low, high], ticks };
}

/** The smallest of 1, 2, 5 times a power of ten that is at least `rough`. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((step) => step * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}
