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
  E863: {
    name: "broken-format-file",
    message: "The {format} file for table `{table}` cannot be read at {row}: {reason}",
    why: "The file was cut off or changed by hand, or it was written for another schema.",
    fix: "Extract and normalize again; `await pipeline.drop()` starts the pipeline afresh.",
  },
  E864: {
    name: "sql-is-not-data",
    message: "The file for table `{table}` is in the format insert_values, which this destination does not take.",
    why: "SQL statements can only be run by a database that knows them.",
    fix: "Use another `loaderFileFormat`: arrow, jsonl, csv or parquet.",
  },
  E865: {
    name: "bad-destination-option",
    message: "The option `{option}` of this destination is {value}; expected {expected}.",
    why: "The destination could not work as asked, and guessing would hide the mistake.",
    fix: "Give {expected}, or leave the option out.",
  },
  E866: {
    name: "merge-appends",
    message: "Table `{table}` asks for merge, and its rows are appended: files cannot be merged.",
    why: "A file is written once. Merging would mean reading all files of the table, and writing them anew.",
    fix: "Use `append` or `replace`, or merge in a database: `destination: \"duckdb\"`.",
  },
} as const satisfies ErrorCatalogue;
