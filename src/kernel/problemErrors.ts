/** Graph problems as errors to show, with the texts of the cells' catalogue. */
import { cellError } from "../cell/errors.ts";
import type { GraphProblem } from "../graph/graphProblems.ts";
import type { CellAnalysis } from "../cell/types.ts";
import { plainCellError } from "./cellFailure.ts";
import type { CellError } from "./protocol.ts";

/** The error of a cell that has a problem. */
export function problemError(problem: GraphProblem, analysis: CellAnalysis): CellError {
  switch (problem.kind) {
    case "text": {
      const found = analysis.diagnostics.find((diagnostic) => diagnostic.severity === "error");
      if (found === undefined) return plainCellError(cellError("E100", { problem: "The cell cannot be read." }));
      const { code, message, line, column, why, fix } = found;
      return { code, message, line, column, ...(why === undefined ? {} : { why }), ...(fix === undefined ? {} : { fix }) };
    }
    case "duplicate":
      return at(plainCellError(cellError("E104", { name: problem.name, other: problem.others.join("\", \"") }), problem.others), analysis, problem.name);
    case "cycle": {
      const path = problem.path.map((cell, step) => (step < problem.names.length ? `"${cell}" → (${problem.names[step]})` : `"${cell}"`)).join(" ");
      const related = [...new Set(problem.path)];
      // The step that leads back to this cell carries the name that it reads.
      return at(plainCellError(cellError("E105", { path }), related), analysis, problem.names.at(-1) ?? "");
    }
    case "foreign": {
      const { name, owner, line, column } = problem;
      return { ...foreignError(name, owner), line, column };
    }
    case "setup":
      return at(plainCellError(cellError("E107", { names: `\`${problem.name}\``, other: problem.ancestor }), [problem.ancestor]), analysis, problem.name);
  }
}

/** The error of a cell downstream of a problem. */
export function blockedError(cause: string): CellError {
  return plainCellError(cellError("E108", { cause }), [cause]);
}

function foreignError(name: string, owner: string | null): CellError {
  if (owner !== null) return plainCellError(cellError("E106", { name, owner }), [owner]);
  return {
    code: "E106",
    message: `\`${name}\` is assigned here, but no cell declares it.`,
    line: null,
    column: null,
    why: "A name comes into being with `const`, `let`, `function` or `class`. An assignment to a name that nobody declares is most often a slip of the pen.",
    fix: `Declare it: \`const ${name} = …\`, or \`let ${name} = …\` if this cell changes it later.`,
  };
}

function at(error: CellError, analysis: CellAnalysis, name: string): CellError {
  const span = Object.hasOwn(analysis.spans, name) ? analysis.spans[name] : undefined;
  return span === undefined ? error : { ...error, line: span.line, column: span.column };
}
