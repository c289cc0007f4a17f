/** Errors that come from extract workers as data, as errors again. */
import type { CodedError } from "../../../diagnostic/codedError.ts";
import { pipelineError, pipelineErrors } from "../../errors.ts";
import type { RemoteFailure } from "./protocol.ts";

/** What engines say of a name that is not there: V8 and Firefox, then Safari. */
const missingName = /^(?:(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined|Can't find variable: (?<variable>.+))$/u;

/**
 * One of our own errors as it was; a name that did not travel as E820; what a stopped run threw by its own name;
 * anything else as E452 with the worker's stack.
 *
 * @param rows rows that the resource gave before
 */
export function failureOf(failure: RemoteFailure, resource: string, rows: number): Error {
  const { name, message, stack, code, details } = failure;
  if (code !== undefined && Object.hasOwn(pipelineErrors, code)) return withStack(pipelineError(code as keyof typeof pipelineErrors, details), stack);
  const thrown = Object.assign(new Error(message), { name });
  if (stack !== undefined) thrown.stack = stack;
  if (name === "Interrupted") return thrown;
  const missing = name === "ReferenceError" ? missingName.exec(message)?.groups : undefined;
  if (missing !== undefined) return withStack(pipelineError("E820", { resource, name: missing.name ?? missing.variable }, { cause: thrown }), stack);
  return withStack(pipelineError("E452", { resource, rows, reason: `${name}: ${message}` }, { cause: thrown }), stack);
}

function withStack(error: CodedError, stack: string | undefined): CodedError {
  if (stack !== undefined) error.stack = stack;
  return error;
}
