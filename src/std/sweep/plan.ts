/** In which order the runs of an experiment are made. */

/** One run: which point, and whether it counts. */
export interface SweepStep {
  /** Place of the point in the list of points. */
  readonly point: number;
  /** From 1; 0 for a warm-up run. */
  readonly repeat: number;
  /** Tells the steps of a plan apart. */
  readonly key: string;
}

export interface PlanSpec {
  readonly points: number;
  readonly repeats: number;
  readonly warmup: number;
  readonly order: "random" | "given";
  readonly seed: number;
}

/**
 * Warm-up runs first, then rounds in which every point is measured once. Whatever drifts while the experiment goes on
 * (heat, memory, other programs) so falls on all points alike, and each round draws the whole curve. In random order
 * every round is shuffled anew; equal seeds give equal plans.
 */
export function planRuns({ points, repeats, warmup, order, seed }: PlanSpec): SweepStep[] {
  const random = randomNumbers(seed);
  const round = (step: (point: number) => SweepStep): SweepStep[] => {
    const steps = Array.from({ length: points }, (_, point) => step(point));
    return order === "random" ? shuffle(steps, random) : steps;
  };
  const warm = Array.from({ length: warmup }, (_, at) => round((point) => ({ point, repeat: 0, key: `${point} warm ${at + 1}` })));
  const counted = Array.from({ length: repeats }, (_, at) => round((point) => ({ point, repeat: at + 1, key: `${point} run ${at + 1}` })));
  return [...warm, ...counted].flat();
}

/** Fisher and Yates. */
function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}

/** A small generator whose numbers depend on nothing but the seed: a linear congruence (constants: Knuth, MMIX), upper bits. */
function randomNumbers(seed: number): () => number {
  let state = BigInt.asUintN(64, BigInt(seed));
  const next = (): number => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
  // Small seeds differ in their low bits alone at first.
  for (let round = 0; round < 8; round += 1) next();
  return next;
}
