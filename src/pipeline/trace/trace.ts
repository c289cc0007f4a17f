/** The trace of a pipeline's steps: as text for people, as data for charts. */
import { printMoment } from "./clock.ts";
import { preciseDelta } from "./duration.ts";

export type StepName = "extract" | "normalize" | "load" | "run";

/** One file's way through one stage. Times are ms since the epoch, on one clock for all workers. */
export interface JobTrace {
  readonly stage: "extract" | "normalize" | "load";
  /** `main`, `normalize-1`, `load-2`, … */
  readonly worker: string;
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly startedAt: number;
  readonly finishedAt: number;
}

export interface StepTrace {
  readonly step: StepName;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** One line, when the step failed. */
  readonly failure: string | undefined;
  /** What the step told, as text. */
  readonly info: string | undefined;
  readonly jobs: readonly JobTrace[];
}

/** Steps kept when single steps follow each other. */
const maxSteps = 100;

/** Steps in the order in which they ended. */
export class PipelineTrace {
  readonly pipelineName: string;
  readonly steps: readonly StepTrace[];

  constructor(pipelineName: string, steps: readonly StepTrace[]) {
    this.pipelineName = pipelineName;
    this.steps = steps;
  }

  get startedAt(): Date {
    return new Date(Math.min(...this.steps.map(({ startedAt }) => startedAt)));
  }

  get finishedAt(): Date {
    return new Date(Math.max(...this.steps.map(({ finishedAt }) => finishedAt)));
  }

  /** Every job of every stage, for a timeline. */
  get jobs(): readonly JobTrace[] {
    return this.steps.flatMap(({ jobs }) => jobs);
  }

  /** Seconds that a step took, all of its runs together; 0 if it did not run. */
  seconds(step: StepName): number {
    return this.steps.filter((one) => one.step === step).reduce((sum, one) => sum + (one.finishedAt - one.startedAt) / 1000, 0);
  }

  /** This trace with the steps of a later call: `normalize()` after `extract()` goes on with the same trace. */
  with(steps: readonly StepTrace[]): PipelineTrace {
    return new PipelineTrace(this.pipelineName, [...this.steps, ...steps].slice(-maxSteps));
  }

  toString(): string {
    const started = Math.min(...this.steps.map(({ startedAt }) => startedAt));
    const finished = Math.max(...this.steps.map(({ finishedAt }) => finishedAt));
    const outcome = this.steps.some(({ failure }) => failure !== undefined) ? "FAILED" : "COMPLETED";
    const head = `Run started at ${printMoment(started)} and ${outcome} in ${preciseDelta((finished - started) / 1000)} with ${this.steps.length} steps.`;
    return `${head}\n${this.steps.map(printStep).join("\n\n")}`;
  }
}

function printStep({ step, startedAt, finishedAt, failure, info }: StepTrace): string {
  const outcome = failure === undefined ? "COMPLETED" : "FAILED";
  return [
    `Step ${step} ${outcome} in ${preciseDelta((finishedAt - startedAt) / 1000)}.`,
    ...(failure === undefined ? [] : [`Failed due to: ${failure}`]),
    ...(info === undefined ? [] : [info]),
  ].join("\n");
}
