import type * as t from "@babel/types";
import { endOf, startOf } from "./syntaxTree.ts";

/** Where the expression stands whose value the cell shows: offsets without a closing semicolon. */
export interface OutputRange {
  readonly start: number;
  readonly end: number;
  /** The statement itself, for those who treat it differently. */
  readonly statement: t.Node;
}

/**
 * The output of a cell is its last statement, if that is an expression; semicolons and comments mean nothing.
 * A lone string is an expression too, although the grammar calls it a directive.
 */
export function findOutput(program: t.Program, code: string): OutputRange | null {
  const last = program.body.findLast((statement) => statement.type !== "EmptyStatement") ?? lastDirective(program);
  if (last?.type !== "ExpressionStatement" && last?.type !== "Directive") return null;
  const end = endOf(last);
  return { start: startOf(last), end: code[end - 1] === ";" ? end - 1 : end, statement: last };
}

function lastDirective(program: t.Program): t.Directive | undefined {
  return program.directives.at(-1);
}
