/** The dataset of a pipeline: its tables as relations, and any SQL. */
import type { Table } from "apache-arrow";
import { CodedError } from "../../diagnostic/codedError.ts";
import { quoteName } from "../destination/duckdb/sqlNames.ts";
import { pipelineError } from "../errors.ts";
import { dataTableNames, tableOf } from "../schema/schema.ts";
import { loadIdColumn, loadsTableName, stateTableName, versionTableName } from "../schema/systemTables.ts";
import type { ColumnSchema, StoredSchema } from "../schema/types.ts";
import { boundValue } from "./condition.ts";
import type { SqlValue } from "./condition.ts";
import { Relation } from "./relation.ts";
import { rowCountQuery } from "./rowCounts.ts";
import type { RowCountSpec } from "./rowCounts.ts";
import type { QueryOptions, RunQuery } from "./runQuery.ts";

/** What a dataset needs of its pipeline. */
export interface DatasetSource {
  readonly pipelineName: string;
  readonly datasetName: string;
  /** Opens the dataset if need be, and runs SQL in it. @throws E473 when nothing has been loaded */
  readonly run: RunQuery;
  /** Of all sources of the pipeline, the default one first. */
  schemas(): readonly StoredSchema[];
  /** Goes up when a table may have changed. */
  revision?(): Promise<number>;
}

/** A row of `_dlt_loads`. */
export interface LoadRow {
  readonly load_id: string;
  readonly schema_name: string;
  /** 0: loaded completely. */
  readonly status: number;
  readonly inserted_at: Date;
  readonly schema_version_hash: string;
}

/** The tables that a pipeline has loaded, to read from. */
export class Dataset {
  readonly #source: DatasetSource;

  constructor(source: DatasetSource) {
    this.#source = source;
  }

  get name(): string {
    return this.#source.datasetName;
  }

  /** Names of the tables with data, without the library's own. Known once the pipeline has been used in this notebook. */
  get tables(): readonly string[] {
    return this.#source.schemas().flatMap((schema) => dataTableNames(schema).filter((name) => tableOf(schema, name)?.["x-normalizer"]?.["seen-data"] === true));
  }

  /** The default schema: a copy. @throws E475 before there is one */
  get schema(): StoredSchema {
    const [schema] = this.#source.schemas();
    if (schema === undefined) throw pipelineError("E475", { pipeline: this.#source.pipelineName, schema: "default", known: "none" });
    return structuredClone(schema);
  }

  /** A table by its normalized name. Whether it is there turns out when it is read. */
  table<Row extends object = Record<string, unknown>>(name: string): Relation<Row> {
    return new Relation<Row>({
      run: (sql, options) => this.#runOn(name, sql, options),
      revision: () => this.#revision(),
      from: { sql: quoteName(name), params: [] },
      table: { name, parent: this.#schemaOf(name)?.parent },
      columnsSchema: () => this.#schemaOf(name)?.columns ?? {},
    });
  }

  /**
   * Any query as a relation: `dataset.query("SELECT sku, count(*) FROM orders__items GROUP BY sku")`.
   *
   * @param values for the `?` of the query
   * @throws E854 for a value that cannot be bound
   */
  query<Row extends object = Record<string, unknown>>(sql: string, ...values: readonly SqlValue[]): Relation<Row> {
    return new Relation<Row>({
      run: this.#source.run,
      revision: () => this.#revision(),
      from: { sql: `(${sql.replace(/;\s*$/, "")}\n)`, params: values.map(boundValue) },
      columnsSchema: (): Record<string, ColumnSchema> => ({}),
    });
  }

  /** Table → rows. @throws E474 for a table that there is not */
  async rowCounts({ dataTables = true, dltTables = false, tableNames, loadId }: RowCountSpec = {}): Promise<Record<string, number>> {
    const found = await this.#source.run("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = current_schema()");
    const there = new Set(Array.from({ length: found.numRows }, (_, row) => String(found.getChildAt(0)?.get(row))));
    const known = [...(dataTables ? this.tables : []), ...(dltTables ? [versionTableName, loadsTableName, stateTableName] : [])];
    const counted = (tableNames ?? known.filter((name) => there.has(name))).filter((name) => loadId === undefined || this.#knowsItsLoad(name));
    const missing = counted.find((name) => !there.has(name));
    if (missing !== undefined) throw this.#unknownTable(missing);
    if (counted.length === 0) return {};
    const { sql, params } = rowCountQuery(counted, (table) => this.#schemaOf(table)?.parent, loadId);
    const counts = await this.#source.run(sql, { params });
    return Object.fromEntries(Array.from({ length: counts.numRows }, (_, row) => [String(counts.getChildAt(0)?.get(row)), Number(counts.getChildAt(1)?.get(row))]));
  }

  /** The load packages that arrived. */
  loadsTable(): Relation<LoadRow> {
    return this.table<LoadRow>(loadsTableName);
  }

  /** Ids of the packages that were loaded completely, oldest first. */
  async loadIds(): Promise<string[]> {
    const rows = await this.loadsTable().where("status", "=", 0).orderBy("load_id").select("load_id").rows();
    return rows.map(({ load_id: id }) => id);
  }

  /** The id of the package that was loaded last; undefined before there is one. */
  async latestLoadId(): Promise<string | undefined> {
    return (await this.loadIds()).at(-1);
  }

  #schemaOf(table: string) {
    for (const schema of this.#source.schemas()) {
      const found = tableOf(schema, table);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The packages' own tables have no load id, except the one of states. */
  #knowsItsLoad(table: string): boolean {
    const schema = this.#schemaOf(table);
    return schema?.parent !== undefined || schema?.columns[loadIdColumn] !== undefined;
  }

  #revision(): Promise<number> {
    return this.#source.revision?.() ?? Promise.resolve(0);
  }

  #unknownTable(table: string, cause?: unknown): CodedError {
    return pipelineError("E474", { table, dataset: this.name, known: this.tables.join(", ") || "none" }, cause === undefined ? {} : { cause });
  }

  async #runOn(table: string, sql: string, options?: QueryOptions): Promise<Table> {
    try {
      return await this.#source.run(sql, options);
    } catch (error) {
      if (error instanceof CodedError && error.code === "E483" && /Table with name .* does not exist/.test(error.message) && !this.tables.includes(table)) throw this.#unknownTable(table, error);
      throw error;
    }
  }
}
