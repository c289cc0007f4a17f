import type { LessonProblem } from "./types.ts";

/** A problem with the file in which it is. */
export interface FileProblem extends LessonProblem {
  readonly file: string;
}

/** One line for terminals, `file:line:column  E322 duplicate-id  message`; editors make the place a link. */
export function formatFileProblem(problem: FileProblem, name: string): string {
  const severity = problem.severity === "warning" ? "warning: " : "";
  return `${problem.file}:${problem.line}:${problem.column}  ${problem.code} ${name}  ${severity}${problem.message}`;
}
