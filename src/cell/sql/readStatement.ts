/** One statement: what it makes, drops and reads, and what kind of answer it gives. */
import type { SqlCreation, SqlName } from "./names.ts";
import { readQuery, type HolePlace, type QueryListener, queryWords } from "./readQuery.ts";
import type { SqlToken } from "./tokens.ts";

/** What a statement answers: rows that can be kept as a table; rows of DESCRIBE and its like; rows of their own kind; a count; nothing. */
export type SqlAnswer = "rows" | "description" | "report" | "count" | "nothing";

/** Hears what a statement does, in order. */
export interface StatementListener extends QueryListener {
  read(name: SqlName): void;
  make(creation: SqlCreation): void;
  drop(name: SqlName): void;
  rename(name: SqlName, to: string): void;
  use(parts: readonly string[]): void;
}

const descriptions: ReadonlySet<string> = new Set(["DESCRIBE", "DESC", "SUMMARIZE", "SHOW"]);
const changes: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);
const reports: ReadonlySet<string> = new Set(["EXPLAIN", "PRAGMA", "CALL"]);
/** Words between CREATE and what is created. */
const adjectives: ReadonlySet<string> = new Set(["OR", "REPLACE", "TEMP", "TEMPORARY", "PERSISTENT", "LOCAL", "UNIQUE", "RECURSIVE", "MATERIALIZED", "UNLOGGED"]);
const kinds: Readonly<Record<string, SqlName["kind"]>> = { TABLE: "table", VIEW: "table", SCHEMA: "schema", DATABASE: "catalog", MACRO: "macro", FUNCTION: "macro", SEQUENCE: "other", TYPE: "other" };

/** @param tokens  of one statement, without the semicolon; at least one */
export function readStatement(tokens: readonly SqlToken[], listener: StatementListener): SqlAnswer {
  const reader = new StatementReader(tokens, listener);
  reader.read();
  return answerOf(tokens);
}

function answerOf(tokens: readonly SqlToken[]): SqlAnswer {
  const first = tokens[0]?.word ?? "";
  if (descriptions.has(first)) return "description";
  if (reports.has(first)) return "report";
  const verb = first === "WITH" ? (mainVerb(tokens) ?? "SELECT") : first;
  if (changes.has(verb)) return tokens.some(({ word }) => word === "RETURNING") ? "report" : "count";
  if (first === "COPY") return "count";
  return queryWords.has(first) || tokens[0]?.text === "(" ? "rows" : "nothing";
}

/** The first word outside of brackets that says what a statement with common tables does. */
function mainVerb(tokens: readonly SqlToken[]): string | undefined {
  let depth = 0;
  for (const { text, word, kind } of tokens) {
    if (kind === "symbol" && text === "(") depth += 1;
    else if (kind === "symbol" && text === ")") depth -= 1;
    else if (depth === 0 && (changes.has(word) || word === "SELECT" || word === "FROM" || word === "VALUES")) return word;
  }
  return undefined;
}

class StatementReader {
  readonly #tokens: readonly SqlToken[];
  readonly #listener: StatementListener;
  #at = 0;

  constructor(tokens: readonly SqlToken[], listener: StatementListener) {
    this.#tokens = tokens;
    this.#listener = listener;
  }

  read(): void {
    if (this.#takes("EXPLAIN")) {
      this.#takes("ANALYZE");
      if (this.#tokens[this.#at]?.text === "(") this.#at = this.#closing(this.#at) + 1;
    }
    const word = this.#tokens[this.#at]?.word ?? "";
    switch (word) {
      case "CREATE":
        return this.#create();
      case "ATTACH":
        return this.#attach();
      case "DETACH":
      case "DROP":
        return this.#drop(word);
      case "ALTER":
        return this.#alter();
      case "USE":
        return this.#use();
      case "UPDATE":
      case "COPY":
      case "DESC":
      case "TRUNCATE":
      case "ANALYZE":
      case "VACUUM":
        this.#at += 1;
        if (word === "TRUNCATE") this.#takes("TABLE");
        if (word === "UPDATE") while (this.#takes("OR") || this.#takes("REPLACE") || this.#takes("IGNORE")) continue;
        return this.#query({ beginsWithTable: true });
      case "DELETE":
      case "MERGE":
        return this.#query({ tablesAfterUsing: true });
      default:
        return this.#query({});
    }
  }

  #query(options: { readonly beginsWithTable?: boolean; readonly tablesAfterUsing?: boolean }): void {
    readQuery(this.#tokens.slice(this.#at), this.#listener, options);
    this.#at = this.#tokens.length;
  }

  #create(): void {
    this.#at += 1;
    let isTemporary = false;
    for (let word = this.#word(); adjectives.has(word); word = this.#word()) {
      isTemporary ||= word === "TEMP" || word === "TEMPORARY";
      this.#at += 1;
    }
    const noun = this.#word();
    this.#at += 1;
    this.#takesAll("IF", "NOT", "EXISTS");
    const kind = kinds[noun];
    if (noun === "INDEX") {
      while (this.#at < this.#tokens.length && !this.#takes("ON")) this.#at += 1;
      return this.#query({ beginsWithTable: true });
    }
    if (kind === undefined) return this.#query({});
    const name = this.#name(kind);
    // What it is made from is read before it is there.
    this.#query({});
    if (name === null) return;
    this.#listener.make({ ...name, noun: noun === "FUNCTION" ? "MACRO" : noun, isTemporary });
  }

  #attach(): void {
    this.#at += 1;
    while (["OR", "REPLACE", "DATABASE", "IF", "NOT", "EXISTS"].includes(this.#word())) this.#at += 1;
    const file = this.#tokens[this.#at];
    this.#at += 1;
    if (file !== undefined && file.holes.length > 0) this.#listener.hole(file, "file");
    const named = this.#takes("AS") ? this.#name("catalog") : null;
    const name = named ?? (file?.kind === "string" ? { kind: "catalog" as const, parts: [catalogOf(file.text)], start: file.start, end: file.end } : null);
    this.#query({});
    if (name !== null) this.#listener.make({ ...name, noun: "DATABASE", isTemporary: false });
  }

  #drop(verb: string): void {
    this.#at += 1;
    const noun = verb === "DETACH" ? "DATABASE" : this.#word();
    if (verb === "DROP" || this.#word() === "DATABASE") this.#at += 1;
    if (noun === "MACRO" || noun === "FUNCTION") this.#takes("TABLE");
    this.#takesAll("IF", "EXISTS");
    const kind = kinds[noun];
    if (kind === undefined) return;
    do {
      const name = this.#name(kind);
      if (name === null) return;
      this.#listener.drop(name);
    } while (this.#takesSymbol(","));
  }

  #alter(): void {
    this.#at += 1;
    const kind = kinds[this.#word()];
    this.#at += 1;
    this.#takesAll("IF", "EXISTS");
    if (kind === undefined) return;
    const name = this.#name(kind);
    if (name === null) return;
    this.#listener.read(name);
    if (this.#takes("RENAME") && this.#takes("TO")) {
      const to = this.#name(kind);
      const last = to?.parts.at(-1);
      if (last !== undefined) this.#listener.rename(name, last);
    } else this.#query({});
  }

  #use(): void {
    this.#at += 1;
    const name = this.#name("schema");
    if (name === null) return;
    this.#listener.read(name);
    this.#listener.use(name.parts);
  }

  /** A name of up to three parts; null where there is none, or where it is computed. */
  #name(kind: SqlName["kind"]): SqlName | null {
    const parts: SqlToken[] = [];
    do {
      const part = this.#tokens[this.#at];
      if (part === undefined || (part.kind !== "word" && part.kind !== "name" && part.kind !== "hole")) break;
      parts.push(part);
      this.#at += 1;
    } while (this.#takesSymbol("."));
    this.#placeHoles(parts, "name");
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined || parts.some(({ holes }) => holes.length > 0)) return null;
    return { kind, parts: parts.map(({ text }) => text), start: first.start, end: last.end };
  }

  #placeHoles(tokens: readonly SqlToken[], place: HolePlace): void {
    for (const token of tokens) if (token.kind === "hole") this.#listener.hole(token, place);
  }

  #word(): string {
    return this.#tokens[this.#at]?.word ?? "";
  }

  #takes(word: string): boolean {
    if (this.#word() !== word) return false;
    this.#at += 1;
    return true;
  }

  #takesAll(...words: readonly string[]): void {
    if (words.every((word, index) => this.#tokens[this.#at + index]?.word === word)) this.#at += words.length;
  }

  #takesSymbol(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "symbol" || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #closing(open: number): number {
    let depth = 0;
    for (let at = open; at < this.#tokens.length; at += 1) {
      const { kind, text } = this.#tokens[at] as SqlToken; // `at` is below the length
      if (kind === "symbol" && text === "(") depth += 1;
      else if (kind === "symbol" && text === ")" && (depth -= 1) === 0) return at;
    }
    return this.#tokens.length;
  }
}

/** A database that is attached without a name is called after its file. */
function catalogOf(literal: string): string {
  const file = literal.replace(/^[eE]?'|'$/g, "").replace(/^.*[/\\]/, "");
  return file.replace(/\.[^.]*$/, "") || file;
}
