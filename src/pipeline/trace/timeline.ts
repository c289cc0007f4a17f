/** Every file's way through every stage, on one axis: what a chart of workers over time draws. */
import type { JobTrace } from "./trace.ts";

/** A bar of the chart: what one worker did to one file. */
export interface TimelineJob {
  readonly stage: JobTrace["stage"];
  /** `main`, `extract-1`, `normalize-2`, `load-1` … */
  readonly worker: string;
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** ms from the start of the run. */
  readonly start: number;
  readonly end: number;
}

/** Jobs in the order in which they began. @param runStart ms since the epoch */
export function timelineOf(jobs: readonly JobTrace[], runStart: number): TimelineJob[] {
  return jobs
    .map(({ stage, worker, table, file, rows, bytes, startedAt, finishedAt }) => ({ stage, worker, table, file, rows, bytes, start: startedAt - runStart, end: finishedAt - runStart }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
