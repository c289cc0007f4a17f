/** Rows of the dataset, read when they are needed: a query that can be narrowed, counted, paged and fetched. */
import type { Table } from "apache-arrow";
import { quoteName, quoteText } from "../destination/duckdb/sqlNames.ts";
import { pipelineError } from "../errors.ts";
import type { TableHandle } from "./tableHandle.ts";
import { tableSymbol } from "./tableSymbol.ts";

/** Runs SQL in the dataset. A page of a shown table is read whatever cell runs or is stopped meanwhile. */
export type RunQuery = (sql: string, purpose?: "page") => Promise<Table>;

export interface RelationSpec {
  readonly run: RunQuery;
  /** A FROM item: a quoted table name or a query in parentheses. */
  readonly from: string;
  /** Columns that hold JSON text, to be parsed by `rows`; asked for once the dataset is open. */
  jsonColumns(): ReadonlySet<string>;
  readonly columns?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly order?: readonly string[];
  readonly conditions?: readonly string[];
}

/** Values that a condition compares with. */
export type ConditionValue = string | number | bigint | boolean | Date | null;

const operators = ["=", "!=", "<", "<=", ">", ">="] as const;

/** A table of a dataset, or part of one. Every method gives a new relation; nothing is read before it is asked for. */
export class Relation<Row extends object = Record<string, unknown>> {
  readonly #spec: RelationSpec;

  constructor(spec: RelationSpec) {
    this.#spec = spec;
  }

  /** Only these columns, in this order. */
  select<Column extends keyof Row & string>(...columns: readonly Column[]): Relation<Pick<Row, Column>> {
    return new Relation({ ...this.#open(), columns });
  }

  /** At most `count` rows. */
  limit(count: number, offset = 0): Relation<Row> {
    return new Relation({ ...this.#open(), limit: count, offset });
  }

  /** The first five rows, or `count`. */
  head(count = 5): Relation<Row> {
    return this.limit(count);
  }

  orderBy(column: keyof Row & string, direction: "asc" | "desc" = "asc"): Relation<Row> {
    const spec = this.#open();
    return new Relation({ ...spec, order: [...(spec.order ?? []), `${quoteName(column)} ${direction === "desc" ? "DESC" : "ASC"}`] });
  }

  /** Rows whose column compares so with the value; `=` and `!=` take null. @throws E456 for another operator */
  where(column: keyof Row & string, operator: (typeof operators)[number], value: ConditionValue): Relation<Row> {
    const name = quoteName(column);
    if (!operators.includes(operator)) throw pipelineError("E456", { call: "where", option: operator, suggestion: "", known: operators.join(" ") });
    const condition = value === null ? `${name} IS ${operator === "!=" ? "NOT " : ""}NULL` : `${name} ${operator} ${literal(value)}`;
    const spec = this.#open();
    return new Relation({ ...spec, conditions: [...(spec.conditions ?? []), condition] });
  }

  /** The query as SQL. */
  toSql(): string {
    const { from, columns, conditions = [], order = [], limit, offset } = this.#spec;
    const parts = [`SELECT ${columns === undefined ? "*" : columns.map(quoteName).join(", ")} FROM ${from}`];
    if (conditions.length > 0) parts.push(`WHERE ${conditions.join(" AND ")}`);
    if (order.length > 0) parts.push(`ORDER BY ${order.join(", ")}`);
    if (limit !== undefined) parts.push(`LIMIT ${limit} OFFSET ${offset ?? 0}`);
    return parts.join(" ");
  }

  /** All rows as an Arrow table: the fastest form for many rows. */
  arrow(): Promise<Table> {
    return this.#spec.run(this.toSql());
  }

  /** All rows as objects. Timestamps are `Date`s, 64-bit integers numbers (bigints beyond 53 bits), JSON is parsed. */
  async rows(): Promise<Row[]> {
    const table = await this.arrow();
    const { rowsOf } = await import("./arrowRows.ts");
    return rowsOf(table, this.#spec.jsonColumns()) as Row[];
  }

  async rowCount(): Promise<number> {
    const counted = await this.#spec.run(`SELECT count(*) FROM (${this.toSql()})`);
    return Number(counted.getChildAt(0)?.get(0) ?? 0);
  }

  /** What further steps narrow: once there is a limit, its rows and no others. */
  #open(): RelationSpec {
    const { run, jsonColumns, limit } = this.#spec;
    return limit === undefined ? this.#spec : { run, jsonColumns, from: `(${this.toSql()})` };
  }

  /** What the page shows: rows stay in the database and are read page by page. */
  async [tableSymbol](): Promise<TableHandle> {
    const { handleColumns, pageValues } = await import("./tableHandle.ts");
    const empty = await this.#spec.run(`SELECT * FROM (${this.toSql()}) LIMIT 0`);
    const described = await this.#spec.run(`DESCRIBE ${this.toSql()}`);
    const columns = handleColumns(empty, (index) => String(described.getChild("column_type")?.get(index) ?? ""), this.#spec.jsonColumns());
    const rowCount = await this.rowCount();
    return {
      columns,
      rowCount,
      page: async (offset, limit, sort) => {
        const order = sort === undefined ? "" : ` ORDER BY ${quoteName(sort.column)} ${sort.descending ? "DESC" : "ASC"} NULLS LAST`;
        return pageValues(await this.#spec.run(`SELECT * FROM (${this.toSql()})${order} LIMIT ${limit} OFFSET ${offset}`, "page"));
      },
    };
  }
}

function literal(value: Exclude<ConditionValue, null>): string {
  if (value instanceof Date) return `TIMESTAMP ${quoteText(value.toISOString().replace("T", " ").replace("Z", ""))}`;
  return typeof value === "string" ? quoteText(value) : String(value);
}
