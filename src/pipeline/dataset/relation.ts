/** Rows of the dataset, read when they are needed: a query that can be narrowed, counted, paged and fetched. */
import type { Table } from "apache-arrow";
import { quoteName } from "../destination/duckdb/sqlNames.ts";
import { pipelineError } from "../errors.ts";
import type { ColumnSchema } from "../schema/types.ts";
import { boundValue, comparison, printed } from "./condition.ts";
import type { Bound, Operator, SqlValue } from "./condition.ts";
import type { RunQuery } from "./runQuery.ts";
import type { TableHandle } from "./tableHandle.ts";
import { querySymbol, tableSymbol } from "./tableSymbol.ts";

export interface RelationSpec {
  readonly run: RunQuery;
  /** A FROM item: a quoted table name or a query in parentheses. */
  readonly from: Bound;
  /** The table that the rows come from, when it is one, and the table it is nested in. */
  readonly table?: { readonly name: string; readonly parent: string | undefined };
  /** What the schema says about its columns; asked for once the dataset is open. */
  columnsSchema(): Readonly<Record<string, ColumnSchema>>;
  /** Goes up when a table may have changed. */
  revision(): Promise<number>;
  readonly columns?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly order?: readonly string[];
  readonly conditions?: readonly Bound[];
}

/** How two relations are joined. */
export interface JoinSpec {
  /** Column of this relation. */
  readonly left: string;
  /** Column of the other one. */
  readonly right: string;
  /** Default `inner`. */
  readonly kind?: "inner" | "left" | "full";
}

/** A table of a dataset, or part of one. Steps give a new relation; nothing is read before it is asked for. */
export class Relation<Row extends object = Record<string, unknown>> {
  readonly #spec: RelationSpec;

  constructor(spec: RelationSpec) {
    this.#spec = spec;
  }

  /** Only these columns, in this order. */
  select<Column extends keyof Row & string>(...columns: readonly Column[]): Relation<Pick<Row, Column>> {
    return new Relation({ ...this.#open(), columns });
  }

  /** At most `count` rows. @throws E854 for counts that are none */
  limit(count: number, offset = 0): Relation<Row> {
    return new Relation({ ...this.#open(), limit: rowCountOf(count), offset: rowCountOf(offset) });
  }

  /** The first five rows, or `count`. */
  head(count = 5): Relation<Row> {
    return this.limit(count);
  }

  /** Sorted, nulls last; called again, rows that are equal are sorted by the next column. */
  orderBy(column: keyof Row & string, direction: "asc" | "desc" = "asc"): Relation<Row> {
    const spec = this.#open();
    return new Relation({ ...spec, order: [...(spec.order ?? []), `${quoteName(column)} ${direction === "desc" ? "DESC" : "ASC"} NULLS LAST`] });
  }

  /**
   * Rows whose column compares so with the value: `where("age", ">=", 18)`, `where("city", "in", ["Kyiv", "Lviv"])`;
   * `=` and `!=` take null. Or any condition as SQL, with values for its `?`: `where("lower(city) = ?", "kyiv")`.
   * Several calls must all hold.
   *
   * @throws E456 for another operator, E854 for a value that cannot be bound
   */
  where(column: keyof Row & string, operator: Operator, value: SqlValue | readonly SqlValue[]): Relation<Row>;
  where(sql: string, ...values: readonly SqlValue[]): Relation<Row>;
  where(column: string, ...rest: readonly unknown[]): Relation<Row> {
    const spec = this.#open();
    return new Relation({ ...spec, conditions: [...(spec.conditions ?? []), condition(column, rest)] });
  }

  /**
   * With the columns of another relation beside its own; names that both have get `_1` in the other's. Two tables of
   * which one is nested in the other need no columns: they are joined by their ids.
   *
   * @throws E855 when it is not clear by which columns
   */
  join<Other extends object>(other: Relation<Other>, on: JoinSpec | undefined = this.#nesting(other)): Relation<Row & Other> {
    if (on === undefined) throw pipelineError("E855", { left: this.#name, right: (other as unknown as Relation).#name });
    const [mine, theirs] = [this.#bound(), (other as unknown as Relation).#bound()];
    const sql = `(SELECT a.*, b.* FROM (${mine.sql}) AS a ${(on.kind ?? "inner").toUpperCase()} JOIN (${theirs.sql}) AS b ON a.${quoteName(on.left)} = b.${quoteName(on.right)})`;
    const columnsSchema = (): Record<string, ColumnSchema> => ({ ...(other as unknown as Relation).#spec.columnsSchema(), ...this.#spec.columnsSchema() });
    return new Relation({ run: this.#spec.run, revision: this.#spec.revision, columnsSchema, from: { sql, params: [...mine.params, ...theirs.params] } });
  }

  /** The query as SQL, with its values written into it; to be read, not to be run with others' text in it. */
  toSql(): string {
    return printed(this.#bound());
  }

  /** All rows as an Arrow table: the fastest form for many rows. */
  arrow(): Promise<Table> {
    return this.#run(this.#bound());
  }

  /** All rows as objects. Timestamps are `Date`s, 64-bit integers numbers (bigints beyond 53 bits), JSON is parsed. */
  async rows(): Promise<Row[]> {
    return this.#objects(await this.arrow());
  }

  /** The first row; undefined without any (dlt: fetchone). */
  async first(): Promise<Row | undefined> {
    return (await this.limit(1).rows())[0];
  }

  /** The first column of the first row; undefined without any (dlt: fetchscalar). */
  async value(): Promise<unknown> {
    const row = await this.first();
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** All rows, `chunkSize` at a time, as Arrow tables. What is added to a table meanwhile does not turn up in between. */
  async *iterArrow(chunkSize = 50_000): AsyncGenerator<Table, void, undefined> {
    const { PagedQuery } = await import("./pagedQuery.ts");
    const pages = new PagedQuery(this.#spec.run, this.#bound(), { keep: true });
    try {
      for (let offset = 0; ; offset += rowCountOf(chunkSize)) {
        const page = await pages.page(offset, chunkSize);
        if (page.numRows > 0) yield page;
        if (page.numRows < chunkSize) return;
      }
    } finally {
      await pages.close();
    }
  }

  /** All rows as objects, `chunkSize` at a time: for more rows than memory holds as objects. */
  async *iterRows(chunkSize = 10_000): AsyncGenerator<Row[], void, undefined> {
    for await (const table of this.iterArrow(chunkSize)) yield this.#objects(table);
  }

  async rowCount(): Promise<number> {
    const { sql, params } = this.#bound();
    const counted = await this.#run({ sql: `SELECT count(*) FROM (${sql})`, params });
    return Number(counted.getChildAt(0)?.get(0) ?? 0);
  }

  /** The smallest value of a column; null without any. */
  min<Column extends keyof Row & string>(column: Column): Promise<Row[Column] | null> {
    return this.#aggregate("min", column);
  }

  /** The greatest value of a column; null without any. */
  max<Column extends keyof Row & string>(column: Column): Promise<Row[Column] | null> {
    return this.#aggregate("max", column);
  }

  /** Names of the columns, in order. */
  async columns(): Promise<readonly string[]> {
    const { sql, params } = this.#bound();
    return (await this.#run({ sql: `SELECT * FROM (${sql}) LIMIT 0`, params })).schema.fields.map(({ name }) => name);
  }

  /** What the schema says about the columns of the tables that the rows come from; nothing for a query of one's own. */
  get columnsSchema(): Readonly<Record<string, ColumnSchema>> {
    const { columns } = this.#spec;
    const all = this.#spec.columnsSchema();
    return columns === undefined ? all : Object.fromEntries(columns.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
  }

  /** What the page shows: rows stay in the database and are read page by page. */
  async [tableSymbol](): Promise<TableHandle> {
    const { relationHandle } = await import("./relationHandle.ts");
    return relationHandle({ run: this.#spec.run, revision: this.#spec.revision, query: this.#bound(), jsonColumns: this.#jsonColumns() });
  }

  /** The query, and the place in which its table names are found. */
  async [querySymbol](): Promise<Bound & { readonly catalog: string; readonly schema: string }> {
    const place = await this.#spec.run("SELECT current_database(), current_schema()");
    const [catalog, schema] = [0, 1].map((column) => String(place.getChildAt(column)?.get(0)));
    return { ...this.#bound(), catalog: catalog ?? "", schema: schema ?? "" };
  }

  async #aggregate<Column extends keyof Row & string>(name: "min" | "max", column: Column): Promise<Row[Column] | null> {
    const { sql, params } = this.#bound();
    const found = await this.#run({ sql: `SELECT ${name}(${quoteName(column)}) AS ${quoteName(column)} FROM (${sql})`, params });
    return ((await this.#objects(found))[0]?.[column] ?? null) as Row[Column] | null;
  }

  async #objects(table: Table): Promise<Row[]> {
    const { rowsOf } = await import("./arrowRows.ts");
    return rowsOf(table, this.#jsonColumns()) as Row[];
  }

  #jsonColumns(): ReadonlySet<string> {
    return new Set(Object.values(this.#spec.columnsSchema()).flatMap(({ name, data_type: type }) => (type === "json" ? [name] : [])));
  }

  #bound(): Bound {
    const { from, columns, conditions = [], order = [], limit, offset } = this.#spec;
    const parts = [`SELECT ${columns === undefined ? "*" : columns.map(quoteName).join(", ")} FROM ${from.sql}`];
    if (conditions.length > 0) parts.push(`WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`);
    if (order.length > 0) parts.push(`ORDER BY ${order.join(", ")}`);
    if (limit !== undefined) parts.push(`LIMIT ${limit} OFFSET ${offset ?? 0}`);
    return { sql: parts.join(" "), params: [...from.params, ...conditions.flatMap(({ params }) => params)] };
  }

  #run({ sql, params }: Bound): Promise<Table> {
    return this.#spec.run(sql, params.length === 0 ? undefined : { params });
  }

  /** What further steps narrow: once there is a limit, its rows and no others. */
  #open(): RelationSpec {
    const { limit, offset: _offset, columns: _columns, conditions: _conditions, order: _order, ...rest } = this.#spec;
    if (limit === undefined) return this.#spec;
    const { sql, params } = this.#bound();
    return { ...rest, from: { sql: `(${sql})`, params } };
  }

  get #name(): string {
    return this.#spec.table === undefined ? "a query" : `\`${this.#spec.table.name}\``;
  }

  #nesting(other: object): JoinSpec | undefined {
    const [mine, theirs] = [this.#spec.table, (other as Relation).#spec.table];
    if (mine === undefined || theirs === undefined) return undefined;
    if (mine.parent === theirs.name) return { left: "_dlt_parent_id", right: "_dlt_id" };
    return theirs.parent === mine.name ? { left: "_dlt_id", right: "_dlt_parent_id" } : undefined;
  }
}

function condition(column: string, rest: readonly unknown[]): Bound {
  const [operator, value] = rest;
  const isComparison = rest.length === 2 && typeof operator === "string" && !column.includes("?");
  if (isComparison) return comparison(column, operator as Operator, value as SqlValue);
  return { sql: `(${column})`, params: rest.map((one) => boundValue(one as SqlValue)) };
}

function rowCountOf(count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw pipelineError("E854", { value: String(count), place: "as a number of rows", expected: "a whole number from 0" });
}
