/** What an error of a destination means for a job. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { isTerminal } from "../destination/terminalError.ts";
import { pipelineError } from "../errors.ts";
import { isLoaderFileFormat } from "../formats/format.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import type { PackageJob } from "../storage/manifest.ts";

/** Errors that say all there is to say, and that trying again at once cannot cure: no database, a full disk, a lost file. */
const passedOn: ReadonlySet<string> = new Set(["E460", "E461", "E462", "E480", "E482", "E484", "E487"]);

/**
 * `refused`: the destination will never take what it was given (dlt: terminal). `passing`: the same may work another
 * time (dlt: transient). `other`: not an answer of the destination at all, such as a stop or a crash.
 */
export type FailureKind = "refused" | "passing" | "other";

export function failureKind(error: unknown): FailureKind {
  if (!(error instanceof Error) || error.name === "Interrupted" || error.name === "AbortError" || error.name === "StopSignal") return "other";
  if (isTerminal(error)) return "refused";
  if (!(error instanceof CodedError)) return "passing";
  if (error.code === "E483") return error.message.startsWith("Out of Memory") ? "passing" : "refused";
  return passedOn.has(error.code) ? "other" : error.code === "E860" || error.code === "E485" ? "passing" : "refused";
}

/** E481 for a job that was refused. */
export function refusal(job: PackageJob, loadId: string, cause: Error): CodedError {
  return pipelineError("E481", { job: jobId(parseJobFile(job.file)), loadId, reason: cause.message }, { cause });
}

/** The format of a normalized file. */
export function formatOf(job: PackageJob): LoaderFileFormat {
  const { format } = parseJobFile(job.file);
  return isLoaderFileFormat(format) ? format : "arrow";
}
