/** Which code is running now, so that output and waits find their cell. */
import type { CellRun } from "./cellRun.ts";

export class Activity {
  /** The run whose cell has its turn, from its first statement to its end, awaits included. */
  executing: CellRun | null = null;
  /** The run whose code is on the stack now: the synchronous part of a cell, or of one of its timers. */
  onStack: CellRun | null = null;

  /** Runs code of a cell, so that what it calls in other cells counts as its own. */
  within<Result>(run: CellRun, code: () => Result): Result {
    const before = this.onStack;
    this.onStack = run;
    try {
      return code();
    } finally {
      this.onStack = before;
    }
  }
}
