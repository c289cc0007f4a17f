/** DuckDB's errors as ours. Newer versions throw JSON text; the person should see its message. */
import type { CodedError } from "../../../diagnostic/codedError.ts";
import { pipelineError } from "../../errors.ts";
import { TerminalError } from "../terminalError.ts";

/**
 * Kinds of errors that will come again however often the same rows are tried (dlt: DatabaseTerminalException). All others
 * (`IO`, `Out of Memory`, `TransactionContext`, `INTERRUPT`, …) may pass.
 */
const terminalKinds = new Set(["Constraint", "Conversion", "Catalog", "Binder", "Parser", "Syntax", "Out of Range", "Invalid Input", "Invalid type", "Mismatch Type", "Not implemented", "Dependency"]);

/** @returns E483 with DuckDB's own message; the kind (`Catalog`, `Constraint`, …) in front. `isTerminal` tells whether it will come again */
export function queryError(error: unknown, sql: string): CodedError {
  const reason = queryMessage(error);
  const cause = isTerminalMessage(reason) ? new TerminalError(reason, { cause: error }) : error;
  return pipelineError("E483", { reason, sql: shortened(sql) }, { cause });
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

function isTerminalMessage(message: string): boolean {
  return terminalKinds.has(/^([\w ]+?) Error:/.exec(message)?.[1] ?? "");
}

/** A table of 5,000 columns has statements that nobody reads to the end. */
function shortened(sql: string): string {
  return sql.length <= 2000 ? sql : `${sql.slice(0, 2000)} …`;
}
