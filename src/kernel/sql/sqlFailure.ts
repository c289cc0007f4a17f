/** Errors of the database as errors of the cell: DuckDB's own words, at the place in the cell's text. */
import { indexLines } from "../../cell/lineIndex.ts";
import { CodedError } from "../../diagnostic/codedError.ts";
import { sqlError } from "./errors.ts";
import type { StatementText } from "./statementText.ts";

/** The code of the pipeline's catalogue for what DuckDB refuses. */
const refused = "E483";

/**
 * @param error  what the database threw; errors of another kind come back as they are
 * @param code   the cell's text
 */
export function sqlFailure(error: unknown, statement: StatementText, cell: string, code: string): unknown {
  if (!(error instanceof CodedError) || error.code !== refused) return error;
  const message = String(error.details["reason"] ?? error.message);
  const offset = statement.toCell(offsetOf(message, statement.sql) ?? 0);
  const { line, column } = indexLines(code).spanAt(offset, offset);
  return sqlError("E260", { reason: reasonOf(message), cell }, { cause: error, position: { line, column } });
}

/** The message without the excerpt of the statement, and without advice to use tables that only the notebook knows of. */
function reasonOf(message: string): string {
  const excerpt = message.search(/\n+LINE \d+: /);
  const lines = (excerpt === -1 ? message : message.slice(0, excerpt)).split(/\n+/).map((line) => line.trim());
  return lines.filter((line) => line !== "" && !/^Did you mean "(?:pg_|sqlite_|duckdb_|watercourse|memory\.watercourse|information_schema|system|temp\.)/.test(line)).join(" ");
}

/** DuckDB shows the line with a caret below the place; a long line is cut at both ends. */
function offsetOf(message: string, sql: string): number | null {
  const shown = /\nLINE (\d+): ([^\n]*)\n( *)\^/.exec(message);
  if (shown === null) return null;
  const [, number = "1", excerpt = "", indent = ""] = shown;
  const lines = sql.split("\n");
  const lineStart = lines.slice(0, Number(number) - 1).reduce((length, line) => length + line.length + 1, 0);
  const line = lines[Number(number) - 1] ?? "";
  const column = indent.length - `LINE ${number}: `.length;
  if (!excerpt.startsWith("...")) return lineStart + Math.min(column, line.length);
  const cut = excerpt.replace(/^\.\.\.|\.\.\.$/g, "");
  return lineStart + Math.max(0, line.indexOf(cut)) + column - 3;
}
