/** The dataset of a pipeline: its tables as relations, and any SQL. */
import type { Table } from "apache-arrow";
import { CodedError } from "../../diagnostic/codedError.ts";
import { quoteName } from "../destination/duckdb/sqlNames.ts";
import { pipelineError } from "../errors.ts";
import { dataTableNames, tableOf } from "../schema/schema.ts";
import type { StoredSchema } from "../schema/types.ts";
import { Relation } from "./relation.ts";
import type { RunQuery } from "./relation.ts";

/** What a dataset needs of its pipeline. */
export interface DatasetSource {
  readonly pipelineName: string;
  readonly datasetName: string;
  /** Opens the dataset if need be, and runs SQL in it. @throws E473 when nothing has been loaded */
  readonly run: RunQuery;
  schemas(): readonly StoredSchema[];
}

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

  /** A table by its normalized name. Whether it is there turns out when it is read. */
  table<Row extends object = Record<string, unknown>>(name: string): Relation<Row> {
    return new Relation<Row>({
      run: (sql, purpose) => this.#runOn(name, sql, purpose),
      from: quoteName(name),
      jsonColumns: () => this.#jsonColumns(name),
    });
  }

  /** Any query as a relation, e.g. `dataset.query("SELECT sku, count(*) FROM orders__items GROUP BY sku")`. */
  query<Row extends object = Record<string, unknown>>(sql: string): Relation<Row> {
    return new Relation<Row>({ run: this.#source.run, from: `(${sql.replace(/;\s*$/, "")})`, jsonColumns: () => new Set() });
  }

  /** Table → rows, for the tables with data. */
  async rowCounts(): Promise<Record<string, number>> {
    await this.#source.run("SELECT 1");
    const counts: Record<string, number> = {};
    for (const name of this.tables) counts[name] = await this.table(name).rowCount();
    return counts;
  }

  #jsonColumns(table: string): ReadonlySet<string> {
    const columns = this.#source.schemas().flatMap((schema) => Object.values(tableOf(schema, table)?.columns ?? {}));
    return new Set(columns.filter(({ data_type }) => data_type === "json").map(({ name }) => name));
  }

  async #runOn(table: string, sql: string, purpose?: "page"): Promise<Table> {
    try {
      return await this.#source.run(sql, purpose);
    } catch (error) {
      if (error instanceof CodedError && error.code === "E483" && /Table with name .* does not exist/.test(error.message) && !this.tables.includes(table)) {
        throw pipelineError("E474", { table, dataset: this.name, known: this.tables.join(", ") || "none" }, { cause: error });
      }
      throw error;
    }
  }
}
