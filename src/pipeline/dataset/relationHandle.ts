/** A relation as the page shows it: rows stay in the database, are sorted once, filtered and summed up there. */
import { quoteName } from "../destination/duckdb/sqlNames.ts";
import { summaryOf } from "./columnSummary.ts";
import { comparison } from "./condition.ts";
import type { Bound } from "./condition.ts";
import { PagedQuery } from "./pagedQuery.ts";
import type { RunQuery } from "./runQuery.ts";
import { handleColumns, pageValues } from "./tableHandle.ts";
import type { TableFilter, TableHandle, TableSort } from "./tableHandle.ts";

export interface RelationHandleSpec {
  readonly run: RunQuery;
  readonly query: Bound;
  /** Columns that hold JSON text. */
  readonly jsonColumns: ReadonlySet<string>;
  /** Goes up when a table may have changed. */
  revision(): Promise<number>;
}

/** Rows up to which a page is quick even if it sorts all of them. */
const fewRows = 20_000;
/** Kept orders of one table; the one that was not used for longest goes first. */
const keptOrders = 2;

const collected = new FinalizationRegistry<Pages>((pages) => void pages.close());

export async function relationHandle(spec: RelationHandleSpec): Promise<TableHandle> {
  const { run, query, jsonColumns } = spec;
  const empty = await run(`SELECT * FROM (${query.sql}) LIMIT 0`, { params: query.params });
  const described = await run(`DESCRIBE ${query.sql}`, { params: query.params });
  const counted = await run(`SELECT count(*) FROM (${query.sql})`, { params: query.params });
  const columns = handleColumns(empty, (index) => String(described.getChild("column_type")?.get(index) ?? ""), jsonColumns);
  const rowCount = Number(counted.getChildAt(0)?.get(0) ?? 0);
  const pages = new Pages(spec, rowCount);
  const handle: TableHandle = {
    columns,
    rowCount,
    page: async (offset, limit, sort) => pageValues(await (await pages.inOrder(sort)).page(offset, limit)),
    filtered: (filters) => relationHandle({ ...spec, query: narrowed(query, filters) }),
    summary: (column) => summaryOf(run, query, columns.find(({ name }) => name === column) ?? { name: column, type: "unknown" }),
    close: () => pages.close(),
  };
  collected.register(handle, pages);
  return handle;
}

/** The orders in which a relation is being read. */
class Pages {
  readonly #spec: RelationHandleSpec;
  readonly #isLarge: boolean;
  readonly #orders = new Map<string, PagedQuery>();
  #revision: number | undefined;

  constructor(spec: RelationHandleSpec, rowCount: number) {
    this.#spec = spec;
    this.#isLarge = rowCount > fewRows;
  }

  async inOrder(sort: TableSort | undefined): Promise<PagedQuery> {
    const revision = await this.#spec.revision();
    if (revision !== this.#revision) await this.close();
    this.#revision = revision;
    const key = sort === undefined ? "" : `${sort.descending ? "-" : "+"}${sort.column}`;
    const known = this.#orders.get(key);
    if (known !== undefined) {
      this.#orders.delete(key);
      this.#orders.set(key, known);
      return known;
    }
    const { sql, params } = this.#spec.query;
    const ordered = sort === undefined ? sql : `SELECT * FROM (${sql}) ORDER BY ${quoteName(sort.column)} ${sort.descending ? "DESC" : "ASC"} NULLS LAST`;
    const pages = new PagedQuery(this.#spec.run, { sql: ordered, params }, { keep: this.#isLarge && !isWholeTable(ordered) });
    this.#orders.set(key, pages);
    const [oldest] = this.#orders.keys();
    if (this.#orders.size > keptOrders && oldest !== undefined) {
      const dropped = this.#orders.get(oldest);
      this.#orders.delete(oldest);
      await dropped?.close();
    }
    return pages;
  }

  async close(): Promise<void> {
    const orders = [...this.#orders.values()];
    this.#orders.clear();
    for (const pages of orders) await pages.close();
  }
}

/** Rows of a table in their own order: any page is at hand. */
function isWholeTable(sql: string): boolean {
  return /^SELECT (?:\*|"[^?()]*") FROM "(?:[^"]|"")*"$/.test(sql);
}

function narrowed(query: Bound, filters: readonly TableFilter[]): Bound {
  const conditions = filters.map(({ column, operator, value }) => comparison(column, operator, value));
  if (conditions.length === 0) return query;
  return { sql: `SELECT * FROM (${query.sql}) WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`, params: [...query.params, ...conditions.flatMap(({ params }) => params)] };
}
