/** Why a step failed, as the trace keeps it. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { hideSecrets } from "../config/hideSecrets.ts";
import type { StepName } from "./trace.ts";

/** Why a step failed, as the trace keeps it. */
export interface StepFailure {
  /** The step in which it happened; for `run` the step inside of it. */
  readonly step: StepName;
  /** The package that was worked on, if there was one. */
  readonly loadId: string | undefined;
  /** `E481`; undefined for an error that is not one of ours. */
  readonly code: string | undefined;
  /** `load-job-failed`, or the error's own name. */
  readonly name: string;
  readonly message: string;
  readonly why: string | undefined;
  readonly fix: string | undefined;
  readonly stack: string | undefined;
}

/** Describes what was thrown. Secrets in its texts are hidden. */
export function stepFailure(error: Error, step: StepName, loadId: string | undefined): StepFailure {
  const coded = error instanceof CodedError ? error : undefined;
  const hide = (text: string | undefined): string | undefined => (text === undefined ? undefined : hideSecrets(text));
  const ownLoadId = coded?.details.loadId;
  return {
    step,
    loadId: typeof ownLoadId === "string" ? ownLoadId : loadId,
    code: coded?.code,
    name: coded?.slug ?? error.name,
    message: hideSecrets(error.message),
    why: hide(coded?.why),
    fix: hide(coded?.fix),
    stack: hide(error.stack),
  };
}

/** The paragraph that dlt's traces have: where it happened, what kind of error, and its message. */
export function printStepFailure({ step, loadId, code, name, message }: StepFailure): string {
  const place = loadId === undefined ? "" : ` when processing package with \`load_id=${loadId}\``;
  const kind = code === undefined ? name : `${code} ${name}`;
  return `Pipeline execution failed at \`step=${step}\`${place} with exception:\n\n${kind}\n${message}`;
}
