import type * as t from "@babel/types";

/** Keys of a node that never hold a child node. */
const otherKeys = new Set(["type", "start", "end", "loc", "extra", "errors", "range"]);

/** Calls `visit` for each direct child node, in the order of the node's fields. */
export function forEachChild(node: t.Node, visit: (child: t.Node) => void): void {
  for (const key in node) {
    if (otherKeys.has(key)) continue;
    const value: unknown = node[key as keyof t.Node];
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) visit(item);
    } else if (isNode(value)) visit(value);
  }
}

/** Start offset of a node that the parser made. */
export function startOf(node: t.Node): number {
  return node.start ?? 0;
}

/** End offset of a node that the parser made. */
export function endOf(node: t.Node): number {
  return node.end ?? 0;
}

/** Statements and expressions that begin with `TS` but hold code, not only types. */
const codeWithTypes = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TSParameterProperty",
  "TSExportAssignment",
  "TSImportEqualsDeclaration",
]);

/** True for a part of the tree that is erased as a whole: annotations, type arguments, `interface`, overloads … */
export function isTypeSyntax(node: t.Node): boolean {
  return node.type.startsWith("TS") && !codeWithTypes.has(node.type);
}

/** True for a declaration that only promises something: `declare const x: number`. */
export function isAmbient(node: t.Node): boolean {
  return "declare" in node && node.declare === true;
}

function isNode(value: unknown): value is t.Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
