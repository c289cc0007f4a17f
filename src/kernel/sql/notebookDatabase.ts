/** The notebook's own database in the kernel's DuckDB: where SQL cells run, beside the databases of pipelines. */
import type { Table } from "apache-arrow";
import type { DuckDbConnection, DuckDbEngine, StatementOptions } from "../../pipeline/destination/duckdb/engine.ts";
import { qualified, quoteName } from "../../pipeline/destination/duckdb/sqlNames.ts";

/** DuckDB's first database. */
export const notebookCatalog = "memory";
/** Holds the rows of results and of values that are read as tables. */
const keptSchema = "watercourse";

interface Opened {
  readonly engine: DuckDbEngine;
  /** Runs cells. */
  readonly writer: DuckDbConnection;
  /** Reads pages of results, whatever cell runs. */
  readonly reader: DuckDbConnection;
}

export class NotebookDatabase {
  readonly #start: () => Promise<DuckDbEngine>;
  #opened: Promise<Opened> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #count = 0;
  #isUsed = false;

  /** @param start  gives the engine that runs, or a new one after it died */
  constructor(start: () => Promise<DuckDbEngine>) {
    this.#start = start;
  }

  /** Does something when everything before it is done. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** False before the first statement, and after the engine died: then there is nothing to clean up. */
  get isOpen(): boolean {
    return this.#isUsed;
  }

  /** Runs a statement where cells run. */
  async write(sql: string, options?: StatementOptions): Promise<Table> {
    const { engine, writer } = await this.#open();
    return Promise.race([writer.query(sql, options), engine.died]);
  }

  /** Runs a statement among what is kept. */
  async read(sql: string, options?: StatementOptions): Promise<Table> {
    const { engine, reader } = await this.#open();
    return Promise.race([reader.query(sql, options), engine.died]);
  }

  /** A name among what is kept that was never used before. */
  nextKept(kind: "result" | "value"): string {
    this.#count += 1;
    return `${kind}_${this.#count}`;
  }

  /** A kept table as SQL names it. */
  keptName(name: string): string {
    return qualified(notebookCatalog, keptSchema, name);
  }

  /** Keeps an Arrow stream as a table. */
  async keepArrow(name: string, bytes: Uint8Array): Promise<void> {
    const { engine, reader } = await this.#open();
    await Promise.race([reader.insertArrow(bytes, { schema: keptSchema, table: name, create: true }), engine.died]);
  }

  #open(): Promise<Opened> {
    this.#opened ??= this.#connect();
    return this.#opened;
  }

  async #connect(): Promise<Opened> {
    try {
      const engine = await this.#start();
      const [writer, reader] = [await engine.connect(), await engine.connect()];
      await writer.query(`CREATE SCHEMA IF NOT EXISTS ${qualified(notebookCatalog, keptSchema)}`);
      await reader.query(`USE ${quoteName(notebookCatalog)}.${quoteName(keptSchema)}`);
      this.#isUsed = true;
      engine.died.catch(() => this.#forget());
      return { engine, writer, reader };
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#opened = undefined;
    this.#isUsed = false;
  }
}
