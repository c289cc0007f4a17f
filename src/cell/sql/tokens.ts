/** A SQL text as tokens, the way DuckDB's lexer cuts it; comments are left out, and `${…}` are tokens of their own. */
import { matchInterpolation, type InterpolationMatch } from "../interpolations.ts";

export type SqlTokenKind =
  /** A keyword or a plain identifier: which of the two depends on where it stands. */
  | "word"
  /** `"an identifier"`. */
  | "name"
  /** `'text'`, `E'text'`, `$$text$$`. */
  | "string"
  | "number"
  /** `${expression}`. */
  | "hole"
  /** `?`, `$1`, `$name`: a parameter of SQL's own. */
  | "parameter"
  /** One character, or `::`. */
  | "symbol";

export interface SqlToken {
  readonly kind: SqlTokenKind;
  readonly start: number;
  readonly end: number;
  /** As written; for a `name` what it means, without its quotes. */
  readonly text: string;
  /** In upper case, for words; else empty. */
  readonly word: string;
  /** The `${…}` in a string or a quoted name, or the hole itself. */
  readonly holes: readonly InterpolationMatch[];
}

/** Something that is opened and never closed, or a `${…}` that cannot be read. */
export interface SqlLexicalProblem {
  readonly what: "string" | "name" | "comment" | "hole";
  readonly start: number;
  readonly end: number;
  readonly hole?: InterpolationMatch;
}

export interface SqlTokens {
  readonly tokens: readonly SqlToken[];
  readonly problems: readonly SqlLexicalProblem[];
}

const wordPattern = /(?:[A-Za-z_]|[^\s\0-\x7f])(?:\w|\$(?!\{)|[^\s\0-\x7f])*/uy;
const numberPattern = /(?:0[xX][\da-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?\.?)/y;
const dollarTagPattern = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const parameterPattern = /\$[\p{L}\p{N}_]+/uy;

/** Stands for a `${…}` in the text of a quoted name: no name can hold it. */
export const holeMark = "\0";

/** Cuts a text into tokens. Never throws: what is not closed ends with the text and is told as a problem. */
export function tokenizeSql(text: string): SqlTokens {
  const lexer = new Lexer(text);
  lexer.run();
  return lexer;
}

class Lexer implements SqlTokens {
  readonly tokens: SqlToken[] = [];
  readonly problems: SqlLexicalProblem[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    while (this.#at < this.#text.length) this.#next();
  }

  #next(): void {
    const text = this.#text;
    const start = this.#at;
    const character = text.charAt(start);
    const pair = text.slice(start, start + 2);
    if (/\s/.test(character)) this.#at += 1;
    else if (pair === "--") this.#at = lineEnd(text, start);
    else if (pair === "/*") this.#blockComment();
    else if (pair === "${") this.#hole();
    else if (character === "'") this.#quoted("string", "'", false);
    else if (character === '"') this.#quoted("name", '"', false);
    else if (/^[eE]'/.test(pair)) this.#quoted("string", "'", true);
    else if (/^[xXbB]'/.test(pair)) this.#quoted("string", "'", false);
    else if (character === "$" && this.#match(dollarTagPattern) !== null) this.#dollarQuoted();
    else if (character === "$" && this.#match(parameterPattern) !== null) this.#push("parameter", this.#match(parameterPattern) ?? "$");
    else if (character === "?") this.#push("parameter", "?");
    else if (/\d/.test(character) || (character === "." && /\d/.test(pair.charAt(1)) && !this.#followsName())) this.#push("number", this.#match(numberPattern) ?? character);
    else if (this.#match(wordPattern) !== null) this.#push("word", this.#match(wordPattern) ?? character);
    else this.#push("symbol", pair === "::" ? pair : character);
  }

  /** `t.1` is no number behind a name. */
  #followsName(): boolean {
    const before = this.tokens.at(-1);
    return before !== undefined && before.end === this.#at && (before.kind === "word" || before.kind === "name");
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? null;
  }

  #push(kind: SqlTokenKind, written: string): void {
    const start = this.#at;
    this.#at += written.length;
    this.tokens.push({ kind, start, end: this.#at, text: written, word: kind === "word" ? written.toUpperCase() : "", holes: [] });
  }

  #hole(): void {
    const hole = matchInterpolation(this.#text, this.#at);
    this.#at = hole.end;
    if (hole.error !== undefined) this.problems.push({ what: "hole", start: hole.start, end: hole.end, hole });
    else this.tokens.push({ kind: "hole", start: hole.start, end: hole.end, text: hole.expression, word: "", holes: [hole] });
  }

  /** @param escapes  a backslash takes the next character along, as in `E'it\'s'` */
  #quoted(kind: "string" | "name", quote: string, escapes: boolean): void {
    const text = this.#text;
    const start = this.#at;
    const holes: InterpolationMatch[] = [];
    let value = "";
    let at = text.indexOf(quote, start) + 1;
    for (; at < text.length; at += 1) {
      const character = text.charAt(at);
      if (character === quote) {
        if (text.charAt(at + 1) !== quote) break;
        at += 1;
      } else if (escapes && character === "\\") at += 1;
      else if (character === "$" && text.charAt(at + 1) === "{") {
        const hole = matchInterpolation(text, at);
        if (hole.error !== undefined) this.problems.push({ what: "hole", start: hole.start, end: hole.end, hole });
        else holes.push(hole);
        value += holeMark;
        at = hole.end - 1;
        continue;
      }
      value += text.charAt(at);
    }
    if (at >= text.length) this.problems.push({ what: kind, start, end: text.length });
    this.#at = Math.min(at + 1, text.length);
    this.tokens.push({ kind, start, end: this.#at, text: kind === "name" ? value : text.slice(start, this.#at), word: "", holes });
  }

  #dollarQuoted(): void {
    const tag = this.#match(dollarTagPattern) ?? "$$";
    const start = this.#at;
    const closing = this.#text.indexOf(tag, start + tag.length);
    if (closing === -1) this.problems.push({ what: "string", start, end: this.#text.length });
    this.#push("string", this.#text.slice(start, closing === -1 ? undefined : closing + tag.length));
  }

  /** Comments may stand in comments. */
  #blockComment(): void {
    const start = this.#at;
    let depth = 0;
    do {
      const pair = this.#text.slice(this.#at, this.#at + 2);
      if (pair === "/*") depth += 1;
      else if (pair === "*/") depth -= 1;
      this.#at += pair === "/*" || pair === "*/" ? 2 : 1;
    } while (depth > 0 && this.#at < this.#text.length);
    if (depth > 0) this.problems.push({ what: "comment", start, end: start + 2 });
  }
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}
