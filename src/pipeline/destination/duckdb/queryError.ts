/** DuckDB's errors as ours. Newer versions throw JSON text; the person should see its message. */
import type { CodedError } from "../../../diagnostic/codedError.ts";
import { pipelineError } from "../../errors.ts";

/** @returns E483 with DuckDB's own message; the kind (`Catalog`, `Constraint`, …) in front */
export function queryError(error: unknown, sql: string): CodedError {
  return pipelineError("E483", { reason: queryMessage(error), sql }, { cause: error });
}

/** The message of a DuckDB error: `Catalog Error: Table with name nope does not exist!`. */
export function queryMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!text.startsWith("{")) return text;
  try {
    const { exception_type: type, exception_message: message } = JSON.parse(text) as { exception_type?: string; exception_message?: string };
    return type !== undefined && message !== undefined ? `${type} Error: ${message}` : text;
  } catch {
    return text;
  }
}
