import type * as t from "@babel/types";
import { findDeclarations, type Declaration } from "./declarations.ts";
import { makeDiagnostic, type Finding } from "./diagnostics.ts";
import { findForbiddenSyntax } from "./forbiddenSyntax.ts";
import { findImports } from "./imports.ts";
import { indexLines, type LineIndex } from "./lineIndex.ts";
import { toMarkdownCode } from "./markdownCell.ts";
import { parseCode } from "./parse.ts";
import { findReferences } from "./references.ts";
import { readSqlText, withTables } from "./sql/analyzeSql.ts";
import { describeSyntaxProblems } from "./syntaxProblems.ts";
import { endOf, startOf } from "./syntaxTree.ts";
import type { CellAnalysis, CellDiagnostic, CellLang, TextSpan } from "./types.ts";
import { findWarnings } from "./warnings.ts";

/**
 * Reads one cell's text: which names it defines, which it reads, what is wrong with it. Never throws; a text that
 * cannot be read gives an analysis with an error and no names.
 *
 * @param code  the cell's text as the learner wrote it
 * @param options.out  the name that the rows of an SQL cell get
 */
export function analyzeCell(code: string, options: { readonly lang: CellLang; readonly out?: string | undefined }): CellAnalysis {
  const lines = indexLines(code);
  try {
    if (options.lang === "sql") return analyzeSql(code, options.out, lines);
    if (options.lang === "md") return analyzeMarkdown(code, lines);
    return analyzeCode(code, code, options.lang, [], lines);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return emptyAnalysis(code, options.lang, toDiagnostics([{ code: "E133", start: 0, end: code.length }], lines));
  }
}

/** What cannot be read stops the cell from running, but takes none of its names away. */
function analyzeSql(code: string, out: string | undefined, lines: LineIndex): CellAnalysis {
  const sql = readSqlText(code, out);
  const expressions = analyzeCode(code, sql.code, "md", [], lines);
  return { ...withTables(expressions, sql, out, lines), diagnostics: [...toDiagnostics(sql.findings, lines), ...expressions.diagnostics] };
}

function analyzeMarkdown(code: string, lines: LineIndex): CellAnalysis {
  const markdown = toMarkdownCode(code);
  const broken = markdown.broken.map((match): Finding => {
    const offset = match.error?.offset ?? match.start;
    const text = code.slice(match.start, Math.min(match.end, match.start + 60));
    return { code: "E131", start: offset, end: Math.max(offset, match.end), details: { text, problem: match.error?.message ?? "" } };
  });
  return { ...analyzeCode(code, markdown.code, "md", broken, lines), isEmpty: code.trim() === "" };
}

/** `text` is what the learner wrote, `code` the program of equal length that stands for it. */
function analyzeCode(text: string, code: string, lang: "ts" | "tsx" | "md", found: readonly Finding[], lines: LineIndex): CellAnalysis {
  const parsed = parseCode(code, lang === "tsx" ? "tsx" : "ts");
  const syntax = [...found, ...describeSyntaxProblems(parsed, lang)];
  const program = parsed.program;
  if (!program || syntax.some((finding) => finding.code !== "E102" && finding.code !== "E131")) {
    return emptyAnalysis(text, lang, toDiagnostics(syntax, lines));
  }

  const declarations = findDeclarations(program.body);
  const references = findReferences(program);
  const values = declarations.filter(({ kind }) => kind !== "type");
  const names = unique(values.map(({ name }) => name));
  const refs = references.reads.map(({ name }) => name);
  const toForeign = (target: t.Identifier) => ({ name: target.name, ...lines.spanAt(startOf(target), startOf(target) + nameLength(target)) });
  const findings = [
    ...syntax,
    ...references.selfReads.map((read): Finding => ({ code: "E101", start: startOf(read), end: endOf(read), details: { name: read.name } })),
    ...references.reads.filter(({ name }) => name === "arguments").map((read): Finding => ({ code: "E129", start: startOf(read), end: endOf(read) })),
    ...findForbiddenSyntax(program, code),
    ...findWarnings(program, code, declarations, references),
  ];
  return {
    code: text,
    lang,
    defs: names.filter((name) => !isPrivate(name)),
    locals: names.filter(isPrivate),
    refs,
    spans: spansOf([...values.map(({ identifier }) => identifier), ...references.reads], lines),
    typeDefs: typeNamesOf(declarations),
    typeRefs: references.types.map(({ name }) => name),
    imports: findImports(program.body, lines),
    importOnly: program.body.length > 0 && program.body.every(({ type }) => type === "ImportDeclaration") && program.directives.length === 0,
    isEmpty: program.body.length === 0 && program.directives.length === 0,
    foreignAssignments: references.assignments.map(toForeign),
    mutations: references.mutations.map(toForeign),
    diagnostics: toDiagnostics(findings, lines),
  };
}

/** A name that starts with an underscore stays inside its cell. */
export function isPrivate(name: string): boolean {
  return name.startsWith("_");
}

function emptyAnalysis(code: string, lang: CellLang, diagnostics: readonly CellDiagnostic[]): CellAnalysis {
  return {
    code,
    lang,
    defs: [],
    locals: [],
    refs: [],
    spans: {},
    typeDefs: [],
    typeRefs: [],
    imports: [],
    importOnly: false,
    isEmpty: false,
    foreignAssignments: [],
    mutations: [],
    diagnostics,
  };
}

function toDiagnostics(findings: readonly Finding[], lines: LineIndex): CellDiagnostic[] {
  return [...findings]
    .sort((a, b) => a.start - b.start)
    .map((finding) => makeDiagnostic(finding, lines.spanAt(finding.start, finding.end)));
}

function typeNamesOf(declarations: readonly Declaration[]): string[] {
  return unique(declarations.filter(({ kind, name }) => (kind === "type" || kind === "class") && !isPrivate(name)).map(({ name }) => name));
}

/** The first place of each name. Without a prototype, so that a cell may define `constructor`. */
function spansOf(identifiers: readonly t.Identifier[], lines: LineIndex): Record<string, TextSpan> {
  const spans = Object.create(null) as Record<string, TextSpan>;
  for (const identifier of identifiers) {
    const start = startOf(identifier);
    spans[identifier.name] ??= lines.spanAt(start, start + nameLength(identifier));
  }
  return spans;
}

/** An identifier's node may include its type annotation; the name is only its beginning. */
function nameLength(identifier: t.Identifier): number {
  const length = endOf(identifier) - startOf(identifier);
  return identifier.typeAnnotation || identifier.optional ? Math.min(length, identifier.name.length) : length;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
