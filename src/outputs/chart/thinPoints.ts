/** Fewer points where a chart has more than can be seen, chosen so that what stands out stays. */
import type { ChartPoint } from "./chartPoints.ts";

/**
 * For lines: of each stretch of neighbours the lowest and the highest point of every series, and a gap if there is one.
 *
 * @param stretches  how many stretches; about the width in px
 */
export function thinLine(points: readonly ChartPoint[], fields: readonly string[], stretches: number): readonly ChartPoint[] {
  if (points.length <= 2 * stretches) return points;
  const size = points.length / stretches;
  const kept = new Set([0, points.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor(stretch * size);
    const to = Math.floor((stretch + 1) * size);
    for (const field of fields) keepEnds(points, field, from, to, kept);
  }
  return [...kept].sort((a, b) => a - b).flatMap((index) => points[index] ?? []);
}

function keepEnds(points: readonly ChartPoint[], field: string, from: number, to: number, kept: Set<number>): void {
  let [lowest, highest, gap] = [-1, -1, -1];
  for (let index = from; index < to; index += 1) {
    const value = points[index]?.[field];
    if (value === null) gap = index;
    if (typeof value !== "number") continue;
    if (lowest < 0 || value < Number(points[lowest]?.[field])) lowest = index;
    if (highest < 0 || value > Number(points[highest]?.[field])) highest = index;
  }
  for (const index of [lowest, highest, gap]) if (index >= 0) kept.add(index);
}

/**
 * For clouds of points: one point of each small square. Beyond `most`, every n-th of those.
 *
 * @param place  where a value of a series stands, in px
 */
export function thinCloud(points: readonly ChartPoint[], fields: readonly string[], place: (point: ChartPoint, field: string, index: number) => readonly [number, number], most: number): readonly ChartPoint[] {
  if (points.length <= most) return points;
  const taken = new Set<string>();
  const kept = points.filter((point, index) => {
    const free = fields.filter((field) => {
      if (typeof point[field] !== "number") return false;
      const [x, y] = place(point, field, index);
      const square = `${field} ${Math.round(x / 2)} ${Math.round(y / 2)}`;
      if (taken.has(square)) return false;
      taken.add(square);
      return true;
    });
    return free.length > 0;
  });
  const stride = Math.ceil(kept.length / most);
  return kept.filter((_point, index) => index % stride === 0);
}
