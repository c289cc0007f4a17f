import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { formatNumber } from "../numbers.ts";

export interface TableToolsProps {
  /** Rows of the table, and those that the filters leave; null while they are being counted. */
  readonly rowCount: number;
  readonly filteredCount: number | null;
  readonly isFiltered: boolean;
  readonly columnCount: number;
  readonly filtersOpen: boolean;
  onFilters(open: boolean): void;
  /** Resolve when it is done; reject with what went wrong. */
  copy(): Promise<void>;
  save(): Promise<void>;
  /** Said beside the count, such as why rows are missing. */
  readonly children: ReactNode;
}

/** Below a table: how much there is, and what can be done with it. */
export function TableTools({ rowCount, filteredCount, isFiltered, columnCount, filtersOpen, onFilters, copy, save, children }: TableToolsProps) {
  return (
    <div className="output-table-tools">
      <p className="output-table-count" aria-live="polite">
        {isFiltered && `${filteredCount === null ? "…" : formatNumber(filteredCount)} of `}
        {rowCount === 0 ? "No rows" : rowCount === 1 ? "1 row" : `${formatNumber(rowCount)} rows`}
        {" · "}
        {columnCount === 1 ? "1 column" : `${columnCount} columns`}
        {children}
      </p>
      {rowCount > 0 && (
        <div className="output-table-actions">
          <button type="button" className="output-table-action" aria-expanded={filtersOpen} onClick={() => onFilters(!filtersOpen)}>
            {filtersOpen ? "Hide filters" : "Filter"}
          </button>
          <Doing name="Copy" done="Copied" act={copy} />
          <Doing name="Download CSV" done="Saved" act={save} />
        </div>
      )}
    </div>
  );
}

/** A button that says how it went. */
function Doing({ name, done, act }: { name: string; done: string; act: () => Promise<void> }) {
  const [state, setState] = useState<{ readonly text: string; readonly isBusy: boolean } | null>(null);
  useEffect(() => {
    if (state === null || state.isBusy) return;
    const timer = setTimeout(() => setState(null), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const begin = () => {
    setState({ text: `${name} …`, isBusy: true });
    act().then(
      () => setState({ text: done, isBusy: false }),
      (error: unknown) => setState({ text: error instanceof Error ? error.message : String(error), isBusy: false }),
    );
  };
  return (
    <button type="button" className="output-table-action" disabled={state?.isBusy === true} onClick={begin}>
      <span aria-live="polite">{state?.text ?? name}</span>
    </button>
  );
}
