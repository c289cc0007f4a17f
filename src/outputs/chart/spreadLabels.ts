/**
 * Moves labels apart so that none covers another, as little as possible and in their order.
 *
 * @param centers  wanted vertical middles in px; @param height of each label; @param top, @param bottom limits of all labels
 * @returns the middles to use, in the order of `centers`
 */
export function spreadLabels(centers: readonly number[], height: number, top: number, bottom: number): number[] {
  const order = centers.map((_center, index) => index).sort((a, b) => (centers[a] ?? 0) - (centers[b] ?? 0));
  const placed = [...centers];
  let limit = top - height / 2;
  for (const index of order) {
    limit = Math.max(placed[index] ?? 0, limit + height);
    placed[index] = limit;
  }
  limit = bottom + height / 2;
  for (const index of order.reverse()) {
    limit = Math.min(placed[index] ?? 0, limit - height);
    placed[index] = limit;
  }
  return placed;
}
