/** One run of one SQL cell: its statements in order, and what they leave until the run is over. */
import type { SqlFacts, SqlPiece, SqlStatement } from "../../cell/sql/readSql.ts";
import type { Table } from "apache-arrow";
import { rowsOf } from "../../pipeline/dataset/arrowRows.ts";
import { tableSymbol } from "../../pipeline/dataset/tableSymbol.ts";
import { qualified, quoteText } from "../../pipeline/destination/duckdb/sqlNames.ts";
import type { CellRun } from "../cellRun.ts";
import { arrowOfTable } from "./arrowOfRows.ts";
import { asLiteral, bindList, bindValue, fillText, quoteNameValue, type SqlFragment } from "./boundValues.ts";
import { dropStatements } from "./cleanup.ts";
import { type NotebookDatabase, notebookCatalog } from "./notebookDatabase.ts";
import type { RegisteredTables } from "./registeredTables.ts";
import type { ValueOfName } from "./sqlCells.ts";
import { sqlFailure } from "./sqlFailure.ts";
import { resultHandle, rowsOfResult } from "./sqlRows.ts";
import { type Replacement, StatementText } from "./statementText.ts";
import { schemaOfValue, tableOfValue } from "./tableValues.ts";

export interface SqlRunParts {
  readonly run: CellRun;
  readonly values: readonly unknown[];
  readonly valueOf: ValueOfName;
  readonly database: NotebookDatabase;
  readonly registered: RegisteredTables;
}

const noFacts: SqlFacts = { statements: [], creations: [], everMade: [], reads: [], pieces: [], holes: [] };
const countVerbs: Readonly<Record<string, string>> = { INSERT: "inserted", UPDATE: "updated", DELETE: "deleted", COPY: "copied" };

export class SqlRun {
  readonly #parts: SqlRunParts;
  readonly #facts: SqlFacts;
  readonly #code: string;
  /** Kept tables of this run. */
  readonly #kept: string[] = [];
  /** Offset behind the last statement that was begun. */
  #begun = 0;

  constructor(parts: SqlRunParts) {
    this.#parts = parts;
    const { analysis } = parts.run.record;
    this.#facts = analysis.sql ?? noFacts;
    this.#code = analysis.code;
  }

  /** @returns what the cell shows: the last rows, else how many rows the last statement changed */
  async perform(): Promise<unknown> {
    const { run, database, registered } = this.#parts;
    const { statements, creations } = this.#facts;
    this.#check();
    await database.write(`USE ${qualified(notebookCatalog, "main")}`);
    try {
      await this.#registerTables();
      const replacements = await this.#replacements();
      const asking = statements.findLast(({ answer }) => answer === "rows" || answer === "description" || answer === "report");
      let shown: unknown;
      for (const statement of statements) {
        this.#check();
        this.#begun = statement.end;
        const answer = await this.#perform(statement, replacements, statement === asking);
        if (answer !== undefined) shown = answer;
      }
      return shown;
    } finally {
      if (statements.some(({ isTransaction }) => isTransaction)) await database.write("ROLLBACK").catch(() => undefined);
      // A view goes on reading the names that it was made from.
      if (!creations.some(({ noun }) => noun === "VIEW" || noun === "MACRO")) await registered.release(run);
    }
  }

  /** Takes back what the run made. */
  async cleanUp(): Promise<void> {
    const { run, database, registered } = this.#parts;
    if (!database.isOpen) return;
    const made = this.#facts.everMade.filter(({ start }) => start < this.#begun);
    if (made.length > 0) {
      await database.write(`USE ${qualified(notebookCatalog, "main")}`);
      const attached = rowsOf(await database.write("SELECT database_name AS name FROM duckdb_databases()"));
      for (const sql of dropStatements(made, new Set(attached.map(({ name }) => String(name))))) await this.#drop(sql);
    }
    await registered.release(run);
    for (const kept of this.#kept.splice(0)) await registered.dropKept(kept);
  }

  /** What was made and replaced by something of another kind under the same name is not this run's any more. */
  async #drop(sql: string): Promise<void> {
    await this.#parts.database.write(sql).catch((error: unknown) => {
      if (!/Catalog Error|Binder Error/.test(String(error))) throw error;
    });
  }

  async #registerTables(): Promise<void> {
    const { run, database, registered, valueOf } = this.#parts;
    for (const { kind, parts } of this.#facts.reads) {
      const [name = ""] = parts;
      const found = kind === "table" && parts.length === 1 ? valueOf(name) : undefined;
      if (found === undefined) continue;
      await registered.register(name, await tableOfValue(database, found.value, name, run.signal), run);
      this.#check();
    }
  }

  async #replacements(): Promise<readonly Replacement[]> {
    const replacements: Replacement[] = [];
    for (const piece of this.#facts.pieces) {
      const keepsText = this.#facts.statements.some(({ start, end, keepsText: keeps }) => keeps && start <= piece.start && piece.end <= end);
      const fragment = await this.#fragment(piece);
      replacements.push({ start: piece.start, end: piece.end, ...(keepsText ? asLiteral(fragment) : fragment) });
    }
    return replacements;
  }

  async #fragment(piece: SqlPiece): Promise<SqlFragment> {
    if (piece.kind === "text" || piece.kind === "quotedName") {
      const text = fillText(piece.strings, piece.holes.map((hole) => this.#hole(hole)));
      if (piece.kind === "quotedName") return quoteNameValue(text, text);
      if (piece.isFile) return { sql: quoteText(text), params: [] };
      return { sql: piece.type === null ? "?" : `CAST(? AS ${piece.type})`, params: [text] };
    }
    const { value, expression } = this.#hole(piece.hole);
    switch (piece.kind) {
      case "list":
        return bindList(value, expression);
      case "openList": {
        const { sql, params } = bindList(value, expression);
        return { sql: `(${sql})`, params };
      }
      case "name":
        return quoteNameValue(value, expression);
      case "owner": {
        const { sql, params } = typeof value === "string" ? quoteNameValue(value, expression) : bindValue(value, expression);
        return { sql: typeof value === "string" ? sql : `(${sql})`, params };
      }
      case "file":
        return { sql: quoteText(fillText(["", ""], [{ value, expression }])), params: [] };
      case "qualifier":
        return { sql: (await schemaOfValue(value)) ?? quoteNameValue(value, expression).sql, params: [] };
      case "table":
        return typeof value === "string" ? quoteNameValue(value, expression) : { sql: await this.#table(value, expression), params: [] };
      case "value":
        return bindValue(value, expression);
    }
  }

  #hole(index: number): { readonly value: unknown; readonly expression: string } {
    return { value: this.#parts.values[index], expression: this.#facts.holes[index]?.expression ?? "" };
  }

  async #table(value: unknown, expression: string): Promise<string> {
    const { sql, kept } = await tableOfValue(this.#parts.database, value, expression, this.#parts.run.signal);
    if (kept !== null) this.#kept.push(kept);
    return sql;
  }

  /** @returns what is to be shown of a statement, if anything */
  async #perform(statement: SqlStatement, replacements: readonly Replacement[], isAsking: boolean): Promise<unknown> {
    const isKept = isAsking && (statement.answer === "rows" || statement.answer === "description") && !this.#facts.statements.some(({ isTransaction }) => isTransaction);
    if (!isKept) {
      const answer = await this.#execute(new StatementText(this.#code, statement, replacements));
      if (isAsking) return this.#keepAnswer(answer);
      return statement.answer === "count" ? this.#countText(answer, statement) : undefined;
    }
    const kept = this.#newResult();
    const [prefix, suffix] = statement.answer === "description" ? ["SELECT * FROM (", "\n)"] : ["", ""];
    const create = `CREATE TABLE ${this.#parts.database.keptName(kept)} AS ${prefix}`;
    await this.#execute(new StatementText(this.#code, { ...statement, prefix: create, suffix }, replacements));
    return this.#finish(kept);
  }

  /** Rows that only the statement itself can give are kept as they came. */
  async #keepAnswer(answer: Table): Promise<unknown> {
    const kept = this.#newResult();
    await this.#parts.database.keepArrow(kept, arrowOfTable(answer));
    return this.#finish(kept);
  }

  #newResult(): string {
    const kept = this.#parts.database.nextKept("result");
    this.#kept.push(kept);
    return kept;
  }

  async #finish(kept: string): Promise<unknown> {
    const { run, database } = this.#parts;
    const handle = await resultHandle(database, kept);
    const [out] = run.record.analysis.defs;
    if (out === undefined) return { [tableSymbol]: () => handle };
    const rows = await rowsOfResult(database, kept, handle, async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#check();
    });
    run.record.names.set(out, () => rows);
    return rows;
  }

  async #execute(statement: StatementText): Promise<Table> {
    const { run, database } = this.#parts;
    try {
      return await database.write(statement.sql, { params: statement.params, signal: run.signal });
    } catch (error) {
      throw sqlFailure(error, statement, run.cell, this.#code);
    }
  }

  #countText(answer: Table, { start }: SqlStatement): string {
    const count = Number(answer.getChild("Count")?.get(0) ?? 0);
    const verb = countVerbs[/^\w+/.exec(this.#code.slice(start))?.[0].toUpperCase() ?? ""] ?? "changed";
    return `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"} ${verb}.`;
  }

  #check(): void {
    this.#parts.run.signal.throwIfAborted();
    this.#parts.run.check();
  }
}
