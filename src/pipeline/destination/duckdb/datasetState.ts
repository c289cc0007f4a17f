/** What a dataset knows of the pipeline that filled it: packages, state, schemas (dlt: state sync). */
import type { Table } from "apache-arrow";
import { CodedError } from "../../../diagnostic/codedError.ts";
import { loadsTableName, stateTableName, versionTableName } from "../../schema/systemTables.ts";
import type { StoredSchema } from "../../schema/types.ts";
import type { StoredState } from "../destination.ts";
import type { PipelineDatabase } from "./instance.ts";
import { qualified, quoteText } from "./sqlNames.ts";

export class DatasetState {
  readonly #database: PipelineDatabase;
  readonly #dataset: string;
  readonly #staging: string;
  readonly #pipelineName: string;

  constructor(database: PipelineDatabase, names: { readonly dataset: string; readonly staging: string; readonly pipelineName: string }) {
    this.#database = database;
    this.#dataset = names.dataset;
    this.#staging = names.staging;
    this.#pipelineName = names.pipelineName;
  }

  /** Ids of the packages that were loaded completely. */
  async loadedIds(): Promise<ReadonlySet<string>> {
    const ids = await this.#found(`SELECT load_id FROM ${this.#place(loadsTableName)} WHERE status = 0`);
    return new Set(Array.from({ length: ids?.numRows ?? 0 }, (_, row) => String(ids?.getChildAt(0)?.get(row))));
  }

  /** The newest state of the pipeline that came with a completed package. */
  async state(): Promise<StoredState | undefined> {
    const found = await this.#found(
      `SELECT s.version, s.version_hash, s.state FROM ${this.#place(stateTableName)} AS s JOIN ${this.#place(loadsTableName)} AS l ON l.load_id = s._dlt_load_id ` +
        `WHERE s.pipeline_name = ${quoteText(this.#pipelineName)} AND l.status = 0 ORDER BY l.load_id DESC, s.version DESC LIMIT 1`,
    );
    if (found === undefined || found.numRows === 0) return undefined;
    const value = (column: string): unknown => found.getChild(column)?.get(0);
    return { version: Number(value("version")), versionHash: String(value("version_hash")), state: String(value("state")) };
  }

  /** The newest schema of a name. */
  async schema(name: string): Promise<StoredSchema | undefined> {
    const found = await this.#found(`SELECT schema FROM ${this.#place(versionTableName)} WHERE schema_name = ${quoteText(name)} ORDER BY inserted_at DESC, version DESC LIMIT 1`);
    return found === undefined || found.numRows === 0 ? undefined : (JSON.parse(String(found.getChildAt(0)?.get(0))) as StoredSchema);
  }

  /** Drops tables with their staged rows, all or none. */
  async dropTables(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const found = await this.#database.write(
      `SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ${quoteText(this.#database.catalog)} AND schema_name IN (${quoteText(this.#dataset)}, ${quoteText(this.#staging)}) AND table_name IN (${names.map(quoteText).join(", ")})`,
    );
    const drops = Array.from({ length: found.numRows }, (_, row) => `DROP TABLE ${qualified(this.#database.catalog, String(found.getChildAt(0)?.get(row)), String(found.getChildAt(1)?.get(row)))}`);
    if (drops.length === 0) return;
    try {
      await this.#database.write(["BEGIN TRANSACTION", ...drops, "COMMIT"].join(";\n"));
      this.#database.noteChange();
    } catch (error) {
      await this.#database.write("ROLLBACK").catch(() => {});
      throw error;
    }
  }

  #place(table: string): string {
    return qualified(this.#database.catalog, this.#dataset, table);
  }

  /** The answer, or undefined where there is no such table: nothing has been loaded then. */
  async #found(sql: string): Promise<Table | undefined> {
    try {
      return await this.#database.read(sql);
    } catch (error) {
      if (error instanceof CodedError && error.code === "E483" && error.message.startsWith("Catalog Error")) return undefined;
      throw error;
    }
  }
}
