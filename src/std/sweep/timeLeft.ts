/** How long the rest of an experiment will take, by what its points have taken so far. */

export class TimeLeft {
  readonly #byPoint = new Map<number, { ms: number; runs: number }>();

  /** Notes how long a run of a point took. */
  note(point: number, ms: number): void {
    const known = this.#byPoint.get(point);
    this.#byPoint.set(point, { ms: (known?.ms ?? 0) + ms, runs: (known?.runs ?? 0) + 1 });
  }

  /** Milliseconds; a point that has not run yet counts as the mean of those that have. Undefined before the first run. */
  of(steps: Iterable<{ readonly point: number }>): number | undefined {
    if (this.#byPoint.size === 0) return undefined;
    const means = new Map([...this.#byPoint].map(([point, { ms, runs }]) => [point, ms / runs]));
    const usual = [...means.values()].reduce((sum, mean) => sum + mean, 0) / means.size;
    let left = 0;
    for (const { point } of steps) left += means.get(point) ?? usual;
    return left;
  }
}
