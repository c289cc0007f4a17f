import type * as t from "@babel/types";
import type { Declaration } from "./declarations.ts";
import type { Finding } from "./diagnostics.ts";
import { describeShellWord } from "./hints.ts";
import type { References } from "./references.ts";
import { endOf, forEachChild, startOf } from "./syntaxTree.ts";

/** Finds what runs but is probably not meant. */
export function findWarnings(program: t.Program, code: string, declarations: readonly Declaration[], references: References): Finding[] {
  return [
    ...topLevelVars(declarations),
    ...branchOutputs(program),
    ...requireCalls(program, code, references),
    ...shellLines(program, code, references),
  ].map((finding) => ({ ...finding, severity: "warning" as const }));
}

function topLevelVars(declarations: readonly Declaration[]): Finding[] {
  return declarations
    .filter(({ kind }) => kind === "var")
    .map(({ name, identifier }) => ({ code: "E140", start: startOf(identifier), end: startOf(identifier) + name.length, details: { name } }));
}

/** Things that are only worth writing to be shown. */
const shown = new Set(["Identifier", "MemberExpression", "TemplateLiteral", "StringLiteral", "NumericLiteral", "ArrayExpression", "ObjectExpression", "TaggedTemplateExpression", "JSXElement"]);
const shownCallees = new Set(["md", "chart", "ui"]);

/** A cell that ends in an `if` whose branches end in values. */
function branchOutputs(program: t.Program): Finding[] {
  const last = program.body.findLast(({ type }) => type !== "EmptyStatement");
  return last?.type === "IfStatement" ? branchValues(last) : [];
}

function branchValues(statement: t.IfStatement): Finding[] {
  return [statement.consequent, statement.alternate].flatMap((branch): Finding[] => {
    if (branch?.type === "IfStatement") return branchValues(branch);
    const last = branch?.type === "BlockStatement" ? branch.body.at(-1) : branch;
    if (last?.type !== "ExpressionStatement" || !isShown(last.expression)) return [];
    return [{ code: "E141", start: startOf(last), end: endOf(last) }];
  });
}

function isShown(expression: t.Expression): boolean {
  if (expression.type === "ParenthesizedExpression") return isShown(expression.expression);
  if (expression.type !== "CallExpression") return shown.has(expression.type);
  let callee: t.Node = expression.callee;
  while (callee.type === "MemberExpression") callee = callee.object;
  return callee.type === "Identifier" && shownCallees.has(callee.name);
}

/** `!ls` alone is valid TypeScript, but hardly what somebody means who writes it. */
function shellLines(program: t.Program, code: string, references: References): Finding[] {
  return program.body.flatMap((statement): Finding[] => {
    if (statement.type !== "ExpressionStatement" || statement.expression.type !== "UnaryExpression") return [];
    const { operator, argument } = statement.expression;
    if (operator !== "!" || argument.type !== "Identifier" || !references.reads.some(({ name }) => name === argument.name)) return [];
    return describeShellWord(argument.name, code.slice(startOf(statement), endOf(statement)), startOf(statement));
  });
}

/** `require("x")` where nothing in the cell declares `require`. */
function requireCalls(program: t.Program, code: string, references: References): Finding[] {
  if (!references.reads.some(({ name }) => name === "require")) return [];
  const findings: Finding[] = [];
  const visit = (node: t.Node): void => {
    if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "require") {
      const module = node.arguments[0];
      if (module?.type === "StringLiteral") {
        findings.push({ code: "E113", start: startOf(node.callee), end: endOf(node), details: { module: code.slice(startOf(module), endOf(module)) } });
      }
    }
    forEachChild(node, visit);
  };
  visit(program);
  return findings;
}
