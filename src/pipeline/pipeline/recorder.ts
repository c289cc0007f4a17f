/** Records the steps of a call for the trace. */
import { now } from "../trace/clock.ts";
import type { JobTrace, StepName, StepTrace } from "../trace/trace.ts";

/** What a step gives the record besides its result. */
export interface StepOutcome<Info> {
  readonly info: Info;
  readonly jobs: readonly JobTrace[];
  /** An error to throw once the step is recorded with its info. */
  readonly failure?: Error | undefined;
}

export class StepRecorder {
  readonly steps: StepTrace[] = [];

  /**
   * Runs a step and records it, whether it ends well or not.
   *
   * @throws what the step throws, and its `failure`
   */
  async step<Info>(step: StepName, work: (startedAt: Date) => Promise<StepOutcome<Info>>): Promise<Info> {
    const startedAt = now();
    let outcome: StepOutcome<Info> | undefined;
    let failure: Error | undefined;
    try {
      outcome = await work(new Date(startedAt));
      failure = outcome.failure;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      const info = outcome === undefined ? undefined : String(outcome.info);
      this.steps.push({ step, startedAt, finishedAt: now(), failure: failure === undefined ? undefined : describeFailure(failure), info, jobs: outcome?.jobs ?? [] });
    }
    if (failure !== undefined) throw failure;
    return outcome.info;
  }
}

function describeFailure(error: Error): string {
  return error.name === "CodedError" ? error.message : `${error.name}: ${error.message}`;
}
