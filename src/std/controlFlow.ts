/** The two ways a cell ends early without having failed. User code cannot catch them: compiled `catch` blocks rethrow. */

/** Stop was pressed, or the run was replaced by a newer one. */
export class Interrupted extends Error {
  /** `stopped`: by the person; `superseded`: a newer run of the same cell has taken over. */
  readonly reason: "stopped" | "superseded";

  constructor(reason: "stopped" | "superseded" = "stopped") {
    super(reason === "stopped" ? "The run was stopped." : "A newer run of this cell has taken over.");
    this.name = "Interrupted";
    this.reason = reason;
  }
}

/** `stop(condition, output)` ended the cell. */
export class StopSignal extends Error {
  readonly output: unknown;

  constructor(output: unknown) {
    super("The cell was ended by stop().");
    this.name = "StopSignal";
    this.output = output;
  }
}

/** True for what a `catch` in a cell must hand on. */
export function passesThroughCatch(error: unknown): error is Interrupted | StopSignal {
  try {
    return error instanceof Interrupted || error instanceof StopSignal;
  } catch {
    // A proxy may refuse even this question; it is not one of ours.
    return false;
  }
}

/**
 * Ends the cell quietly when the condition holds, with `output` in place of its last expression. What depends on the
 * cell does not run.
 */
export function stop(condition: unknown, output?: unknown): void {
  if (condition) throw new StopSignal(output);
}
