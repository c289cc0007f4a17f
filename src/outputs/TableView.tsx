import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { TableColumn, TableOutput, TableValue } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import { formatNumber } from "./numbers.ts";
import { cellText, columnWidths, fullText, isRightAligned, typeName } from "./table/cellText.ts";
import { PagedRows } from "./table/pagedRows.ts";
import type { Sort } from "./table/pagedRows.ts";
import { rowWindow } from "./table/rowWindow.ts";
import "./TableView.css";

/** Rows that are seen before the table scrolls. */
const VISIBLE_ROWS = 25;
/** Height of a row and of the head in px; the style sheet says the same. */
const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 46;

/** A table whose rows stay in the kernel: 25 rows, then it scrolls and fetches; a click on a head sorts. */
export function TableView({ output, actions }: { output: TableOutput; actions: OutputActions }) {
  const { columns, rowCount } = output;
  const [sort, setSort] = useState<Sort | null>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => new PagedRows(output, sort), [output, sort]);
  useSyncExternalStore(
    (listener) => rows.subscribe(listener),
    () => rows.version,
  );
  const widths = useMemo(() => columnWidths(columns, output.rows), [columns, output.rows]);
  const viewHeight = Math.min(rowCount, VISIBLE_ROWS) * ROW_HEIGHT;
  const view = rowWindow({ rowCount, rowHeight: ROW_HEIGHT, viewHeight, scrollTop, overscan: 8 });

  useEffect(() => rows.show(view.first, view.end, actions.tablePage), [rows, view.first, view.end, actions.tablePage]);
  const sortBy = (wanted: Sort | null) => {
    setSort(wanted);
    setScrollTop(0);
    if (box.current !== null) box.current.scrollTop = 0;
  };

  const indexes = Array.from({ length: view.end - view.first }, (_unused, index) => view.first + index);
  return (
    <div className="output-table">
      <div
        ref={box}
        role="group"
        className="output-table-box"
        style={{ maxHeight: viewHeight + HEAD_HEIGHT + 12 }}
        aria-label={`Table with ${formatNumber(rowCount)} rows`}
        tabIndex={0}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <table className="output-table-grid" aria-rowcount={rowCount + 1} aria-colcount={columns.length}>
          <colgroup>
            {columns.map((column, index) => (
              <col key={index} style={{ width: `calc(${widths[index] ?? 8}ch + ${index === 0 ? 16 : 24}px)` }} />
            ))}
            <col />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column, index) => (
                <ColumnHead key={index} column={column} sort={sort} onSort={sortBy} />
              ))}
              <td className="output-table-rest" aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {view.top > 0 && <Spacer height={view.top} />}
            {indexes.map((index) => (
              <Row key={index} index={index} columns={columns} row={rows.rowAt(index)} />
            ))}
            <Spacer height={Math.max(0, view.height - view.top - indexes.length * ROW_HEIGHT)} />
          </tbody>
        </table>
      </div>
      <p className="output-table-count">
        {rowCount === 0 ? "No rows" : rowCount === 1 ? "1 row" : `${formatNumber(rowCount)} rows`}
        {" · "}
        {columns.length === 1 ? "1 column" : `${columns.length} columns`}
        {rows.problem !== null && (
          <output className="output-table-problem">
            {" · "}
            The other rows are not there any more ({rows.problem}).{" "}
            <button type="button" className="output-link" onClick={() => rows.retry(actions.tablePage)}>
              Ask again
            </button>
          </output>
        )}
      </p>
    </div>
  );
}

/** A column's name and type; each click goes on from unsorted to rising to falling and back. */
function ColumnHead({ column, sort, onSort }: { column: TableColumn; sort: Sort | null; onSort: (sort: Sort | null) => void }) {
  const own = sort?.column === column.name ? sort : null;
  const next = own === null ? { column: column.name, descending: false } : own.descending ? null : { column: column.name, descending: true };
  return (
    <th
      scope="col"
      className="output-table-head"
      data-right={isRightAligned(column.type) || undefined}
      aria-sort={own === null ? "none" : own.descending ? "descending" : "ascending"}
    >
      <button type="button" className="output-table-sort" onClick={() => onSort(next)} title={column.name}>
        <span className="output-table-name">
          <span className="output-table-title">{column.name}</span>
          <span className="output-table-arrow" aria-hidden="true">
            {own === null ? "" : own.descending ? "↓" : "↑"}
          </span>
        </span>
        <span className="output-table-type">{typeName(column)}</span>
      </button>
    </th>
  );
}

function Row({ index, columns, row }: { index: number; columns: readonly TableColumn[]; row: readonly TableValue[] | undefined }) {
  return (
    <tr aria-rowindex={index + 2} className="output-table-row">
      {columns.map((column, at) => {
        const value = row?.[at] ?? null;
        const text = row === undefined ? "" : cellText(value, column);
        return (
          <td key={at} data-right={isRightAligned(column.type) || undefined} data-null={(row !== undefined && value === null) || undefined} title={fullText(value, text)}>
            {row === undefined ? <span className="output-table-waiting" /> : text}
          </td>
        );
      })}
      <td className="output-table-rest" aria-hidden="true" />
    </tr>
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
