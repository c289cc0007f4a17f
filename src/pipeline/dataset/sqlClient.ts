/** Any SQL in the dataset (dlt: sql_client). */
import type { Table } from "apache-arrow";
import type { DatasetConnection } from "../destination/destination.ts";
import { qualified, quoteName } from "../destination/duckdb/sqlNames.ts";
import { boundValue } from "./condition.ts";
import type { SqlValue } from "./condition.ts";
import type { QueryResult } from "./queryResult.ts";
import type { RunQuery } from "./runQuery.ts";

export interface SqlClientSource {
  readonly datasetName: string;
  readonly run: RunQuery;
  /** A connection of its own, in the dataset or in its staging dataset. @throws E473, E862 */
  connect(place: "dataset" | "staging"): Promise<DatasetConnection>;
}

/** Statements run one after the other. Values are bound to the `?` of a statement, never written into it. */
export class SqlClient {
  readonly #source: SqlClientSource;

  constructor(source: SqlClientSource) {
    this.#source = source;
  }

  get datasetName(): string {
    return this.#source.datasetName;
  }

  /**
   * Runs a statement and gives its answer: `await client.query("SELECT * FROM orders WHERE id = ?", 7)`.
   *
   * @param values for the `?`, or `$1`, `$2` …; a `Date` is a moment in UTC
   * @throws E473 before anything was loaded, E483 for an SQL error, E854 for a value that cannot be bound
   */
  async query<Row extends object = Record<string, unknown>>(sql: string, ...values: readonly SqlValue[]): Promise<QueryResult<Row>> {
    return resultOf(await this.#source.run(sql, values.length === 0 ? undefined : { params: values.map(boundValue) }));
  }

  /** Runs a statement and gives its rows: none for one that changes a table. @throws as `query` */
  async execute<Row extends object = Record<string, unknown>>(sql: string, ...values: readonly SqlValue[]): Promise<Row[]> {
    const result = await this.query<Row>(sql, ...values);
    return /^\s*(insert|update|delete|merge|create|drop|alter|truncate)\b/i.test(sql) ? [] : result.rows();
  }

  /** `orders` → `"mydata"."orders"`. */
  makeQualifiedTableName(table: string): string {
    return qualified(this.datasetName, table);
  }

  /** `order` → `"order"`. */
  escapeColumnName(column: string): string {
    return quoteName(column);
  }

  /**
   * Runs statements as one: they become visible together when `work` is done, and none of them stays when it throws.
   * They have a connection of their own; what others load meanwhile is not seen.
   *
   * @throws what `work` throws, E483 when another transaction has changed the same table
   */
  async transaction<Value>(work: (client: SqlClient) => Promise<Value>): Promise<Value> {
    const connection = await this.#source.connect("dataset");
    try {
      await connection.query("BEGIN TRANSACTION");
      try {
        const value = await work(this.#on(connection, this.datasetName));
        await connection.query("COMMIT");
        return value;
      } catch (error) {
        await connection.query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    } finally {
      await connection.close();
    }
  }

  /** Runs statements in the staging dataset, where rows to be merged wait. @throws E483 before anything was merged */
  async withStaging<Value>(work: (client: SqlClient) => Promise<Value>): Promise<Value> {
    const connection = await this.#source.connect("staging");
    try {
      return await work(this.#on(connection, connection.datasetName));
    } finally {
      await connection.close();
    }
  }

  #on(connection: DatasetConnection, datasetName: string): SqlClient {
    return new SqlClient({ datasetName, run: (sql, options) => connection.query(sql, options?.params), connect: (place) => this.#source.connect(place) });
  }
}

async function resultOf<Row extends object>(table: Table): Promise<QueryResult<Row>> {
  const { QueryResult: Result } = await import("./queryResult.ts");
  return new Result<Row>(table);
}
