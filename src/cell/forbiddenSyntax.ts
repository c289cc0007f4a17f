import type * as t from "@babel/types";
import type { Finding } from "./diagnostics.ts";
import { runtimeName } from "./runtimeName.ts";
import { endOf, forEachChild, isAmbient, isTypeSyntax, startOf } from "./syntaxTree.ts";

/**
 * Finds what parses but cannot run in a cell: syntax that is more than erasable types, exports without meaning,
 * patterns that the engine would refuse, and names that the notebook needs.
 */
export function findForbiddenSyntax(program: t.Program, code: string): Finding[] {
  const findings: Finding[] = [];
  const visit = (node: t.Node): void => {
    const finding = check(node, code);
    if (finding) findings.push({ start: startOf(node), end: endOf(node), ...finding });
    if (isTypeSyntax(node) || isAmbient(node)) return;
    const key = propertyKey(node);
    forEachChild(node, (child) => {
      if (child !== key) visit(child);
    });
  };
  for (const statement of program.body) visit(statement);
  return findings;
}

/** The part of a node that is a property's name and not a name of the scope: `$` in `a.$` and `{ $: 1 }`. */
function propertyKey(node: t.Node): t.Node | null {
  if ("computed" in node && node.computed) return null;
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") return node.property;
  return "key" in node && typeof node.key === "object" ? node.key : null;
}

type Check = Partial<Finding> & Pick<Finding, "code">;

function check(node: t.Node, code: string): Check | null {
  switch (node.type) {
    case "TSEnumDeclaration":
      return isAmbient(node) ? null : checkEnum(node);
    case "TSModuleDeclaration":
      return isAmbient(node) || node.global ? null : checkNamespace(node, code);
    case "TSParameterProperty":
      return checkParameterProperty(node, code);
    case "Identifier":
      return node.name === runtimeName ? { code: "E109", end: startOf(node) + 1 } : null;
    case "Decorator":
      return { code: "E123" };
    case "ClassAccessorProperty":
      return { code: "E125" };
    case "TSImportEqualsDeclaration":
      return {
        code: "E124",
        details: { syntax: `import ${node.id.name} = …`, advice: `Write \`import * as ${node.id.name} from "module";\`.` },
      };
    case "TSExportAssignment":
      return { code: "E124", details: { syntax: "export =", advice: "Leave it out: other cells see every top-level name." } };
    case "TSNamespaceExportDeclaration":
      return { code: "E124", details: { syntax: "export as namespace", advice: "Leave it out." } };
    case "ExportDefaultDeclaration":
      return { code: "E126" };
    case "ExportAllDeclaration":
      return { code: "E127", details: { syntax: "export *" } };
    case "ExportNamedDeclaration":
      if (node.declaration || node.exportKind === "type" || (node.specifiers.length === 0 && !node.source)) return null;
      return { code: "E127", details: { syntax: "export { … }" } };
    case "MetaProperty":
      return node.meta.name === "import" ? { code: "E128" } : null;
    case "RegExpLiteral":
      return checkPattern(node);
    case "JSXNamespacedName":
      return { code: "E132", details: { name: `${node.namespace.name}:${node.name.name}` } };
    default:
      return null;
  }
}

function checkEnum(node: t.TSEnumDeclaration): Check {
  const names = node.members.map((member) => (member.id.type === "Identifier" ? member.id.name : JSON.stringify(member.id.value)));
  const members = names.slice(0, 4).map((name, index) => `${name}: ${index}`);
  if (names.length > 4) members.push("…");
  return { code: "E120", details: { name: node.id.name, members: members.join(", ") } };
}

function checkNamespace(node: t.TSModuleDeclaration, code: string): Check {
  const keyword = code.startsWith("module", startOf(node)) ? "module" : "namespace";
  return { code: "E121", details: { keyword, name: node.id.type === "Identifier" ? node.id.name : "name" } };
}

function checkParameterProperty(node: t.TSParameterProperty, code: string): Check {
  const parameter = node.parameter.type === "Identifier" ? node.parameter : node.parameter.left;
  const modifier = /^\w+/.exec(code.slice(startOf(node)))?.[0] ?? "public";
  return { code: "E122", details: { modifier, name: parameter.type === "Identifier" ? parameter.name : "field" } };
}

/** The parser does not look inside a pattern; the engine does, and then gives no place. */
function checkPattern(node: t.RegExpLiteral): Check | null {
  try {
    RegExp(node.pattern, node.flags);
    return null;
  } catch (error) {
    const problem = error instanceof Error ? error.message.replace(/^Invalid regular expression: (?:.*: )?/, "") : String(error);
    return { code: "E118", details: { problem } };
  }
}
