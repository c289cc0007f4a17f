import { useCallback, useEffect, useRef, useState } from "react";
import type { TableOutput, TablePage, TablePageRequest, TableValue } from "../../kernel/protocol.ts";

/** Rows asked for at a time. */
const PAGE = 100;
/** Pages kept; those longest unseen go first. */
const KEPT = 40;

export type Sort = NonNullable<TablePageRequest["sort"]>;

export interface TableRows {
  /** The row at an index in the current order, or undefined while it is on its way. */
  rowAt(index: number): readonly TableValue[] | undefined;
  /** Says which rows are on the screen, so that they are fetched. */
  show(first: number, end: number): void;
  /** Why rows cannot be fetched any more, or null. */
  readonly problem: string | null;
  /** Forgets the problem and asks again. */
  retry(): void;
}

/**
 * Rows of a table that stay in the kernel, a page at a time. The first page is in the output itself; another order
 * forgets all pages. Answers that come after the order changed are dropped.
 */
export function useTableRows(output: TableOutput, sort: Sort | null, fetchPage: (request: TablePageRequest) => Promise<TablePage>): TableRows {
  const [problem, setProblem] = useState<string | null>(null);
  const [, redraw] = useState(0);
  const store = useRef<PageStore | null>(null);
  const orderKey = sort === null ? "" : `${sort.descending ? "-" : "+"}${sort.column}`;
  if (store.current === null || store.current.orderKey !== orderKey || store.current.output !== output) {
    store.current = { output, orderKey, pages: new Map(), asked: new Set(), failed: false };
  }
  const fetcher = useRef(fetchPage);
  fetcher.current = fetchPage;
  const shown = useRef<readonly [number, number]>([0, 0]);

  const fetchShown = useCallback(() => {
    const current = store.current;
    if (current === null || current.failed) return;
    const [first, end] = shown.current;
    for (let page = Math.floor(first / PAGE); page * PAGE < end; page += 1) {
      if (isHeld(current, page, first, end) || current.asked.has(page)) continue;
      current.asked.add(page);
      const request = { table: current.output.table, offset: page * PAGE, limit: PAGE, ...(sort === null ? {} : { sort }) };
      fetcher.current(request).then(
        ({ rows }) => {
          current.asked.delete(page);
          if (store.current !== current) return;
          keepPage(current, page, rows);
          setProblem(null);
          redraw((count) => count + 1);
        },
        (error: unknown) => {
          current.asked.delete(page);
          current.failed = true;
          if (store.current === current) setProblem(error instanceof Error ? error.message : String(error));
        },
      );
    }
  }, [sort]);

  useEffect(() => {
    setProblem(null);
    fetchShown();
  }, [orderKey, output, fetchShown]);

  return {
    rowAt: (index) => rowAt(store.current, index),
    show: (first, end) => {
      shown.current = [first, end];
      fetchShown();
    },
    problem,
    retry: () => {
      if (store.current !== null) store.current.failed = false;
      setProblem(null);
      fetchShown();
    },
  };
}

interface PageStore {
  readonly output: TableOutput;
  readonly orderKey: string;
  readonly pages: Map<number, readonly (readonly TableValue[])[]>;
  readonly asked: Set<number>;
  /** Set when the kernel refused; nothing is asked for again until the reader wants it. */
  failed: boolean;
}

function rowAt(store: PageStore | null, index: number): readonly TableValue[] | undefined {
  if (store === null) return undefined;
  const fetched = store.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  return fetched ?? (store.orderKey === "" ? store.output.rows[index] : undefined);
}

/** True when every row of the page that is on the screen is here already. */
function isHeld(store: PageStore, page: number, first: number, end: number): boolean {
  if (store.pages.has(page)) return true;
  return store.orderKey === "" && Math.min(end, (page + 1) * PAGE, store.output.rowCount) <= store.output.rows.length && first >= 0;
}

function keepPage(store: PageStore, page: number, rows: TablePage["rows"]): void {
  store.pages.set(page, rows);
  for (const oldest of store.pages.keys()) {
    if (store.pages.size <= KEPT) break;
    if (oldest !== page) store.pages.delete(oldest);
  }
}
