/** The trace of a pipeline's steps: as text for people, as data for charts and other programs. */
import type { ResolvedValue } from "../config/resolvedValues.ts";
import { isoMoment, printMoment } from "./clock.ts";
import { preciseDelta } from "./duration.ts";
import type { ExecutionContext } from "./executionContext.ts";
import { printStepFailure } from "./stepFailure.ts";
import type { StepFailure } from "./stepFailure.ts";
import type { StepInfo } from "./stepInfo.ts";
import { timelineOf } from "./timeline.ts";
import type { TimelineJob } from "./timeline.ts";

export type StepName = "extract" | "normalize" | "load" | "run" | "sync";

/** One file's way through one stage. Times are ms since the epoch, on one clock for all workers. */
export interface JobTrace {
  readonly stage: "extract" | "normalize" | "load";
  /** `main`, `extract-1`, `normalize-1`, `load-2`, … */
  readonly worker: string;
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** One step of a run: when it began and ended, what it did, or why it failed. */
export interface StepTrace {
  readonly step: StepName;
  /** 32 hexadecimal characters. */
  readonly spanId: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly failure: StepFailure | undefined;
  /** What the step told; of a failed one as far as it came. */
  readonly info: StepInfo | undefined;
  readonly jobs: readonly JobTrace[];
}

export interface TraceSpec {
  readonly pipelineName: string;
  /** In the order in which they ended; at least one. */
  readonly steps: readonly StepTrace[];
  readonly context: ExecutionContext;
  readonly resolvedValues?: readonly ResolvedValue[];
  /** 32 hexadecimal characters. Default: new ones. */
  readonly transactionId?: string;
}

/** Steps kept when single steps follow each other. */
const maxSteps = 100;

/** Steps in the order in which they ended. */
export class PipelineTrace {
  readonly pipelineName: string;
  readonly transactionId: string;
  readonly steps: readonly StepTrace[];
  readonly executionContext: ExecutionContext;
  /** Settings that somebody had set and that the steps read; never secrets. */
  readonly resolvedValues: readonly ResolvedValue[];

  constructor({ pipelineName, steps, context, resolvedValues = [], transactionId = newTraceId() }: TraceSpec) {
    this.pipelineName = pipelineName;
    this.steps = steps;
    this.executionContext = context;
    this.resolvedValues = resolvedValues;
    this.transactionId = transactionId;
  }

  get startedAt(): Date {
    return new Date(this.#started);
  }

  get finishedAt(): Date {
    return new Date(this.#finished);
  }

  /** Every job of every stage. */
  get jobs(): readonly JobTrace[] {
    return this.steps.flatMap(({ jobs }) => jobs);
  }

  /** Every job on every worker, in the order in which they began, times in ms from the start of the run. */
  timeline(): TimelineJob[] {
    return timelineOf(this.jobs, this.#started);
  }

  /** Seconds that a step took, all of its runs together; 0 if it did not run. */
  seconds(step: StepName): number {
    return this.steps.filter((one) => one.step === step).reduce((sum, one) => sum + (one.finishedAt - one.startedAt) / 1000, 0);
  }

  /** This trace with the steps of a later call: `normalize()` after `extract()` goes on with the same trace. */
  with(later: Pick<TraceSpec, "steps" | "resolvedValues">): PipelineTrace {
    const { pipelineName, executionContext: context, transactionId } = this;
    const known = new Map([...this.resolvedValues, ...(later.resolvedValues ?? [])].map((value) => [`${value.sections.join(".")}.${value.key}`, value]));
    return new PipelineTrace({ pipelineName, context, transactionId, steps: [...this.steps, ...later.steps].slice(-maxSteps), resolvedValues: [...known.values()] });
  }

  /** The text of `toString()`; 1 adds the settings that were read, and the id of each step. */
  asText(verbosity: 0 | 1 = 0): string {
    const outcome = this.steps.some(({ failure }) => failure !== undefined) ? "FAILED" : "COMPLETED";
    const head = `Run started at ${printMoment(this.#started)} and ${outcome} in ${preciseDelta((this.#finished - this.#started) / 1000)} with ${this.steps.length} steps.\n`;
    const values = verbosity === 0 || this.resolvedValues.length === 0 ? "" : `Following config and secret values were resolved:\n${this.resolvedValues.map(printValue).join("\n")}\n\n`;
    return head + values + this.steps.map((step) => printStep(step, verbosity)).join("\n\n");
  }

  toString(): string {
    return this.asText();
  }

  /** As plain data with dlt's names. Moments are ISO 8601 in UTC. */
  asDict() {
    return {
      transaction_id: this.transactionId,
      pipeline_name: this.pipelineName,
      execution_context: this.executionContext,
      started_at: isoMoment(this.#started),
      steps: this.steps.map(stepDict),
      finished_at: isoMoment(this.#finished),
      resolved_config_values: this.resolvedValues.map(({ key, value, sections, provider }) => ({ key, value, is_secret_hint: false, sections, provider_name: provider })),
      engine_version: 1,
    };
  }

  toJSON(): object {
    return this.asDict();
  }

  get #started(): number {
    return Math.min(...this.steps.map(({ startedAt }) => startedAt));
  }

  get #finished(): number {
    return Math.max(...this.steps.map(({ finishedAt }) => finishedAt));
  }
}

/** An id of a trace or a step: 32 hexadecimal characters. */
export function newTraceId(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

function printStep({ step, spanId, startedAt, finishedAt, failure, info }: StepTrace, verbosity: 0 | 1): string {
  const outcome = failure === undefined ? "COMPLETED" : "FAILED";
  return [
    `Step ${step} ${outcome} in ${preciseDelta((finishedAt - startedAt) / 1000)}.`,
    ...(failure === undefined ? [] : [`Failed due to: ${printStepFailure(failure)}`]),
    ...(info === undefined ? [] : [info.asText(0)]),
    ...(verbosity === 0 ? [] : [`span id: ${spanId}`]),
  ].join("\n");
}

function printValue({ key, value, sections, provider }: ResolvedValue): string {
  return `${key}->${String(value)} in ${sections.join(".")} by ${provider}`;
}

function stepDict({ step, spanId, startedAt, finishedAt, failure, info }: StepTrace) {
  const exception = failure === undefined ? null : printStepFailure(failure);
  return {
    span_id: spanId,
    step,
    started_at: isoMoment(startedAt),
    finished_at: isoMoment(finishedAt),
    step_exception: exception,
    exception_traces: failure === undefined ? null : [{ exception_type: failure.name, code: failure.code ?? null, message: failure.message, load_id: failure.loadId ?? null, stack_trace: failure.stack?.split("\n") ?? [] }],
    ...(info === undefined ? {} : { [`${info.step}_info`]: info.metrics(), step_info: info.asDict() }),
  };
}
