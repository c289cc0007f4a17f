/** The runs of a notebook's cells: the last ones are remembered. */
import type { RunInfo } from "./inspection.ts";

const keptRuns = 1_000;

export class RunHistory {
  /** Oldest first. */
  #runs: RunInfo[] = [];

  /** Notes a run that has ended. */
  note(run: RunInfo): void {
    this.#runs.push(run);
    // Trimmed by halves, so that a note costs the same however many there are.
    if (this.#runs.length > 2 * keptRuns) this.#runs = this.#runs.slice(-keptRuns);
  }

  /** Newest first. @param cell  the runs of this cell alone */
  list(cell?: string, limit: number = keptRuns): RunInfo[] {
    const kept = this.#runs.slice(-keptRuns).filter((run) => cell === undefined || run.cell === cell);
    const count = Math.min(keptRuns, Math.max(0, Math.trunc(limit) || 0));
    return count === 0 ? [] : kept.slice(-count).reverse();
  }
}
