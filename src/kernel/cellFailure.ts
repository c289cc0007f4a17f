/** Errors as data: what was thrown, where in which cell, and what to do about it. */
import { CodedError } from "../diagnostic/codedError.ts";
import type { CellError } from "../std/output.ts";
import { inspectValue, previewValue } from "../std/preview.ts";
import { kernelErrors, kernelError } from "./errors.ts";
import { readFrames } from "./stackFrames.ts";

export interface FailureContext {
  /** The cell whose run failed. */
  readonly cell: string;
  /** Corrects a column of a cell's compiled source. */
  mapColumn(cell: string, line: number, column: number): number;
  /** Explains why a name is missing, if the notebook knows. */
  explainMissing(name: string): CodedError | undefined;
}

const maxMessage = 5_000;

/** What was thrown, or something harmless in its place when it cannot even be looked at (a hostile proxy). */
export function examineThrown(thrown: unknown): unknown {
  try {
    // The question itself is what a hostile proxy refuses.
    Object.getPrototypeOf(Object(thrown));
    return thrown;
  } catch {
    return "a value that cannot be looked at";
  }
}

/** Turns anything thrown into an error to show. Never throws. */
export function toCellError(anything: unknown, context: FailureContext): CellError {
  const thrown = examineThrown(anything);
  const missing = missingName(thrown);
  const coded = thrown instanceof CodedError ? thrown : missing === undefined ? undefined : context.explainMissing(missing);
  const frames = framesOf(thrown, context);
  const isHere = coded?.position !== undefined && coded.details["cell"] === context.cell;
  const top = isHere ? { cell: context.cell, ...coded.position } : frames[0];
  const base = coded === undefined ? thrownError(thrown) : { code: coded.code, message: coded.message, why: coded.why, fix: coded.fix };
  const related = coded?.details["cell"];
  return {
    ...base,
    message: base.message.length > maxMessage ? `${base.message.slice(0, maxMessage)}…` : base.message,
    line: top?.line ?? null,
    column: top?.column ?? null,
    ...(top !== undefined && top.cell !== context.cell ? { cell: top.cell } : {}),
    ...(frames.length > 0 ? { frames } : {}),
    ...(typeof related === "string" && missing !== undefined ? { related: [related] } : {}),
  };
}

/** A coded error without a place. */
export function plainCellError(error: CodedError, related?: readonly string[]): CellError {
  return { code: error.code, message: error.message, line: null, column: null, why: error.why, fix: error.fix, ...(related === undefined ? {} : { related }) };
}

/** One line that says what was thrown: `TypeError: x is not a function`. */
export function thrownMessage(thrown: unknown): string {
  try {
    if (thrown instanceof Error) {
      const name = String(thrown.name || "Error");
      const message = String(thrown.message);
      return message === "" ? name : `${name}: ${message}`;
    }
    return `Thrown: ${typeof thrown === "string" ? thrown : previewValue(thrown, 300)}`;
  } catch {
    return "An error that cannot be shown.";
  }
}

function thrownError(thrown: unknown): Pick<CellError, "code" | "message" | "why" | "fix"> {
  const cause = causeOf(thrown);
  const { why, fix } = kernelErrors.E200;
  return { code: "E200", message: thrownMessage(thrown), why: cause === undefined ? why : `${why} It was caused by: ${cause}`, fix };
}

function causeOf(thrown: unknown): string | undefined {
  try {
    const cause: unknown = thrown instanceof Error ? thrown.cause : undefined;
    if (cause === undefined) return undefined;
    return cause instanceof Error ? thrownMessage(cause) : inspectValue(cause).slice(0, 300);
  } catch {
    return undefined;
  }
}

function framesOf(thrown: unknown, context: FailureContext): NonNullable<CellError["frames"]> {
  try {
    const stack: unknown = thrown instanceof Error ? thrown.stack : undefined;
    if (typeof stack !== "string") return [];
    return readFrames(stack).map((frame) => ({ ...frame, column: context.mapColumn(frame.cell, frame.line, frame.column) }));
  } catch {
    return [];
  }
}

function missingName(thrown: unknown): string | undefined {
  if (!(thrown instanceof ReferenceError)) return undefined;
  return /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/u.exec(thrown.message)?.[1] ?? /^Can't find variable: (\S+)$/.exec(thrown.message)?.[1];
}

/** The error of a cell that does not run because of another. */
export function cancelledError(cause: string, causeResult: string | null, causeError: CellError | null): CellError {
  if (causeResult === "stopped") return plainCellError(kernelError("E202", { cause }), [cause]);
  return plainCellError(kernelError("E201", { cause, error: causeError?.message ?? "unknown" }), [cause]);
}
