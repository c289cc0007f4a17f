/** Errors of destinations, file formats and secrets: E860–E879. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const destinationErrors = {
  E860: {
    name: "sink-failed",
    message: "The sink `{sink}` failed on rows {from}–{to} of table `{table}` (batch {batch}): {reason}",
    why: "The function given to `dlt.destination` threw an error. It counts as one that may pass, so the file is tried again, from this batch on.",
    fix: "See the reason. Throw `new dlt.TerminalError(…)` for an error that trying again cannot cure.",
  },
  E861: {
    name: "sink-refused",
    message: "The sink `{sink}` refused rows {from}–{to} of table `{table}` (batch {batch}) for good: {reason}",
    why: "The function given to `dlt.destination` threw a `TerminalError`, so the file is not tried again. Batches before this one were delivered.",
    fix: "Correct the data or the sink, and extract again.",
  },
  E862: {
    name: "destination-not-readable",
    message: "The destination `{destination}` cannot be read back.",
    why: "`dataset()` and `sqlClient()` read the loaded tables with SQL. A function that rows are handed to keeps none of them.",
    fix: "Look at what the sink did with the rows, or run the same data into `duckdb` with another pipeline.",
  },
} as const satisfies ErrorCatalogue;
