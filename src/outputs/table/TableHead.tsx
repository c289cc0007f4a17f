import { useRef } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import type { TableColumn } from "../../kernel/protocol.ts";
import { isRightAligned, typeName } from "./cellText.ts";
import { ColumnSummaryButton } from "./ColumnSummaryButton.tsx";
import type { Sort } from "./pagedRows.ts";
import { filterHint } from "./parseFilter.ts";
import type { Summary } from "./useSummaries.ts";

export interface ColumnHeadProps {
  readonly column: TableColumn;
  readonly sort: Sort | null;
  onSort(sort: Sort | null): void;
  /** Undefined while it is being counted; null: this table has no summaries. */
  readonly summary: Summary | undefined | null;
  /** What is written in the filter; null while filters are folded away. */
  readonly filter: string | null;
  readonly filterIsWrong: boolean;
  onFilter(text: string): void;
  /** Makes the column wider by so many px. */
  onResize(by: number): void;
}

/** Px by which a key makes a column wider or narrower. */
const KEY_STEP = 24;

/** A column's name and type, its summary, its filter. Each click goes on from unsorted to rising to falling and back; Alt with arrows resizes. */
export function ColumnHead({ column, sort, onSort, summary, filter, filterIsWrong, onFilter, onResize }: ColumnHeadProps) {
  const own = sort?.column === column.name ? sort : null;
  const next = own === null ? { column: column.name, descending: false } : own.descending ? null : { column: column.name, descending: true };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = !event.altKey ? 0 : event.key === "ArrowRight" ? KEY_STEP : event.key === "ArrowLeft" ? -KEY_STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    onResize(by);
  };
  return (
    <th scope="col" className="output-table-head" data-right={isRightAligned(column.type) || undefined} aria-sort={own === null ? "none" : own.descending ? "descending" : "ascending"}>
      <button type="button" className="output-table-sort" aria-keyshortcuts="Alt+ArrowRight Alt+ArrowLeft" onClick={() => onSort(next)} onKeyDown={onKeyDown} title={column.name}>
        <span className="output-table-name">
          <span className="output-table-title">{column.name}</span>
          <span className="output-table-arrow" aria-hidden="true">
            {own === null ? "" : own.descending ? "↓" : "↑"}
          </span>
        </span>
        <span className="output-table-type">{typeName(column)}</span>
      </button>
      {summary !== null && <ColumnSummaryButton column={column} summary={summary} />}
      {filter !== null && (
        <div className="output-table-filter">
          <input
            type="text"
            aria-label={`Filter ${column.name}`}
            aria-invalid={filterIsWrong}
            title={filterIsWrong ? `No value of the type ${column.type}. Examples: ${filterHint(column.type)}, empty, not empty` : undefined}
            placeholder={filterHint(column.type)}
            value={filter}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onFilter(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") onFilter("");
            }}
          />
        </div>
      )}
      <ResizeEdge onResize={onResize} />
    </th>
  );
}

/** The right edge of a head, to be dragged. */
function ResizeEdge({ onResize }: { onResize: (by: number) => void }) {
  const last = useRef<number | null>(null);
  const move = (event: PointerEvent) => {
    if (last.current === null) return;
    onResize(event.clientX - last.current);
    last.current = event.clientX;
  };
  return (
    <span
      className="output-table-edge"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = event.clientX;
      }}
      onPointerMove={move}
      onPointerUp={() => (last.current = null)}
      onPointerCancel={() => (last.current = null)}
    />
  );
}
