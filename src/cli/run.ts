/** `watercourse run`: a lesson's cells in a real browser, and what became of each. */
import { readFile } from "node:fs/promises";
import type { LessonReport } from "../app/headless/contract.ts";
import { cliError } from "./errors.ts";
import { withHeadlessCourse } from "./headlessBrowser.ts";
import type { RunOptions } from "./options.ts";
import { printLesson } from "./print.ts";
import type { Terminal } from "./terminal.ts";

/** @returns 0 when every cell that was to run did, 1 when one failed */
export async function run({ lesson, edits, cells, timeoutMs, json }: RunOptions, terminal: Terminal): Promise<number> {
  const source = await readText(lesson);
  const texts = await Promise.all(edits.map(async ({ id, file }) => ({ id, code: await readText(file) })));
  const request = { source, edits: texts, cells, timeoutMs };
  const report = await withHeadlessCourse((drive) => drive("runLesson", request, timeoutMs), terminal.note);
  const ran = withLateCells(demandRun(report, lesson, terminal), timeoutMs);
  terminal.print(json ? JSON.stringify({ lesson: ran.lesson, ok: ran.ok, cells: ran.cells, checks: ran.checks }, null, 2) : printLesson(ran));
  return ran.ok ? 0 : 1;
}

type Ran = Extract<LessonReport, { kind: "ran" }>;

/** A cell that Stop ended because time was over says so, rather than that somebody pressed Stop. */
function withLateCells(report: Ran, timeoutMs: number): Ran {
  if (!report.timedOut) return report;
  const { code, message } = cliError("E708", { seconds: timeoutMs / 1000 });
  const cells = report.cells.map((cell) => (cell.status === "interrupted" ? { ...cell, error: { line: null, column: null, ...cell.error, code, message } } : cell));
  return { ...report, cells };
}

function demandRun(report: LessonReport, file: string, terminal: Terminal): Ran {
  if (report.kind === "unknownCells") throw cliError("E704", { ids: report.ids.map((id) => `\`${id}\``).join(", "), known: report.known.join(", ") });
  if (report.kind === "ran") return report;
  const errors = report.problems.filter((problem) => problem.severity === "error");
  for (const { line, column, code, message } of errors) terminal.note(`${file}:${line}:${column} ${code} ${message}`);
  const [first] = errors;
  throw cliError("E703", { file, count: errors.length === 1 ? "one error was" : `${errors.length} errors were` }, first && { position: first });
}

/** Reads a text file. @throws E702 */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file." : error instanceof Error ? error.message : String(error);
    throw cliError("E702", { file, reason }, { cause: error });
  }
}
