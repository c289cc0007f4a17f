/** A query that is read page by page. Where each page would mean running it anew, its rows are kept in a temporary table. */
import type { Table } from "apache-arrow";
import { CodedError } from "../../diagnostic/codedError.ts";
import type { Bound } from "./condition.ts";
import type { RunQuery } from "./runQuery.ts";

let keptTables = 0;

export class PagedQuery {
  readonly #run: RunQuery;
  readonly #query: Bound;
  readonly #keeps: boolean;
  #kept: Promise<string> | undefined;

  /** @param keep true: rows are put into a temporary table before the first page, so that pages belong together */
  constructor(run: RunQuery, query: Bound, { keep }: { readonly keep: boolean }) {
    this.#run = run;
    this.#query = query;
    this.#keeps = keep;
  }

  /** Rows `offset` to `offset + limit`. */
  async page(offset: number, limit: number): Promise<Table> {
    const { sql, params } = this.#query;
    if (!this.#keeps) return this.#run(`SELECT * FROM (${sql}) LIMIT ${limit} OFFSET ${offset}`, { purpose: "page", params });
    const read = async (): Promise<Table> => this.#run(`SELECT * FROM ${await this.#keep()} WHERE rowid >= ${offset} AND rowid < ${offset + limit}`, { purpose: "page" });
    try {
      return await read();
    } catch (error) {
      // The database was opened anew since, and temporary tables went with the old one.
      if (!(error instanceof CodedError) || !error.message.startsWith("Catalog Error")) throw error;
      this.#kept = undefined;
      return read();
    }
  }

  /** Frees what is kept. A page asked for later keeps it again. */
  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    const table = await kept?.catch(() => undefined);
    if (table !== undefined) await this.#run(`DROP TABLE IF EXISTS ${table}`, { purpose: "page" }).catch(() => undefined);
  }

  #keep(): Promise<string> {
    this.#kept ??= (async () => {
      const name = `_watercourse_page_${++keptTables}`;
      await this.#run(`CREATE TEMP TABLE ${name} AS ${this.#query.sql}`, { purpose: "page", params: this.#query.params });
      return `temp.main.${name}`;
    })();
    this.#kept.catch(() => {
      this.#kept = undefined;
    });
    return this.#kept;
  }
}
