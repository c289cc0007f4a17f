/** Rows of a table that stay in the kernel, fetched a page at a time. A store outside React: it tells when it has more. */
import type { TableFilter, TableOutput, TablePage, TablePageRequest, TableValue } from "../../kernel/protocol.ts";

/** Rows asked for at a time. */
const PAGE = 100;
/** Pages kept; those fetched longest ago go first. */
const KEPT = 40;

export type Sort = NonNullable<TablePageRequest["sort"]>;

export class PagedRows {
  readonly #output: TableOutput;
  readonly #sort: Sort | null;
  readonly #filters: readonly TableFilter[];
  readonly #pages = new Map<number, readonly (readonly TableValue[])[]>();
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #shown: readonly [number, number] = [0, 0];
  #problem: string | null = null;
  #version = 0;
  #rowCount: number | null;

  /** One view of one table; another order or other filters are another store. The first rows in source order are in the output itself. */
  constructor(output: TableOutput, sort: Sort | null, filters: readonly TableFilter[] = []) {
    this.#output = output;
    this.#sort = sort;
    this.#filters = filters;
    this.#rowCount = filters.length === 0 ? output.rowCount : null;
  }

  /** Rows of this view; null until the first page of a filtered one is here. */
  get rowCount(): number | null {
    return this.#rowCount;
  }

  /** Why rows cannot be fetched any more, or null. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The row at an index in this order, or undefined while it is on its way. */
  rowAt(index: number): readonly TableValue[] | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? (this.#isAsGiven ? this.#output.rows[index] : undefined);
  }

  /** Fetches what is missing of the rows from `first` to before `end`. After a refusal nothing is asked for until `retry`. */
  show(first: number, end: number, fetchPage: (request: TablePageRequest) => Promise<TablePage>): void {
    this.#shown = [first, end];
    if (this.#problem !== null) return;
    for (let page = Math.floor(first / PAGE); page * PAGE < end; page += 1) {
      if (!this.#isHeld(page, end) && !this.#asked.has(page)) void this.#fetch(page, fetchPage);
    }
  }

  retry(fetchPage: (request: TablePageRequest) => Promise<TablePage>): void {
    this.#problem = null;
    this.#tell();
    this.show(...this.#shown, fetchPage);
  }

  async #fetch(page: number, fetchPage: (request: TablePageRequest) => Promise<TablePage>): Promise<void> {
    this.#asked.add(page);
    const view = { ...(this.#sort === null ? {} : { sort: this.#sort }), ...(this.#filters.length === 0 ? {} : { filters: this.#filters }) };
    try {
      const { rows, rowCount } = await fetchPage({ table: this.#output.table, offset: page * PAGE, limit: PAGE, ...view });
      if (this.#filters.length > 0) this.#rowCount = rowCount;
      this.#keep(page, rows);
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    }
    this.#asked.delete(page);
    this.#tell();
  }

  /** True when every row of the page that is on the screen is here already. */
  #isHeld(page: number, end: number): boolean {
    if (this.#pages.has(page)) return true;
    const { rows, rowCount } = this.#output;
    return this.#isAsGiven && Math.min(end, (page + 1) * PAGE, rowCount) <= rows.length;
  }

  /** Rows in the order of the source, all of them. */
  get #isAsGiven(): boolean {
    return this.#sort === null && this.#filters.length === 0;
  }

  #keep(page: number, rows: TablePage["rows"]): void {
    this.#pages.set(page, rows);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT) break;
      if (oldest !== page) this.#pages.delete(oldest);
    }
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
