/** The graphs on which propagation is measured, as data: both runtimes get the same ones. */

/**
 * Cells `c0` … in page order. The first is the root, which is edited; every other one adds up what it reads.
 *
 * @typedef {{ name: string, reads: readonly number[] }} GraphCell
 * @typedef {"chain" | "fan" | "diamond"} Shape
 */

/** @type {readonly Shape[]} */
export const shapes = ["chain", "fan", "diamond"];
export const sizes = [10, 100, 1_000];

/**
 * @param {Shape} shape  chain: each cell reads the one before; fan: all read the root; diamond: all but the last read the
 *   root, and the last reads them all
 * @param {number} size
 * @returns {GraphCell[]}
 */
export function graphOf(shape, size) {
  return Array.from({ length: size }, (_, at) => {
    const middle = Array.from({ length: size - 2 }, (_unused, before) => before + 1);
    const reads = at === 0 ? [] : shape === "chain" ? [at - 1] : shape === "diamond" && at === size - 1 ? middle : [0];
    return { name: `c${at}`, reads };
  });
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
