/** Errors that will come again however often a job is tried. */

/**
 * Thrown by a custom sink (`throw new dlt.TerminalError("no such list")`) when trying again is no use: the job fails at once
 * (dlt: DestinationTerminalException). Any other error of a sink counts as one that may pass.
 */
export class TerminalError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TerminalError";
  }
}

/** True when the error, or one that it came from, is a `TerminalError`. */
export function isTerminal(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    if (at instanceof TerminalError) return true;
  }
  return false;
}
