import type { Finding } from "./diagnostics.ts";
import { findForeignHabit } from "./hints.ts";
import { parseCode, type ParsedCode, type SyntaxProblem } from "./parse.ts";
import { forEachChild, startOf } from "./syntaxTree.ts";
import type * as t from "@babel/types";

/**
 * Says in plain words what the parser did not like: repeated declarations each for itself, of all other problems only the first,
 * since the later ones mostly follow from it.
 */
export function describeSyntaxProblems(parsed: ParsedCode, lang: "ts" | "tsx" | "md"): Finding[] {
  const repeated = parsed.problems.filter(({ reason }) => reason === "VarRedeclaration");
  const first = parsed.problems.find(({ reason }) => reason !== "VarRedeclaration");
  return first ? [describe(first, parsed, lang)] : repeated.map((problem) => describeRepetition(problem, parsed.code));
}

function describe(problem: SyntaxProblem, parsed: ParsedCode, lang: "ts" | "tsx" | "md"): Finding {
  const { code } = parsed;
  const offset = placeOf(problem, code);
  const end = tokenEnd(code, offset);
  return (
    findForeignHabit(code, offset) ??
    (lang === "ts" ? findElement(code) : null) ??
    (problem.reason === "AwaitNotInAsyncContext" ? { code: "E116", start: offset, end } : null) ?? {
      code: "E100",
      start: offset,
      end,
      details: { problem: wording(problem, code, offset, end) },
    }
  );
}

function describeRepetition(problem: SyntaxProblem, code: string): Finding {
  const end = tokenEnd(code, problem.offset);
  return { code: "E102", start: problem.offset, end, details: { name: code.slice(problem.offset, end) } };
}

/** A missing semicolon is reported after the word before it; the word that should not be there is what a reader looks for. */
function placeOf(problem: SyntaxProblem, code: string): number {
  const textEnd = code.trimEnd().length;
  if (problem.offset >= textEnd) return textEnd;
  const gap = problem.reason === "MissingSemicolon" ? /^\s*/.exec(code.slice(problem.offset))?.[0].length ?? 0 : 0;
  return problem.offset + gap;
}

/** End of the word, number or single sign at `offset`. */
function tokenEnd(code: string, offset: number): number {
  const word = /^[\p{ID_Continue}$]+/u.exec(code.slice(offset, offset + 200));
  if (word) return offset + word[0].length;
  return Math.min(code.length, offset + ((code.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1));
}

const endOfText = "The cell ends in the middle of a statement.";

function wording(problem: SyntaxProblem, code: string, offset: number, end: number): string {
  const token = code.slice(offset, end);
  if (offset >= code.trimEnd().length && problem.message.startsWith("Unexpected token")) {
    const expected = /expected (".*")$/.exec(problem.message)?.[1];
    return expected ? `${endOfText} Expected ${expected.replaceAll('"', "`")}.` : endOfText;
  }
  switch (problem.reason) {
    case "MissingSemicolon":
      return `Unexpected \`${token}\`: the statement before it is not finished, or a semicolon is missing.`;
    case "UnexpectedToken": {
      const expected = /expected "(.*)"$/.exec(problem.message)?.[1];
      return `Unexpected \`${token}\`${expected ? `, expected \`${expected}\`` : ""}.`;
    }
    case "UnterminatedString":
      return "This string is not closed on its line.";
    case "UnterminatedTemplate":
      return "This template string is never closed by a backtick.";
    case "UnterminatedComment":
      return "This comment is never closed by `*/`.";
    case "UnterminatedRegExp":
      return "This regular expression is not closed on its line.";
    case "IllegalReturn":
      return "`return` stands outside of a function. The last expression of a cell is its output.";
    case "IllegalBreakContinue":
      return `\`${token}\` stands outside of a loop.`;
    case "MissingPlugin":
    case "MissingOneOfPlugins":
      return `\`${token}\` is not part of TypeScript.`;
    default:
      return /[.!?]$/.test(problem.message) ? problem.message : `${problem.message}.`;
  }
}

/** The first JSX element of a text that is readable once JSX is allowed. */
function findElement(code: string): Finding | null {
  if (!code.includes("<")) return null;
  const parsed = parseCode(code, "tsx");
  if (!parsed.program || parsed.problems.length > 0) return null;
  let element: t.Node | null = null;
  const visit = (node: t.Node): void => {
    if (element) return;
    if (node.type === "JSXElement" || node.type === "JSXFragment") element = node;
    else forEachChild(node, visit);
  };
  visit(parsed.program);
  const start = element ? startOf(element) : -1;
  return start < 0 ? null : { code: "E115", start, end: start + 1 };
}
