import type * as t from "@babel/types";
import { CodedError } from "../diagnostic/codedError.ts";
import { findOutput, type OutputRange } from "./cellOutput.ts";
import { closeElement, openAttribute, openElement } from "./compileJsx.ts";
import { eraseTypes, repairBlanks, type Rewriting } from "./eraseTypes.ts";
import { cellError, cellErrors, type CellErrorCode } from "./errors.ts";
import { bodyStart, checkCall, closeArrow, closeCatch, closeLoop, declareCounter, guardNames, isLoop, openArrow, openCatch, openLoop, type GuardNames } from "./guards.ts";
import { markdownStrings, toMarkdownCode } from "./markdownCell.ts";
import { bindImports, closeUsing, eraseExport, openUsing, redirectImport } from "./moduleSyntax.ts";
import { parseCode } from "./parse.ts";
import { toSqlCode } from "./sql/analyzeSql.ts";
import { runtimeName } from "./runtimeName.ts";
import { SourceEdits } from "./sourceEdits.ts";
import { forEachChild } from "./syntaxTree.ts";
import { Trivia } from "./trivia.ts";
import type { CellAnalysis, CellDiagnostic, CompiledCell } from "./types.ts";

/**
 * Makes a cell runnable. Every character of the learner's code stays on its line: types become blanks, what the notebook adds
 * is inserted in between, and `mapColumn` takes it out again.
 *
 * @param analysis  of a cell without errors
 * @param options.provided  the names among `analysis.refs` that `CellRuntime.refs` will hold: names of other cells and
 *   built-ins such as `display`. All other refs stay globals. Names of others that the code assigns become variables of its
 *   own with those values: in the graph that is an error, in code that is tried out it changes nothing elsewhere.
 * @throws the first error of `analysis`, when it has one
 */
export function compileCell(analysis: CellAnalysis, options: { readonly provided: readonly string[] }): CompiledCell {
  const problem = analysis.diagnostics.find(({ severity }) => severity === "error");
  if (problem) throw toCodedError(problem);
  const markdown = analysis.lang === "md" ? toMarkdownCode(analysis.code) : null;
  const code = markdown?.code ?? (analysis.sql ? toSqlCode(analysis.code, analysis.sql.holes) : analysis.code);
  const { program, comments } = parseCode(code, analysis.lang === "tsx" ? "tsx" : "ts");
  if (!program) throw cellError("E100", { problem: "The cell cannot be read." });

  const rewriting: Rewriting = { code, edits: new SourceEdits(code), trivia: new Trivia(code, comments) };
  const output = markdown || analysis.sql ? null : findOutput(program, code);
  const walk = new CellRewriter(rewriting, guardNames(code), output);
  const hasTopLevelLoops = walk.rewrite(program);

  const provided = new Set(options.provided);
  const assigned = new Set(analysis.foreignAssignments.map(({ name }) => name));
  const refs = (analysis.sql?.values ?? analysis.refs).filter((ref) => provided.has(ref) && !assigned.has(ref));
  let prefix = `(async function(${runtimeName}){"use strict";`;
  if (refs.length > 0) prefix += `const {${refs.join(",")}}=${runtimeName}.refs;`;
  if (assigned.size > 0) prefix += `let {${[...assigned].join(",")}}=${runtimeName}.refs;`;
  prefix += bindImports(analysis.imports);
  if (!analysis.sql && analysis.defs.length + analysis.locals.length > 0) prefix += `${runtimeName}.define(${getters(analysis.defs)},${getters(analysis.locals)});`;
  if (hasTopLevelLoops) prefix += declareCounter(walk.names);
  let suffix = "\n})";
  if (markdown) {
    const strings = JSON.stringify(markdownStrings(analysis.code, markdown.interpolations)).replace(/[\u2028\u2029]/g, escapeUnit);
    prefix += `return ${runtimeName}.markdown(${strings},[`;
    suffix = "\n])})";
    for (const [index, { start }] of markdown.interpolations.entries()) rewriting.edits.put(start, index === 0 ? " " : ",");
  }
  if (analysis.sql) {
    prefix += `return ${runtimeName}.sql([`;
    suffix = "\n])})";
    for (const [index, { start }] of analysis.sql.holes.entries()) rewriting.edits.put(start, index === 0 ? " " : ",");
  }
  return rewriting.edits.finish(prefix, suffix);
}

/** One walk over a cell that applies every rewriting step. */
class CellRewriter {
  readonly names: GuardNames;
  readonly #rewriting: Rewriting;
  readonly #output: OutputRange | null;
  /** One entry per open function: whether a loop stands directly in it. */
  readonly #loops: boolean[] = [];

  constructor(rewriting: Rewriting, names: GuardNames, output: OutputRange | null) {
    this.#rewriting = rewriting;
    this.names = names;
    this.#output = output;
  }

  /** @returns true when loops stand outside of any function */
  rewrite(program: t.Program): boolean {
    this.#loops.push(false);
    const { edits } = this.#rewriting;
    if (this.#output) edits.open(this.#output.start, "return (");
    for (const statement of program.body) this.#visit(statement, program);
    if (this.#output) edits.close(this.#output.end, ")");
    return this.#loops.pop() ?? false;
  }

  #visit(node: t.Node, parent: t.Node): void {
    const rewriting = this.#rewriting;
    if (!eraseTypes(node, parent, rewriting)) return;
    const start = isFunction(node) ? bodyStart(node, rewriting) : null;
    if (start !== null) this.#loops.push(false);
    this.#open(node, parent);
    forEachChild(node, (child) => {
      // A shorthand property holds the same identifier twice.
      if (node.type === "ObjectProperty" && node.shorthand && child === node.key) return;
      this.#visit(child, node);
    });
    this.#close(node, parent);
    if (start !== null) rewriting.edits.close(start, this.#bodyGuards(node, this.#loops.pop() === true));
    repairBlanks(node, parent, node === this.#output?.statement, rewriting);
  }

  #open(node: t.Node, parent: t.Node): void {
    const rewriting = this.#rewriting;
    if (isLoop(node)) {
      this.#loops[this.#loops.length - 1] = true;
      openLoop(node, rewriting, this.names);
    } else if (node.type === "CatchClause") openCatch(node, rewriting, this.names);
    else if (node.type === "Import") redirectImport(node, rewriting);
    else if (node.type === "ExportNamedDeclaration") eraseExport(node, rewriting);
    else if (node.type === "JSXElement" || node.type === "JSXFragment") openElement(node, rewriting);
    else if (node.type === "JSXAttribute" || node.type === "JSXSpreadAttribute") openAttribute(node, rewriting);
    else if (node.type === "ArrowFunctionExpression") openArrow(node, rewriting);
    else if (isTopLevelUsing(node, parent)) openUsing(node, rewriting);
  }

  #close(node: t.Node, parent: t.Node): void {
    const rewriting = this.#rewriting;
    if (isLoop(node)) closeLoop(node, rewriting);
    else if (node.type === "CatchClause") closeCatch(node, rewriting);
    else if (node.type === "JSXElement" || node.type === "JSXFragment") closeElement(node, rewriting);
    else if (node.type === "ArrowFunctionExpression") closeArrow(node, rewriting);
    else if (isTopLevelUsing(node, parent)) closeUsing(node, rewriting);
  }

  /** Behind a directive without a semicolon, one is needed. */
  #bodyGuards(node: t.Node, hasLoops: boolean): string {
    const body = "body" in node && !Array.isArray(node.body) ? (node.body as t.Node) : null;
    const directive = body?.type === "BlockStatement" ? body.directives.at(-1) : undefined;
    const guards = (hasLoops ? declareCounter(this.names) : "") + (node.type === "StaticBlock" ? "" : checkCall);
    return directive && guards !== "" ? `;${guards}` : guards;
  }
}

/** Computed keys, since `__proto__` would not become a property otherwise. */
function getters(names: readonly string[]): string {
  return `{${names.map((name) => `${name === "__proto__" ? "[\"__proto__\"]" : name}:()=>${name}`).join(",")}}`;
}

function isFunction(node: t.Node): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod|StaticBlock)$/.test(node.type);
}

function isTopLevelUsing(node: t.Node, parent: t.Node): node is t.VariableDeclaration {
  return node.type === "VariableDeclaration" && parent.type === "Program" && node.kind.endsWith("using");
}

/** The texts of a diagnostic are filled already. */
function toCodedError(problem: CellDiagnostic): CodedError {
  const { name } = cellErrors[problem.code as CellErrorCode];
  const entry = { name, message: problem.message, why: problem.why ?? "", fix: problem.fix ?? "" };
  return new CodedError(problem.code, entry, {}, { position: { line: problem.line, column: problem.column } });
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16)}`;
}
