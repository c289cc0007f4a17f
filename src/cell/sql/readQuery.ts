/** The tables that a query reads, and what each `${…}` in it stands for. */
import type { SqlToken } from "./tokens.ts";

/**
 * What a `${…}` stands for: a value, the values of `IN`, a table, the schema in front of one, another name, what
 * stands in front of a dot (a name or a value with parts), or a file's name.
 */
export type HolePlace = "value" | "list" | "openList" | "table" | "qualifier" | "name" | "owner" | "file";

/** Hears what a query uses. */
export interface QueryListener {
  table(parts: readonly string[], start: number, end: number): void;
  call(parts: readonly string[], start: number, end: number): void;
  hole(token: SqlToken, place: HolePlace): void;
}

/** Words with which a query, or what can stand in its place, begins. */
export const queryWords: ReadonlySet<string> = new Set(["SELECT", "WITH", "FROM", "VALUES", "TABLE", "PIVOT", "UNPIVOT", "PIVOT_WIDER", "PIVOT_LONGER", "DESCRIBE", "SUMMARIZE", "SHOW"]);
/** Of these, the ones that are followed by one table or by a query. */
const tableWords: ReadonlySet<string> = new Set(["TABLE", "PIVOT", "UNPIVOT", "PIVOT_WIDER", "PIVOT_LONGER", "DESCRIBE", "DESC", "SUMMARIZE", "SHOW"]);
const shownThings: ReadonlySet<string> = new Set(["TABLES", "ALL", "DATABASES", "SCHEMAS", "VARIABLES", "FUNCTIONS"]);
/** A list of tables ends with these. */
const clauseWords: ReadonlySet<string> = new Set([
  "SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "QUALIFY", "WINDOW", "UNION", "EXCEPT", "INTERSECT", "RETURNING", "SET", "VALUES", "DEFAULT",
]);
/** Functions with a FROM among their arguments. */
const fromFunctions: ReadonlySet<string> = new Set(["EXTRACT", "TRIM", "SUBSTRING", "OVERLAY", "POSITION"]);

type Names = ReadonlySet<string>;
/** What comes next is a table to read from, which may be a function's; or one that is written to, with columns in brackets behind it. */
type Expected = "source" | "target" | null;

/** Whether the statement lets USING name tables, and not columns. */
export interface QueryOptions {
  readonly tablesAfterUsing?: boolean;
  /** The first token is where a table is expected. */
  readonly beginsWithTable?: boolean;
}

/** Walks over the tokens of one statement, or of the part of it that is a query. */
export function readQuery(tokens: readonly SqlToken[], listener: QueryListener, options: QueryOptions = {}): void {
  new QueryWalk(tokens, listener, options).run();
}

class QueryWalk {
  readonly #tokens: readonly SqlToken[];
  readonly #listener: QueryListener;
  readonly #options: QueryOptions;
  #at = 0;

  constructor(tokens: readonly SqlToken[], listener: QueryListener, options: QueryOptions) {
    this.#tokens = tokens;
    this.#listener = listener;
    this.#options = options;
  }

  /** A closing bracket too many does not end the walk. */
  run(): void {
    this.#level(new Set(), { expects: this.#options.beginsWithTable === true ? "target" : null, inFunction: false });
    while (this.#at < this.#tokens.length) this.#level(new Set(), { expects: null, inFunction: false });
  }

  #peek(ahead = 0): SqlToken | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #isSymbol(text: string, ahead = 0): boolean {
    const token = this.#peek(ahead);
    return token?.kind === "symbol" && token.text === text;
  }

  /**
   * Everything up to the bracket that closes this level, and the bracket.
   *
   * @param begin.expects     a table is expected at once
   * @param begin.inFunction  FROM is part of a function's arguments
   */
  #level(outer: Names, begin: { readonly expects: Expected; readonly inFunction: boolean; readonly areColumns?: boolean }): void {
    let known = outer;
    let { expects } = begin;
    let isList = expects === "source";
    let isStart = true;
    let isQuery = !begin.inFunction;
    let brackets = 0;
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      const { word } = token;
      if (this.#isSymbol(")")) {
        this.#at += 1;
        return;
      }
      if (this.#isSymbol("(")) {
        this.#group(known, expects);
        expects = null;
        isStart = false;
        continue;
      }
      if (this.#isSymbol("[") || this.#isSymbol("{")) brackets += 1;
      else if (this.#isSymbol("]") || this.#isSymbol("}")) brackets -= 1;
      else if (this.#isSymbol(",")) {
        expects = isList && brackets <= 0 ? "source" : null;
        this.#at += 1;
        continue;
      }
      if (word === "WITH" && this.#beginsCommonTables()) {
        known = this.#commonTables(known);
        isQuery = true;
        continue;
      }
      if (expects !== null && !(word !== "" && (queryWords.has(word) || clauseWords.has(word)) && !this.#isSymbol(".", 1))) {
        expects = this.#table(token, known, expects);
        isStart = false;
        continue;
      }
      this.#at += 1;
      if (token.kind === "hole") this.#listener.hole(token, begin.areColumns === true ? "name" : this.#placeOf(token));
      if ((token.kind === "word" || token.kind === "name") && this.#isSymbol("(")) this.#listener.call([token.text], token.start, token.end);
      if (word === "") {
        isStart = false;
        continue;
      }
      if ((isStart || expects !== null) && tableWords.has(word)) {
        const shown = this.#peek()?.word ?? "";
        expects = (word === "SHOW" || word === "DESCRIBE") && shownThings.has(shown) ? null : "source";
        isList = false;
        isStart = expects !== null;
        continue;
      }
      if (word === "FROM") {
        if (isQuery && !this.#isComparison()) [expects, isList] = ["source", true];
      } else if (word === "JOIN") expects = "source";
      else if (word === "REFERENCES" || (word === "INTO" && this.#peek(2)?.word !== "VALUE")) expects = "target";
      else if (word === "USING" && this.#options.tablesAfterUsing === true && !this.#isSymbol("(")) [expects, isList] = ["source", true];
      else if (clauseWords.has(word)) {
        [expects, isList] = [null, false];
        if (word === "SELECT") isQuery = true;
      }
      isStart = word === "AS" || word === "UNION" || word === "EXCEPT" || word === "INTERSECT" || (word === "ALL" && isStart);
    }
  }

  /** `a IS DISTINCT FROM b`. */
  #isComparison(): boolean {
    const before = this.#peek(-3)?.word;
    return this.#peek(-2)?.word === "DISTINCT" && (before === "IS" || before === "NOT");
  }

  #group(known: Names, expects: Expected): void {
    const before = this.#peek(-1)?.word ?? "";
    this.#at += 1;
    const first = this.#peek();
    const isQuery = first !== undefined && queryWords.has(first.word);
    if (before === "IN" && first?.kind === "hole" && this.#isSymbol(")", 1)) {
      this.#listener.hole(first, "list");
      this.#at += 2;
      return;
    }
    const areColumns = before === "USING" && !isQuery;
    this.#level(known, { expects: isQuery ? null : expects, inFunction: fromFunctions.has(before) && !isQuery, areColumns });
  }

  /** What is expected is a table. @returns what is expected behind it */
  #table(token: SqlToken, known: Names, expects: Expected): Expected {
    const { word } = token;
    if (word === "LATERAL" || word === "ONLY") {
      this.#at += 1;
      return expects;
    }
    if (token.kind !== "word" && token.kind !== "name" && token.kind !== "hole") {
      if (token.holes.length > 0) this.#listener.hole(token, "file");
      this.#at += 1;
      return null;
    }
    const parts: SqlToken[] = [];
    for (;;) {
      const part = this.#peek();
      if (part === undefined || (part.kind !== "word" && part.kind !== "name" && part.kind !== "hole")) break;
      parts.push(part);
      this.#at += 1;
      if (!this.#isSymbol(".")) break;
      this.#at += 1;
    }
    const last = parts.at(-1) ?? token;
    const hasHole = parts.some(({ kind }) => kind === "hole");
    for (const [index, part] of parts.entries()) {
      if (part.kind === "hole") this.#listener.hole(part, index > 0 ? "name" : parts.length > 1 ? "qualifier" : "table");
    }
    if (parts.length === 1 && this.#isSymbol(":")) {
      this.#at += 1;
      return expects;
    }
    const names = parts.map(({ text }) => text);
    if (expects === "source" && this.#isSymbol("(")) this.#listener.call(names, token.start, last.end);
    else if (!hasHole && token.holes.length === 0 && !isFile(parts) && !(names.length === 1 && known.has(last.text.toLowerCase()))) this.#listener.table(names, token.start, last.end);
    return null;
  }

  #beginsCommonTables(): boolean {
    const ahead = this.#peek(1)?.word === "RECURSIVE" ? 2 : 1;
    const name = this.#peek(ahead);
    if (name?.word === "ORDINALITY") return false;
    const after = this.#peek(ahead + 1);
    return (name?.kind === "word" || name?.kind === "name") && (after?.word === "AS" || after?.word === "USING" || (after?.kind === "symbol" && after.text === "("));
  }

  /** `WITH a AS (…), b(x) AS (…)`. A table is known to those after it; to itself only when it is recursive. */
  #commonTables(outer: Names): Names {
    this.#at += 1;
    const isRecursive = this.#peek()?.word === "RECURSIVE";
    if (isRecursive) this.#at += 1;
    let known = outer;
    for (let name = this.#peek(); name?.kind === "word" || name?.kind === "name"; name = this.#peek()) {
      this.#at += 1;
      const within: Names = new Set([...known, name.text.toLowerCase()]);
      while (this.#at < this.#tokens.length && this.#peek()?.word !== "AS") {
        if (this.#isSymbol("(")) this.#group(known, null);
        else this.#at += 1;
      }
      while (["AS", "NOT", "MATERIALIZED"].includes(this.#peek()?.word ?? "")) this.#at += 1;
      if (this.#isSymbol("(")) {
        this.#at += 1;
        this.#level(isRecursive ? within : known, { expects: null, inFunction: false });
      }
      known = within;
      if (!this.#isSymbol(",")) break;
      this.#at += 1;
    }
    return known;
  }

  /** Where a `${…}` stands that is no table; the walk is already behind it. */
  #placeOf(token: SqlToken): HolePlace {
    const before = this.#peek(-2);
    if (this.#isSymbol(".")) return "owner";
    if (before?.kind === "symbol" && before.text === "." && before.end === token.start) return "name";
    if (before?.word === "IN") return "openList";
    return before?.word === "AS" ? "name" : "value";
  }
}

/** DuckDB reads `"data.csv"` as a file. */
function isFile(parts: readonly SqlToken[]): boolean {
  const [only] = parts;
  return parts.length === 1 && only?.kind === "name" && /[/\\]|\.(?:csv|tsv|parquet|json|jsonl|ndjson|xlsx|arrow|txt)(?:\.gz|\.zst)?$/i.test(only.text);
}
