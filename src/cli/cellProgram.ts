/**
 * Cells as TypeScript modules, so that types flow from one to another: each file is the cell's text with imports of what
 * it reads and exports of what it defines behind it. Imports hoist, so nothing stands before the text and no place in it moves.
 */
import { parse } from "@babel/parser";
import { toMarkdownCode } from "../cell/markdownCell.ts";
import { toSqlCode } from "../cell/sql/analyzeSql.ts";
import type { CellSet, LessonCell } from "./lessonCells.ts";

/** One file for the type checker. Errors beyond `lines` are not in the cell's text. */
export interface CellFile {
  /** `rows.ts`, `view.tsx`. */
  readonly name: string;
  readonly text: string;
  readonly cell: LessonCell;
  /** Lines of the cell's own text. */
  readonly lines: number;
}

/** The files of one lesson, all for one folder. */
export function cellFiles({ cells }: CellSet): CellFile[] {
  const homes = new Map<string, LessonCell>();
  for (const cell of cells) for (const name of [...cell.analysis.defs, ...cell.analysis.typeDefs]) if (!homes.has(name)) homes.set(name, cell);
  return cells.map((cell) => {
    const code = moduleCode(cell);
    return { name: fileName(cell), text: `${code}\n;${suffix(cell, homes)}`, cell, lines: code.split(/\r\n?|\n/).length };
  });
}

function suffix({ id, analysis }: LessonCell, homes: ReadonlyMap<string, LessonCell>): string {
  const own = new Set([...analysis.defs, ...analysis.typeDefs]);
  const names = new Map<LessonCell, Set<string>>();
  for (const name of [...analysis.refs, ...analysis.typeRefs]) {
    const home = homes.get(name);
    if (home === undefined || home.id === id || own.has(name) || analysis.locals.includes(name)) continue;
    names.set(home, (names.get(home) ?? new Set()).add(name));
  }
  const imports = [...names].map(([home, taken]) => `import { ${[...taken].join(", ")} } from "./${fileName(home)}";`);
  // What columns the rows of an SQL cell have turns out when it runs.
  const rows = analysis.sql === undefined ? [] : analysis.defs.map((name) => `declare const ${name}: Record<string, any>[];`);
  return `${[...imports, ...rows].join(" ")} export { ${[...own].join(", ")} };\n`;
}

/** The cell's text, of equal length and lines, as a module without exports of its own. */
function moduleCode({ analysis }: LessonCell): string {
  const code = analysis.lang === "md" ? toMarkdownCode(analysis.code).code : analysis.sql ? toSqlCode(analysis.code, analysis.sql.holes) : analysis.code;
  // TypeScript ends a line at these two; no editor does.
  return withoutExports(code.replace(/[\u2028\u2029]/g, " "), analysis.lang === "tsx");
}

function withoutExports(code: string, isTsx: boolean): string {
  if (!/\bexport\b/.test(code)) return code;
  const { program } = parse(code, { sourceType: "module", allowAwaitOutsideFunction: true, errorRecovery: true, plugins: isTsx ? ["typescript", "jsx"] : ["typescript"] });
  return program.body.reduce((text, statement) => {
    if (statement.type !== "ExportNamedDeclaration" || !statement.declaration || typeof statement.start !== "number") return text;
    return `${text.slice(0, statement.start)}      ${text.slice(statement.start + "export".length)}`;
  }, code);
}

function fileName({ id, analysis }: LessonCell): string {
  return `${id}.${analysis.lang === "tsx" ? "tsx" : "ts"}`;
}
