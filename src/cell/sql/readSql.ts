/** What an SQL cell's text says: statements, names, and what each `${…}` stands for. */
import type { InterpolationMatch } from "../interpolations.ts";
import { isReadOf, type SqlCreation, type SqlName } from "./names.ts";
import type { HolePlace } from "./readQuery.ts";
import { readStatement, type SqlAnswer, type StatementListener } from "./readStatement.ts";
import { holeMark, type SqlLexicalProblem, type SqlToken, tokenizeSql } from "./tokens.ts";

/** A part of the text that a run replaces. `holes` are indexes into `SqlFacts.holes`. */
export type SqlPiece =
  | { readonly kind: HolePlace; readonly start: number; readonly end: number; readonly hole: number }
  /** A string with `${…}` in it; `type` is the word of a literal such as DATE '…' that belongs to it, which `start` includes. */
  | { readonly kind: "text"; readonly start: number; readonly end: number; readonly type: string | null; readonly strings: readonly string[]; readonly holes: readonly number[]; /** Only a literal can stand here. */ readonly isFile: boolean }
  /** The same as a quoted name. */
  | { readonly kind: "quotedName"; readonly start: number; readonly end: number; readonly strings: readonly string[]; readonly holes: readonly number[] };

export interface SqlStatement {
  readonly start: number;
  readonly end: number;
  readonly answer: SqlAnswer;
  /** It begins, ends or undoes a transaction. */
  readonly isTransaction: boolean;
  /** A view or a macro, whose text the database keeps, or a pivot, which it runs in two steps: no values can be bound to it. */
  readonly keepsText: boolean;
}

/** Pure data: can be cloned between threads. */
export interface SqlFacts {
  readonly statements: readonly SqlStatement[];
  /** What the cell leaves behind in the database. */
  readonly creations: readonly SqlCreation[];
  /** Everything that one of its statements makes, also what a later one drops or renames. */
  readonly everMade: readonly SqlCreation[];
  /** What it needs to be there before it runs: not what it has made itself by then. */
  readonly reads: readonly SqlName[];
  /** In text order, like `holes`. */
  readonly pieces: readonly SqlPiece[];
  readonly holes: readonly InterpolationMatch[];
}

/** Something that can be told to be wrong without asking the database. */
export type SqlProblem = SqlLexicalProblem | { readonly what: "bracket" | "parameter" | "spliced"; readonly start: number; readonly end: number; readonly text: string };

const typedLiterals: ReadonlySet<string> = new Set(["INTERVAL", "DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ", "DATETIME"]);
const transactionWords: ReadonlySet<string> = new Set(["BEGIN", "START", "COMMIT", "ROLLBACK", "ABORT", "END"]);

/** Reads a text. Never throws; of a text that is not SQL it reads as much as it can. */
export function readSql(text: string): { readonly facts: SqlFacts; readonly problems: readonly SqlProblem[] } {
  const { tokens, problems } = tokenizeSql(text);
  const reader = new SqlReader(tokens);
  return { facts: reader.facts(), problems: [...problems, ...tokenProblems(tokens)].sort((a, b) => a.start - b.start) };
}

class SqlReader implements StatementListener {
  readonly #statements: SqlStatement[] = [];
  readonly #reads: SqlName[] = [];
  readonly #places = new Map<number, HolePlace>();
  readonly #tokens: readonly SqlToken[];
  #creations: SqlCreation[] = [];
  readonly #everMade: SqlCreation[] = [];
  #usedPlace: readonly string[] = [];

  constructor(tokens: readonly SqlToken[]) {
    this.#tokens = tokens;
    for (const statement of splitStatements(tokens)) {
      const [first, last] = [statement[0], statement.at(-1)];
      if (first === undefined || last === undefined) continue;
      const answer = readStatement(statement, this);
      this.#statements.push({ start: first.start, end: last.end, answer, isTransaction: transactionWords.has(first.word), keepsText: keepsText(statement) });
    }
  }

  facts(): SqlFacts {
    const holes = this.#tokens.flatMap((token) => token.holes);
    const indexOf = (hole: InterpolationMatch): number => holes.indexOf(hole);
    const pieces = this.#tokens.flatMap((token, at): SqlPiece[] => (token.holes.length === 0 ? [] : [this.#piece(token, this.#tokens[at - 1], indexOf)]));
    return { statements: this.#statements, creations: this.#creations, everMade: this.#everMade, reads: this.#reads, pieces, holes };
  }

  table(parts: readonly string[], start: number, end: number): void {
    this.read({ kind: "table", parts, start, end });
  }

  call(parts: readonly string[], start: number, end: number): void {
    this.read({ kind: "macro", parts, start, end });
  }

  hole(token: SqlToken, place: HolePlace): void {
    this.#places.set(token.start, place);
  }

  read(name: SqlName): void {
    if (this.#creations.some((made) => isReadOf(name, made))) return;
    if (!this.#reads.some(({ kind, parts }) => kind === name.kind && parts.join("\0") === name.parts.join("\0"))) this.#reads.push(name);
  }

  make(creation: SqlCreation): void {
    const parts = creation.parts.length === 1 && creation.kind !== "catalog" && !creation.isTemporary ? [...this.#usedPlace, ...creation.parts] : creation.parts;
    const place = creation.parts.slice(0, -1);
    if (place.length > 0) this.read({ kind: "schema", parts: place, start: creation.start, end: creation.end });
    this.#creations.push({ ...creation, parts });
    this.#everMade.push({ ...creation, parts });
  }

  drop(name: SqlName): void {
    const kept = this.#creations.filter((made) => made.kind !== name.kind || !isReadOf(name, made));
    if (kept.length === this.#creations.length) this.read(name);
    this.#creations = kept;
  }

  rename(name: SqlName, to: string): void {
    this.#creations = this.#creations.map((made) => {
      if (made.kind !== name.kind || !isReadOf(name, made)) return made;
      const renamed = { ...made, parts: [...made.parts.slice(0, -1), to] };
      this.#everMade.push(renamed);
      return renamed;
    });
  }

  use(parts: readonly string[]): void {
    this.#usedPlace = parts;
  }

  #piece(token: SqlToken, before: SqlToken | undefined, indexOf: (hole: InterpolationMatch) => number): SqlPiece {
    const { start, end, kind } = token;
    const holes = token.holes.map(indexOf);
    if (kind === "hole") return { kind: this.#places.get(start) ?? "value", start, end, hole: holes[0] ?? 0 };
    const strings = stringsOf(token);
    if (kind === "name") return { kind: "quotedName", start, end, strings, holes };
    const isTyped = before !== undefined && typedLiterals.has(before.word);
    return { kind: "text", start: isTyped ? before.start : start, end, type: isTyped ? before.word : null, strings, holes, isFile: this.#places.get(start) === "file" };
  }
}

/** What stands around the `${…}` of a quoted text, its quotes undone. */
function stringsOf({ text, start, end, holes, kind }: SqlToken): string[] {
  if (kind === "name") return text.split(holeMark);
  const quote = text.indexOf("'");
  const escapes = /^[eE]/.test(text);
  const strings: string[] = [];
  let from = quote + 1;
  for (const hole of [...holes, null]) {
    const to = hole === null ? end - start - 1 : hole.start - start;
    const part = text.slice(from, to).replaceAll("''", "'");
    strings.push(escapes ? part.replace(/\\(.)/gs, (_, character: string) => ({ n: "\n", t: "\t", r: "\r" })[character] ?? character) : part);
    from = hole === null ? to : hole.end - start;
  }
  return strings;
}

function keepsText(statement: readonly SqlToken[]): boolean {
  const kept = statement[0]?.word === "CREATE" && statement.slice(0, 6).some(({ word }) => word === "VIEW" || word === "MACRO" || word === "FUNCTION");
  return kept || statement.some(({ word }) => word === "PIVOT" || word === "PIVOT_WIDER");
}

function* splitStatements(tokens: readonly SqlToken[]): Generator<readonly SqlToken[]> {
  let from = 0;
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== "symbol" || text !== ";") continue;
    yield tokens.slice(from, at);
    from = at + 1;
  }
  yield tokens.slice(from);
}

function tokenProblems(tokens: readonly SqlToken[]): SqlProblem[] {
  const problems: SqlProblem[] = [];
  const open: SqlToken[] = [];
  for (const [at, token] of tokens.entries()) {
    const { kind, text, start, end } = token;
    const before = tokens[at - 1];
    if (kind === "parameter") problems.push({ what: "parameter", start, end, text });
    const [word, hole] = kind === "hole" ? [before, token] : before?.kind === "hole" ? [token, before] : [undefined, undefined];
    if (word?.kind === "word" && hole !== undefined && before?.end === start) problems.push({ what: "spliced", start: Math.min(word.start, hole.start), end, text: word.text });
    if (kind === "symbol" && text === "(") open.push(token);
    else if (kind === "symbol" && text === ")" && open.pop() === undefined) problems.push({ what: "bracket", start, end, text });
    if (kind === "symbol" && text === ";") problems.push(...open.splice(0).map((bracket) => ({ what: "bracket" as const, start: bracket.start, end: bracket.end, text: "(" })));
  }
  return [...problems, ...open.map(({ start, end }) => ({ what: "bracket" as const, start, end, text: "(" }))];
}
