/** Records the steps of a call for the trace. */
import { now } from "../trace/clock.ts";
import { stepFailure } from "../trace/stepFailure.ts";
import type { StepFailure } from "../trace/stepFailure.ts";
import type { StepInfo } from "../trace/stepInfo.ts";
import { newTraceId } from "../trace/trace.ts";
import type { JobTrace, StepName, StepTrace } from "../trace/trace.ts";

/** What a step gives the record besides its result. */
export interface StepOutcome<Info> {
  readonly info: Info;
  readonly jobs: readonly JobTrace[];
  /** An error to throw once the step is recorded with its info. */
  readonly failure?: Error | undefined;
}

/** ms since the epoch. */
interface StepTimes {
  readonly startedAt: number;
  readonly finishedAt: number;
}

export class StepRecorder {
  readonly steps: StepTrace[] = [];
  /** A step around another one fails with its error, and is described alike. */
  readonly #failures = new WeakMap<Error, StepFailure>();

  /**
   * Runs a step and records it, whether it ends well or not.
   *
   * @param unfinished what can be told when the step throws, such as the packages it leaves as they were
   * @throws what the step throws, and its `failure`
   */
  async step<Info extends StepInfo>(step: StepName, work: (startedAt: Date) => Promise<StepOutcome<Info>>, unfinished?: (startedAt: Date) => Promise<StepInfo | undefined>): Promise<Info> {
    const startedAt = now();
    let outcome: StepOutcome<Info>;
    try {
      outcome = await work(new Date(startedAt));
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#record(step, { startedAt, finishedAt: now() }, { info: (await unfinished?.(new Date(startedAt)).catch(() => undefined)) ?? this.#innerInfo(step), jobs: [] }, error);
      throw thrown;
    }
    this.#record(step, { startedAt, finishedAt: now() }, outcome, outcome.failure);
    if (outcome.failure !== undefined) throw outcome.failure;
    return outcome.info;
  }

  /** Records a step that was run in some other way, such as together with others. Throws nothing. */
  note(step: StepName, times: StepTimes, { info, jobs, failure }: StepOutcome<StepInfo>): void {
    this.#record(step, times, { info, jobs }, failure);
  }

  #record(step: StepName, { startedAt, finishedAt }: StepTimes, { info, jobs }: { readonly info: StepInfo | undefined; readonly jobs: readonly JobTrace[] }, error: Error | undefined): void {
    let failure = error === undefined ? undefined : this.#failures.get(error);
    if (error !== undefined && failure === undefined) {
      failure = stepFailure(error, step, info?.loadIds.length === 1 ? info.loadIds[0] : undefined);
      this.#failures.set(error, failure);
    }
    this.steps.push({ step, spanId: newTraceId(), startedAt, finishedAt, failure, info, jobs });
  }

  /** What the last step inside of a run told. */
  #innerInfo(step: StepName): StepInfo | undefined {
    return step === "run" ? this.steps.at(-1)?.info : undefined;
  }
}
