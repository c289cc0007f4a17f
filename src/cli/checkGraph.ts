/** The errors that cells have by themselves and through each other, at their places in the lesson file. */
import { cellErrors } from "../cell/errors.ts";
import { fillTemplate, type ErrorDetails } from "../diagnostic/codedError.ts";
import { findProblems, findWarnings, type GraphProblem } from "../graph/graphProblems.ts";
import { buildGraph } from "../graph/notebookGraph.ts";
import type { LessonProblem } from "../lesson/types.ts";
import type { CellSet, LessonCell } from "./lessonCells.ts";

/** Finds syntax errors and warnings of each cell, duplicate names, cycles, assignments to other cells' names, changes inside their values. */
export function checkGraph({ cells }: CellSet): LessonProblem[] {
  const problems = cells.flatMap(textProblems);
  const graph = buildGraph(cells.map(({ id, role, analysis }) => ({ id, role, analysis })));
  const found = findProblems(graph);
  for (const cell of cells) {
    const problem = found.get(cell.id);
    if (problem !== undefined && problem.kind !== "text") problems.push(graphProblem(problem, cell));
  }
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  for (const { cell, name, owner, offset } of findWarnings(graph)) {
    const place = byId.get(cell)?.positionAt(offset);
    if (place !== undefined) problems.push({ code: "E142", severity: "warning", message: fillTemplate(cellErrors.E142.message, { name, owner }), ...place });
  }
  return problems;
}

/** What is wrong with a `${…}` in prose is an error of the lesson's format already. */
function textProblems(cell: LessonCell): LessonProblem[] {
  return cell.analysis.diagnostics
    .filter(({ code }) => cell.role !== "prose" || code !== "E131")
    .map(({ code, severity, message, offset }) => ({ code, severity, message, ...cell.positionAt(offset) }));
}

function graphProblem(problem: Exclude<GraphProblem, { readonly kind: "text" }>, cell: LessonCell): LessonProblem {
  const at = (code: keyof typeof cellErrors, name: string, details: ErrorDetails): LessonProblem => {
    const span = Object.hasOwn(cell.analysis.spans, name) ? cell.analysis.spans[name] : undefined;
    return { code, severity: "error", message: fillTemplate(cellErrors[code].message, details), ...cell.positionAt(span?.offset ?? 0) };
  };
  switch (problem.kind) {
    case "duplicate":
      return at("E104", problem.name, { name: problem.name, other: problem.others.join('", "') });
    case "cycle": {
      const path = problem.path.map((id, step) => (step < problem.names.length ? `"${id}" → (${problem.names[step]})` : `"${id}"`)).join(" ");
      return at("E105", problem.names.at(-1) ?? "", { path });
    }
    case "setup":
      return at("E107", problem.name, { names: `\`${problem.name}\``, other: problem.ancestor });
    case "foreign": {
      const { name, owner } = problem;
      const offset = cell.analysis.foreignAssignments.find((assignment) => assignment.name === name)?.offset ?? 0;
      const message = owner === null ? `\`${name}\` is assigned here, but no cell declares it.` : fillTemplate(cellErrors.E106.message, { name, owner });
      return { code: "E106", severity: "error", message, ...cell.positionAt(offset) };
    }
  }
}
