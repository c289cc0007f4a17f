import type * as t from "@babel/types";
import { eraseClass, eraseMember } from "./eraseClassTypes.ts";
import type { SourceEdits } from "./sourceEdits.ts";
import { endOf, isAmbient, isTypeSyntax, startOf } from "./syntaxTree.ts";
import type { Trivia } from "./trivia.ts";

/** What the rewriting steps share while they walk one cell. */
export interface Rewriting {
  readonly code: string;
  readonly edits: SourceEdits;
  readonly trivia: Trivia;
}

const name = /(?:[\p{ID_Continue}$\u200c\u200d]|\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]+\})+/uy;

/**
 * Erases what is type at this node: called before the node's children are visited.
 *
 * @returns false when the node is gone as a whole and its children must not be visited
 */
export function eraseTypes(node: t.Node, parent: t.Node | null, rewriting: Rewriting): boolean {
  const { edits } = rewriting;
  if (isErasedStatement(node)) {
    edits.blank(startOf(node), endOf(node));
    // The place of a statement or class member: a semicolon keeps the line before from running into the line after.
    edits.put(startOf(node), ";");
    return false;
  }
  if (isTypeSyntax(node)) {
    edits.blank(startOf(node), endOf(node));
    return false;
  }
  switch (node.type) {
    case "Identifier":
      eraseMark(node, parent, rewriting);
      break;
    case "FunctionDeclaration":
    case "FunctionExpression":
      eraseThisParameter(node, rewriting);
      break;
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
    case "ClassProperty":
    case "ClassPrivateProperty":
      if (node.type !== "ClassProperty" && node.type !== "ClassPrivateProperty") eraseThisParameter(node, rewriting);
      eraseMember(node, rewriting);
      break;
    case "ClassDeclaration":
    case "ClassExpression":
      eraseClass(node, rewriting);
      break;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      edits.blank(endOf(node.expression), endOf(node));
      if (needsBrackets(node, parent)) {
        edits.open(startOf(node.expression), "(");
        edits.close(endOf(node.expression), ")");
      }
      break;
    case "TSNonNullExpression":
      edits.blank(endOf(node.expression), endOf(node));
      break;
    case "TSTypeAssertion":
      // Brackets, since `<T>{}` without its type would be a block, and `return <T>⏎x` two statements.
      edits.blank(startOf(node), startOf(node.expression));
      edits.put(startOf(node), "(");
      break;
    default:
  }
  return true;
}

/** The second half, after the node's children: repairs places where blanks would change what the line breaks mean. */
export function repairBlanks(node: t.Node, parent: t.Node | null, isOutput: boolean, rewriting: Rewriting): void {
  const { edits } = rewriting;
  if (node.type === "TSTypeAssertion") edits.close(endOf(node), ")");
  else if (node.type === "ArrowFunctionExpression") repairArrow(node, rewriting);
  else if (!isOutput && endsStatement(node, parent) && endsWithType(node)) edits.put(endOf(node) - 1, ";");
}

/** Statements and class members that exist for the type checker only. */
function isErasedStatement(node: t.Node): boolean {
  switch (node.type) {
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "TSDeclareFunction":
    case "TSDeclareMethod":
    case "TSModuleDeclaration":
    case "TSEnumDeclaration":
    case "TSIndexSignature":
    case "ImportDeclaration":
      return true;
    case "VariableDeclaration":
    case "ClassDeclaration":
      return isAmbient(node);
    case "ClassProperty":
      return isAmbient(node) || node.abstract === true;
    case "ExportNamedDeclaration":
      return !node.declaration || isErasedStatement(node.declaration);
    default:
      return false;
  }
}

/** Blanks the `?` of an optional parameter and the `!` of `let x!: T`. */
function eraseMark(node: t.Identifier, parent: t.Node | null, { code, edits, trivia }: Rewriting): void {
  const isDefinite = parent?.type === "VariableDeclarator" && parent.id === node && parent.definite === true;
  if (!node.optional && !isDefinite) return;
  name.lastIndex = startOf(node);
  const mark = trivia.skip(startOf(node) + (name.exec(code)?.[0].length ?? 0));
  if (code[mark] === "?" || code[mark] === "!") edits.blank(mark, mark + 1);
}

/** `function f(this: T, a)` → `function f(         a)`. */
function eraseThisParameter(node: { readonly params: readonly t.Node[] }, { code, edits, trivia }: Rewriting): void {
  const first = node.params[0];
  if (first?.type !== "Identifier" || first.name !== "this") return;
  edits.blank(startOf(first), endOf(first));
  const comma = trivia.skip(endOf(first));
  if (code[comma] === ",") edits.blank(comma, comma + 1);
}

/** No line break may stand between an arrow function's parameters and its arrow, nor between `return` and the parameters. */
function repairArrow(node: t.ArrowFunctionExpression, { code, edits, trivia }: Rewriting): void {
  if (node.typeParameters) {
    const opening = trivia.skip(endOf(node.typeParameters));
    edits.put(opening, " ");
    edits.put(startOf(node.typeParameters), "(");
  }
  if (node.returnType) {
    const closing = trivia.lastIndexOf(")", startOf(node.returnType));
    if (/[\n\r\u2028\u2029]/.test(code.slice(closing, endOf(node.returnType)))) {
      edits.put(closing, " ");
      edits.put(endOf(node.returnType) - 1, ")");
    }
  }
}

/** True when the end of this node is the end of a statement or class field. */
function endsStatement(node: t.Node, parent: t.Node | null): boolean {
  switch (node.type) {
    case "ExpressionStatement":
    case "ReturnStatement":
    case "ThrowStatement":
    case "ClassProperty":
    case "ClassPrivateProperty":
      return true;
    case "VariableDeclaration":
      // A top-level `using` gets its semicolon in moduleSyntax.ts.
      if (node.kind.endsWith("using") && parent?.type === "Program") return false;
      return parent?.type !== "ForStatement" && parent?.type !== "ForInStatement" && parent?.type !== "ForOfStatement";
    default:
      return false;
  }
}

/** True when the last characters of the node are erased: a type, a `!`, a `?`. */
function endsWithType(node: t.Node): boolean {
  const end = endOf(node);
  const last = lastChildEndingAt(node, end);
  if (!last) {
    return (node.type === "ClassProperty" || node.type === "Identifier") && (node.optional === true || ("definite" in node && node.definite === true));
  }
  if (last.type === "TSTypeAssertion") return false;
  return isTypeSyntax(last) || last.type === "TSNonNullExpression" || endsWithType(last);
}

/** Where an expression ends once types at its end are erased. */
export function valueEnd(expression: t.Node): number {
  const last = lastChildEndingAt(expression, endOf(expression));
  if (expression.type === "TSTypeAssertion") return endOf(expression);
  if (expression.type === "TSNonNullExpression") return valueEnd(expression.expression);
  if (!last) return endOf(expression);
  if (isTypeSyntax(last) && "expression" in expression) return valueEnd(expression.expression as t.Node);
  return valueEnd(last);
}

function lastChildEndingAt(node: t.Node, end: number): t.Node | null {
  for (const key in node) {
    const value: unknown = node[key as keyof t.Node];
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child === "object" && child !== null && "type" in child && (child as t.Node).end === end) return child as t.Node;
    }
  }
  return null;
}

/** `a + b as T * c` multiplies the sum; without its type it would not. */
function needsBrackets(node: t.TSAsExpression | t.TSSatisfiesExpression, parent: t.Node | null): boolean {
  if (parent?.type !== "BinaryExpression" && parent?.type !== "LogicalExpression") return false;
  let inner: t.Node = node.expression;
  while (inner.type === "TSAsExpression" || inner.type === "TSSatisfiesExpression") inner = inner.expression;
  return inner.type === "BinaryExpression" || inner.type === "LogicalExpression";
}
