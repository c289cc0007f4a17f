/** What normalize and load tell of a package while they work on it. */
import type { ProgressEvent } from "../host.ts";
import type { StageContext } from "./context.ts";

/** The package that is worked on. */
export interface ProgressPlace {
  readonly schema: string;
  readonly loadId: string;
}

/** Files done, and the rows of each table so far. */
export function reportNormalize({ report, pipelineName }: Pick<StageContext, "report" | "pipelineName">, place: ProgressPlace, progress: { readonly files: number; readonly total: number; readonly rows?: Readonly<Record<string, number>> }): void {
  const tell = (counter: string, value: number, total: number | undefined, unit: ProgressEvent["unit"]): void => report({ type: "progress", pipeline: pipelineName, stage: "normalize", ...place, counter, value, total, unit });
  tell("Files", progress.files, progress.total, "files");
  for (const [table, rows] of Object.entries(progress.rows ?? {})) tell(table, rows, undefined, "rows");
}

/** Jobs done. */
export function reportLoad({ report, pipelineName }: Pick<StageContext, "report" | "pipelineName">, place: ProgressPlace, value: number, total: number): void {
  report({ type: "progress", pipeline: pipelineName, stage: "load", ...place, counter: "Jobs", value, total, unit: "jobs" });
}

/** Jobs that have failed, if any. */
export function reportFailedJobs({ report, pipelineName }: Pick<StageContext, "report" | "pipelineName">, place: ProgressPlace, failed: number): void {
  if (failed === 0) return;
  report({ type: "progress", pipeline: pipelineName, stage: "load", ...place, counter: "Jobs (Failed)", value: failed, total: undefined, unit: "jobs", message: "WARNING: Some of the jobs failed!" });
}
