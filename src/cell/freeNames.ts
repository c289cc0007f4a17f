import { parse } from "@babel/parser";
import type * as t from "@babel/types";
import { cellError } from "./errors.ts";
import { findReferences } from "./references.ts";
import { runtimeName } from "./runtimeName.ts";

/** A function's own text is one of these, depending on how it was written. */
const frames: readonly (readonly [string, string])[] = [
  ["(", "\n)"],
  ["({", "\n})"],
  ["(class{", "\n})"],
];

/**
 * The names that a function takes from outside itself, so that it can be sent to another worker together with them. Globals such
 * as `Math` are among them. The compiler's own `$` is not: whoever evaluates the text has to bind it to an object with
 * `check` and `rethrow` (see `CellRuntime`).
 *
 * @param functionSource  what `fn.toString()` gives: function, arrow function, method, getter, generator or class, types erased
 * @returns names in text order, without duplicates
 * @throws E150 when the text is not a function's: built-in and bound functions hide theirs
 */
export function findFreeNames(functionSource: string): string[] {
  if (functionSource.trim() === "") throw cellError("E150", { text: "(empty)" });
  for (const [before, after] of frames) {
    const program = tryParse(before + functionSource + after);
    if (!program) continue;
    const { reads, assignments } = findReferences(program);
    const names = [...reads, ...assignments].sort((a, b) => (a.start ?? 0) - (b.start ?? 0)).map(({ name }) => name);
    return [...new Set(names)].filter((name) => name !== runtimeName);
  }
  throw cellError("E150", { text: functionSource.slice(0, 80) });
}

function tryParse(code: string): t.Program | null {
  try {
    return parse(code, { sourceType: "script", plugins: ["explicitResourceManagement"], attachComment: false }).program;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
