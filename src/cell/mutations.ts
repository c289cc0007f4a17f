import type * as t from "@babel/types";

/** Methods of arrays, maps and sets that change what they are called on. */
const changing = new Set(["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin", "set", "add", "delete", "clear"]);

/**
 * The name whose value a piece of code changes from within: `x` for `x.a = 1`, `x[0]++`, `delete x.a`, `x.list.push(1)`,
 * `Object.assign(x, …)`; undefined when the code changes nothing that has a name.
 */
export function changedValue(node: t.Node): t.Identifier | undefined {
  switch (node.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      return rootOf(node.object);
    case "UnaryExpression":
      return node.operator === "delete" ? changedValue(unwrap(node.argument)) : undefined;
    case "CallExpression":
    case "OptionalCallExpression":
      return changedByCall(node);
    default:
      return undefined;
  }
}

function changedByCall({ callee, arguments: given }: t.CallExpression | t.OptionalCallExpression): t.Identifier | undefined {
  const called = unwrap(callee);
  if (called.type !== "MemberExpression" && called.type !== "OptionalMemberExpression") return undefined;
  if (called.computed || called.property.type !== "Identifier") return undefined;
  const method = called.property.name;
  if (method === "assign" && called.object.type === "Identifier" && called.object.name === "Object") return given[0] === undefined ? undefined : rootOf(given[0]);
  return changing.has(method) ? rootOf(called.object) : undefined;
}

/** `x` of `x.a[0].b`. What a call gives back is somebody else's value. */
function rootOf(node: t.Node): t.Identifier | undefined {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return inner;
  return inner.type === "MemberExpression" || inner.type === "OptionalMemberExpression" ? rootOf(inner.object) : undefined;
}

/** Without brackets and types around it. */
function unwrap(node: t.Node): t.Node {
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      return unwrap(node.expression);
    default:
      return node;
  }
}
