import type * as t from "@babel/types";
import { type Rewriting, valueEnd } from "./eraseTypes.ts";
import { runtimeName } from "./runtimeName.ts";
import { endOf, startOf } from "./syntaxTree.ts";

/** Names that the guards use inside a cell; the cell's text contains neither. */
export interface GuardNames {
  readonly counter: string;
  readonly error: string;
}

type Loop = t.ForStatement | t.ForInStatement | t.ForOfStatement | t.WhileStatement | t.DoWhileStatement;

/** Picks names that do not occur anywhere in `code`. */
export function guardNames(code: string): GuardNames {
  const free = (base: string): string => {
    let name = base;
    for (let number = 1; code.includes(name); number += 1) name = `${base}${number}`;
    return name;
  };
  return { counter: free("$n"), error: free("$e") };
}

/** True for the five kinds of loop. */
export function isLoop(node: t.Node): node is Loop {
  return /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}

/** Before the children of a loop: counts its turns, and asks on every 1,024th whether to stop. A call on each turn would cost ten times as much. */
export function openLoop(node: Loop, { edits }: Rewriting, names: GuardNames): void {
  const check = `if(!(${names.counter}=${names.counter}+1&1023))${runtimeName}.check();`;
  if (node.body.type === "BlockStatement") edits.open(startOf(node.body) + 1, check);
  else edits.open(startOf(node.body), `{${check}`);
}

/** After the children of a loop. */
export function closeLoop(node: Loop, { edits }: Rewriting): void {
  if (node.body.type !== "BlockStatement") edits.close(endOf(node.body), "}");
}

/** The declaration of the counter, for the start of a function that has loops. */
export function declareCounter(names: GuardNames): string {
  return `let ${names.counter}=0;`;
}

/** Counts calls of the cell's functions, and asks on every 1,024th whether to stop: recursion and callbacks of long built-in calls have no loop. */
const countCall = `(${runtimeName}.calls=${runtimeName}.calls+1&1023)`;

/** For the start of a function's block. */
export const checkCall = `if(!${countCall})${runtimeName}.check();`;

/** Before the children of an arrow function without a block. */
export function openArrow(node: t.ArrowFunctionExpression, { edits }: Rewriting): void {
  if (node.body.type !== "BlockStatement") edits.open(startOf(node.body), `(${countCall}||${runtimeName}.check(),`);
}

/** After its children. The bracket stands where the value ends, before an erased type: a semicolon may have taken the type's place. */
export function closeArrow(node: t.ArrowFunctionExpression, { edits }: Rewriting): void {
  if (node.body.type !== "BlockStatement") edits.close(valueEnd(node.body), ")");
}

/** Where a function's own body begins, behind its directives; null when the body is an expression. */
export function bodyStart(node: t.Node, { trivia }: Rewriting): number | null {
  if (node.type === "StaticBlock") return trivia.skip(startOf(node) + "static".length) + 1;
  if (!("body" in node) || Array.isArray(node.body)) return null;
  const body = node.body as t.Node;
  if (body.type !== "BlockStatement") return null;
  const directive = body.directives.at(-1);
  return directive ? endOf(directive) : startOf(body) + 1;
}

/** Makes a `catch` let the notebook's own errors (interrupt, stop) pass. */
export function openCatch(node: t.CatchClause, { edits, trivia }: Rewriting, names: GuardNames): void {
  const rethrow = (error: string): string => `${runtimeName}.rethrow(${error});`;
  const inside = startOf(node.body) + 1;
  if (!node.param) {
    edits.close(startOf(node) + "catch".length, `(${names.error})`);
    edits.open(inside, rethrow(names.error));
  } else if (node.param.type === "Identifier") {
    edits.open(inside, rethrow(node.param.name));
  } else {
    // The pattern moves into the block: the error has to be looked at as a whole before it is taken apart.
    const opening = trivia.skip(startOf(node) + "catch".length);
    const closing = trivia.lastIndexOf(")", startOf(node.body));
    edits.blank(opening, opening + 1);
    edits.close(opening, `(${names.error}){${rethrow(names.error)}let `);
    edits.blank(closing, closing + 1);
    edits.close(closing, `=${names.error};`);
  }
}

/** After the children of a `catch`. */
export function closeCatch(node: t.CatchClause, { edits }: Rewriting): void {
  if (node.param && node.param.type !== "Identifier") edits.close(endOf(node), "}");
}
