import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { TableColumn, TableFilter, TableOutput, TableValue } from "../../kernel/protocol.ts";
import type { OutputActions } from "../actions.ts";
import { saveBlob } from "../media/saveBlob.ts";
import { formatNumber } from "../numbers.ts";
import { cellText, columnWidths, fullText, isRightAligned } from "./cellText.ts";
import { copyText } from "./copyText.ts";
import { PagedRows } from "./pagedRows.ts";
import type { Sort } from "./pagedRows.ts";
import { parseFilter } from "./parseFilter.ts";
import { rowWindow, scrollToRow } from "./rowWindow.ts";
import { ColumnHead } from "./TableHead.tsx";
import { TableTools } from "./TableTools.tsx";
import { bounds, useSelection } from "./useSelection.ts";
import type { Selection } from "./useSelection.ts";
import { FEW_ROWS, useSummaries } from "./useSummaries.ts";
import "./TableView.css";

/** Rows that are seen before the table scrolls. */
const VISIBLE_ROWS = 25;
/** Heights in px; the style sheet says the same. */
const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 46;
const SUMMARY_HEIGHT = 30;
const FILTER_HEIGHT = 34;
/** Narrowest column in px, also where there is something to draw or to write in its head. */
const NARROWEST = 40;
const NARROWEST_HEAD = 84;
/** More rows than this are downloaded rather than copied. */
const COPIED_ROWS = 100_000;
/** Rest after which a filter that is being written is applied, in ms. */
const FILTER_REST = 250;

/** A table whose rows stay in the kernel: 25 rows, then it scrolls and fetches. Heads sort, sum up, filter and resize; cells are chosen and copied. */
export function TableView({ output, actions }: { output: TableOutput; actions: OutputActions }) {
  const { columns, table } = output;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<Sort | null>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(() => new Map());
  const { filters, wrong } = useFilters(columns, texts);
  const rows = useMemo(() => new PagedRows(output, sort, filters), [output, sort, filters]);
  useSyncExternalStore(
    (listener) => rows.subscribe(listener),
    () => rows.version,
  );
  // While filtered rows are on their way the table keeps its height.
  const rowCount = rows.rowCount ?? output.rowCount;
  const summaries = useSummaries(output, filters, actions.ask, box);
  const hasSummaries = output.rowCount >= FEW_ROWS;
  const widths = useWidths(output, hasSummaries || filtersOpen ? NARROWEST_HEAD : NARROWEST);

  const headHeight = HEAD_HEIGHT + (hasSummaries ? SUMMARY_HEIGHT : 0) + (filtersOpen ? FILTER_HEIGHT : 0);
  const viewHeight = Math.max(1, Math.min(output.rowCount, VISIBLE_ROWS)) * ROW_HEIGHT;
  const viewport = { rowCount, rowHeight: ROW_HEIGHT, viewHeight, scrollTop, overscan: 8 };
  const view = rowWindow(viewport);
  // A first page of one row finds out how many there are.
  const end = rows.rowCount === null ? 1 : view.end;
  useEffect(() => rows.show(rows.rowCount === null ? 0 : view.first, end, actions.tablePage), [rows, view.first, end, actions.tablePage]);

  const toTop = () => {
    setScrollTop(0);
    if (box.current !== null) box.current.scrollTop = 0;
  };
  const shown = { table, ...(sort === null ? {} : { sort }), filters };
  const textOf = async ({ top, bottom, left, right }: ReturnType<typeof bounds>, withoutHead: boolean) => {
    const blob = await actions.ask({ type: "tableText", format: "tsv", ...shown, offset: top, limit: bottom - top, columns: columns.slice(left, right).map(({ name }) => name), withoutHead });
    const text = await blob.text();
    return bottom - top === 1 && right - left === 1 ? text.replace(/\n$/, "") : text;
  };
  const { selection, clear, handlers } = useSelection({
    rowCount,
    columnCount: columns.length,
    pageRows: VISIBLE_ROWS - 1,
    reveal: ({ row, column }) => {
      const element = box.current;
      if (element === null) return;
      element.scrollTop = scrollToRow(row, { ...viewport, scrollTop: element.scrollTop });
      const head = element.querySelectorAll<HTMLElement>("thead th")[column];
      if (head === undefined) return;
      if (head.offsetLeft < element.scrollLeft) element.scrollLeft = head.offsetLeft;
      else if (head.offsetLeft + head.offsetWidth > element.scrollLeft + element.clientWidth) element.scrollLeft = head.offsetLeft + head.offsetWidth - element.clientWidth;
    },
    copy: (chosen: Selection) => void copyText(textOf(bounds(chosen), true)).catch(() => undefined),
  });
  const area = selection === null ? null : bounds(selection);
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;

  const indexes = Array.from({ length: Math.max(0, view.end - view.first) }, (_unused, index) => view.first + index);
  return (
    <div className="output-table">
      <div ref={box} className="output-table-box" style={{ maxHeight: viewHeight + headHeight + 12 }} onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}>
        <table
          className="output-table-grid"
          role="grid"
          aria-label={`Table with ${formatNumber(output.rowCount)} rows`}
          aria-rowcount={rowCount + 1}
          aria-colcount={columns.length}
          aria-multiselectable="true"
          aria-activedescendant={selection === null || selection.head.row < view.first || selection.head.row >= view.end ? undefined : cellId(selection.head.row, selection.head.column)}
          tabIndex={0}
          {...handlers}
        >
          <colgroup>
            {columns.map((_column, index) => (
              <col key={index} style={{ width: widths.of(index) }} />
            ))}
            <col />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column, index) => (
                <ColumnHead
                  key={index}
                  column={column}
                  sort={sort}
                  onSort={(wanted) => {
                    setSort(wanted);
                    clear();
                    toTop();
                  }}
                  summary={hasSummaries ? summaries.get(column.name) : null}
                  filter={filtersOpen ? (texts.get(column.name) ?? "") : null}
                  filterIsWrong={wrong.has(column.name)}
                  onFilter={(text) => {
                    setTexts((before) => new Map(before).set(column.name, text));
                    clear();
                    toTop();
                  }}
                  onResize={(by) => widths.resize(index, by)}
                />
              ))}
              <td className="output-table-rest" aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {view.top > 0 && <Spacer height={view.top} />}
            {indexes.map((index) => (
              <tr key={index} aria-rowindex={index + 2} data-row={index} className="output-table-row">
                {columns.map((column, at) => (
                  <Cell
                    key={at}
                    id={cellId(index, at)}
                    at={at}
                    column={column}
                    row={rows.rowAt(index)}
                    isChosen={area !== null && index >= area.top && index < area.bottom && at >= area.left && at < area.right}
                    isCurrent={selection !== null && selection.head.row === index && selection.head.column === at}
                  />
                ))}
                <td className="output-table-rest" aria-hidden="true" />
              </tr>
            ))}
            <Spacer height={Math.max(0, view.height - view.top - indexes.length * ROW_HEIGHT)} />
          </tbody>
        </table>
        {rowCount === 0 && output.rowCount > 0 && <p className="output-table-none">No row passes these filters.</p>}
      </div>
      <TableTools
        rowCount={output.rowCount}
        filteredCount={rows.rowCount}
        isFiltered={filters.length > 0}
        columnCount={columns.length}
        filtersOpen={filtersOpen}
        onFilters={(open) => {
          setFiltersOpen(open);
          if (!open) setTexts(new Map());
        }}
        copy={() => {
          if (rowCount > COPIED_ROWS) return Promise.reject(new Error("Too large to copy: download it"));
          return copyText(textOf({ top: 0, bottom: rowCount, left: 0, right: columns.length }, false));
        }}
        save={async () => saveBlob(await actions.ask({ type: "tableText", format: "csv", ...shown }), "table.csv")}
      >
        {rows.problem !== null && (
          <output className="output-table-problem">
            {" · "}
            The other rows are not there any more ({rows.problem}).{" "}
            <button type="button" className="output-link" onClick={() => rows.retry(actions.tablePage)}>
              Ask again
            </button>
          </output>
        )}
      </TableTools>
    </div>
  );
}

const noFilters: readonly TableFilter[] = [];

/** What is written in the filters, once it has rested; columns whose text cannot be read count for nothing and are named. */
function useFilters(columns: readonly TableColumn[], texts: ReadonlyMap<string, string>): { filters: readonly TableFilter[]; wrong: ReadonlySet<string> } {
  const [filters, setFilters] = useState(noFilters);
  const parsed = useMemo(() => columns.map((column) => ({ column, found: parseFilter(texts.get(column.name) ?? "", column) })), [columns, texts]);
  useEffect(() => {
    const wanted = parsed.flatMap(({ found }) => found ?? []);
    const apply = () => setFilters((before) => (JSON.stringify(before) === JSON.stringify(wanted) ? before : wanted.length === 0 ? noFilters : wanted));
    const timer = setTimeout(apply, wanted.length === 0 ? 0 : FILTER_REST);
    return () => clearTimeout(timer);
  }, [parsed]);
  return { filters, wrong: new Set(parsed.filter(({ found }) => found === null).map(({ column }) => column.name)) };
}

/** Widths by content, until the reader resizes a column. */
function useWidths({ columns, rows }: TableOutput, narrowest: number) {
  const letters = useMemo(() => columnWidths(columns, rows), [columns, rows]);
  const [own, setOwn] = useState<ReadonlyMap<number, number>>(() => new Map());
  /** A figure is about 8.3 px wide at this size of text; later rows may hold somewhat longer values than the first ones. */
  const natural = (index: number) => Math.max(narrowest, Math.round(((letters[index] ?? 8) + 2) * 8.3) + (index === 0 ? 16 : 24));
  return {
    of: (index: number) => own.get(index) ?? natural(index),
    resize: (index: number, by: number) => setOwn((before) => new Map(before).set(index, Math.min(1200, Math.max(NARROWEST, (before.get(index) ?? natural(index)) + by)))),
  };
}

interface CellProps {
  readonly id: string;
  readonly at: number;
  readonly column: TableColumn;
  readonly row: readonly TableValue[] | undefined;
  readonly isChosen: boolean;
  readonly isCurrent: boolean;
}

function Cell({ id, at, column, row, isChosen, isCurrent }: CellProps) {
  const value = row?.[at] ?? null;
  const text = row === undefined ? "" : cellText(value, column);
  return (
    <td
      id={id}
      data-column={at}
      aria-colindex={at + 1}
      aria-selected={isChosen}
      data-current={isCurrent || undefined}
      data-right={isRightAligned(column.type) || undefined}
      data-null={(row !== undefined && value === null) || undefined}
      title={row === undefined ? undefined : fullText(value, text)}
    >
      {row === undefined ? <span className="output-table-waiting" /> : text}
    </td>
  );
}

/** Keeps the place of rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true" className="output-table-spacer">
      <td style={{ height }} />
    </tr>
  );
}
