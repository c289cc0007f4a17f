/** A pipeline's trace as a timeline of its jobs. */
import type { TimelineOutput, TimelineOutputJob } from "./output.ts";

const maxJobs = 2_000;
const maxText = 20_000;

interface TraceStep {
  readonly step: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly failure: unknown;
}

/** What a timeline needs of a trace; the pipeline library's traces have it. */
interface Trace {
  readonly pipelineName: string;
  readonly steps: readonly TraceStep[];
  timeline(): readonly TimelineOutputJob[];
  asText(): string;
}

/** True for the trace of a pipeline that has run. */
export function isTrace(value: object): value is Trace {
  const { timeline, asText, steps, pipelineName } = value as Partial<Record<keyof Trace, unknown>>;
  return typeof timeline === "function" && typeof asText === "function" && typeof pipelineName === "string" && Array.isArray(steps) && steps.length > 0;
}

export function timelineOf(trace: Trace): TimelineOutput {
  const began = Math.min(...trace.steps.map(({ startedAt }) => startedAt));
  const steps = trace.steps.map(({ step, startedAt, finishedAt, failure }) => ({ step: String(step), start: startedAt - began, end: finishedAt - began, failed: failure !== undefined }));
  const all = trace.timeline();
  const jobs = all.slice(0, maxJobs).map(({ stage, worker, table, file, rows, bytes, start, end }) => ({ stage, worker, table, file, rows, bytes, start, end }));
  return {
    kind: "timeline",
    title: trace.pipelineName,
    ms: Math.max(...steps.map(({ end }) => end), ...jobs.map(({ end }) => end)),
    steps,
    jobs,
    ...(all.length > jobs.length ? { cutFrom: all.length } : {}),
    text: trace.asText().slice(0, maxText),
  };
}
