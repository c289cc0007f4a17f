/** Runs SQL cells. Loaded with the first of them. */
import type { DuckDbEngine } from "../../pipeline/destination/duckdb/engine.ts";
import type { CellRun } from "../cellRun.ts";
import { NotebookDatabase } from "./notebookDatabase.ts";
import { RegisteredTables } from "./registeredTables.ts";
import { SqlRun } from "./sqlRun.ts";

/** The value of a name as the cell sees it, if a cell defines it. */
export type ValueOfName = (name: string) => { readonly value: unknown } | undefined;

export class SqlCells {
  readonly #database: NotebookDatabase;
  readonly #registered: RegisteredTables;

  /** @param start  gives the engine that runs, or a new one after it died */
  constructor(start: () => Promise<DuckDbEngine>) {
    this.#database = new NotebookDatabase(start);
    this.#registered = new RegisteredTables(this.#database);
  }

  /**
   * Runs the statements of a cell. What they make, and the rows of the result, are there until the run is over.
   *
   * @param values  of the cell's `${…}`, in text order
   * @returns what the cell shows
   */
  run(run: CellRun, values: readonly unknown[], valueOf: ValueOfName): Promise<unknown> {
    const sqlRun = new SqlRun({ run, values, valueOf, database: this.#database, registered: this.#registered });
    run.onDispose(() => this.#database.inTurn(() => sqlRun.cleanUp()));
    return this.#database.inTurn(() => sqlRun.perform());
  }
}
