/** What pipelines show: a run while it works, and its trace afterwards. */

/** A run of a pipeline: its stages, what they count, and whether they are done. */
export interface PipelineRunOutput {
  readonly kind: "pipelineRun";
  readonly pipeline: string;
  readonly stages: readonly PipelineStageProgress[];
}

export interface PipelineStageProgress {
  readonly stage: "extract" | "normalize" | "load";
  readonly state: "running" | "done" | "failed";
  /** Milliseconds since the stage began; its duration when it is over. */
  readonly elapsedMs: number;
  /** Files or jobs of the stage. Absent for extract, which only counts rows. */
  readonly files?: { readonly value: number; readonly total?: number; readonly failed?: number };
  /** Rows of each table or resource so far, in order of appearance. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** Tables beyond those listed. */
  readonly moreTables?: number;
  /** Rows of all tables. */
  readonly rows: number;
}

/** Every job of every stage on one axis of time. */
export interface TimelineOutput {
  readonly kind: "timeline";
  readonly title: string;
  /** From the start of the run to its end. */
  readonly ms: number;
  readonly steps: readonly { readonly step: string; readonly start: number; readonly end: number; readonly failed: boolean }[];
  /** In the order in which they began; times in ms from the start of the run. */
  readonly jobs: readonly TimelineOutputJob[];
  /** Set when jobs were left out: how many there were in all. */
  readonly cutFrom?: number;
  /** The trace in words. */
  readonly text: string;
}

export interface TimelineOutputJob {
  readonly stage: "extract" | "normalize" | "load";
  readonly worker: string;
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly start: number;
  readonly end: number;
}
