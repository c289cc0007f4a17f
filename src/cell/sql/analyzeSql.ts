/** Problems of an SQL text as findings, and its `${…}` as code. */
import type { Finding } from "../diagnostics.ts";
import type { InterpolationMatch } from "../interpolations.ts";
import type { CellAnalysis } from "../types.ts";
import type { LineIndex } from "../lineIndex.ts";
import { readSql, type SqlFacts, type SqlProblem } from "./readSql.ts";

export interface SqlText {
  readonly facts: SqlFacts;
  /** The expressions as code of equal length. */
  readonly code: string;
  readonly findings: readonly Finding[];
}

/** @param out  the name that the cell's result gets, if any */
export function readSqlText(text: string, out: string | undefined): SqlText {
  const { facts, problems } = readSql(text);
  const findings = problems.map((problem) => findingOf(problem, text));
  const gives = facts.statements.some(({ answer }) => answer === "rows" || answer === "description" || answer === "report");
  if (out !== undefined && !gives && facts.statements.length > 0 && findings.length === 0) findings.push({ code: "E255", start: 0, end: text.length, details: { name: out } });
  return { facts, code: toSqlCode(text, facts.holes), findings };
}

/**
 * What an SQL cell defines and reads: to what its expressions read come the tables whose names could be names of the notebook.
 *
 * @param expressions  analysis of the text's `code`
 */
export function withTables(expressions: CellAnalysis, { facts }: SqlText, out: string | undefined, lines: LineIndex): CellAnalysis {
  const tables = facts.reads.filter(({ kind, parts }) => kind === "table" && parts.length === 1);
  const spans = Object.assign(Object.create(null) as Record<string, CellAnalysis["spans"][string]>, expressions.spans);
  for (const { parts, start, end } of [...facts.reads, ...facts.creations]) spans[parts.join(".")] ??= lines.spanAt(start, end);
  const names = new Set([...expressions.refs, ...tables.map(({ parts }) => parts[0] ?? "")]);
  const refs = [...names].sort((a, b) => (spans[a]?.offset ?? 0) - (spans[b]?.offset ?? 0));
  return { ...expressions, lang: "sql", defs: out === undefined || out.startsWith("_") ? [] : [out], locals: out?.startsWith("_") === true ? [out] : [], refs, spans, isEmpty: facts.statements.length === 0, importOnly: false, sql: { ...facts, values: expressions.refs } };
}

/** The expressions of an SQL text as code of equal length: each `${expr}` stands as the statement `;(expr)`, all else is blank. */
export function toSqlCode(text: string, holes: readonly InterpolationMatch[]): string {
  let code = "";
  for (const { start, expression } of holes) code += `${blank(text.slice(code.length, start))};(${expression})`;
  return code + blank(text.slice(code.length));
}

function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, " ");
}

function findingOf(problem: SqlProblem, text: string): Finding {
  const { start, end } = problem;
  switch (problem.what) {
    case "hole": {
      const error = problem.hole?.error;
      return { code: "E250", start: error?.offset ?? start, end: Math.max(end, error?.offset ?? start), details: { text: text.slice(start, Math.min(end, start + 60)), problem: error?.message ?? "" } };
    }
    case "string":
      return { code: "E251", start, end, details: { what: "text", closing: "quote" } };
    case "name":
      return { code: "E251", start, end, details: { what: "quoted name", closing: "double quote" } };
    case "comment":
      return { code: "E251", start, end, details: { what: "comment", closing: "`*/`" } };
    case "bracket":
      return { code: "E252", start, end, details: { text: problem.text } };
    case "parameter":
      return { code: "E253", start, end, details: { text: problem.text } };
    case "spliced":
      return { code: "E254", start, end, details: { text: problem.text } };
  }
}
