import { useEffect, useId, useState } from "react";
import type { TableColumn, TablePageRequest, TableValue } from "../../kernel/protocol.ts";
import type { OutputActions } from "../actions.ts";
import { formatNumber } from "../numbers.ts";
import { cellText, isRightAligned } from "../table/cellText.ts";
import { Problem } from "./Field.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { nameOf } from "./inputText.ts";
import { useLiveValue } from "./useLiveValue.ts";

type Rows = readonly (readonly TableValue[])[];

interface Page {
  readonly number: number;
  readonly sort: TablePageRequest["sort"];
}

const firstPage: Page = { number: 0, sort: undefined };

/** A table, page by page, with a box (or a dot) before each row. The first column is the row's place in the data. */
export function SelectTable({ output, send, tablePage }: FieldViewProps<"table"> & Pick<OutputActions, "tablePage">) {
  const id = useId();
  const { spec, problem = null } = output;
  const { selection, columns, rowCount, pageSize } = spec;
  const live = useLiveValue<readonly number[]>(output.value, send);
  const [page, setPage] = useState(firstPage);
  const { rows, failure } = useRows(spec, page, tablePage);
  const pages = Math.max(1, Math.ceil(rowCount / pageSize));
  const chosen = new Set(live.value);
  const places = rows.map(([place]) => Number(place));
  const name = spec.label === "" ? nameOf(output) : spec.label;

  const pick = (place: number, picked: boolean) => {
    if (selection === "single") live.set(picked ? [place] : []);
    else live.set(picked ? [...live.value, place].sort((a, b) => a - b) : live.value.filter((other) => other !== place));
  };
  const pickPage = (picked: boolean) => live.set(picked ? [...new Set([...live.value, ...places])].sort((a, b) => a - b) : live.value.filter((place) => !places.includes(place)));
  const pickedHere = places.filter((place) => chosen.has(place)).length;

  return (
    <div className="input-field input-table" data-type="table" data-waiting={live.waiting || undefined}>
      {spec.label !== "" && <p className="input-label" id={`${id}-label`}>{spec.label}</p>}
      <div className="input-table-box" role="group" aria-label={`${name}, ${formatNumber(rowCount)} rows`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="input-table-pick">
                {selection === "multi" ? (
                  <input
                    type="checkbox"
                    aria-label="All rows of this page"
                    disabled={spec.disabled || places.length === 0}
                    checked={places.length > 0 && pickedHere === places.length}
                    ref={(box) => {
                      if (box !== null) box.indeterminate = pickedHere > 0 && pickedHere < places.length;
                    }}
                    onChange={(event) => pickPage(event.currentTarget.checked)}
                  />
                ) : (
                  <span className="input-unseen">Selected</span>
                )}
              </th>
              {columns.slice(1).map((column) => (
                <ColumnHead key={column.name} column={column} sort={page.sort} onSort={(sort) => setPage({ number: 0, sort })} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => {
              const place = Number(row[0]);
              const picked = chosen.has(place);
              const text = columns.slice(1, 4).map((column, index) => cellText(row[index + 1] ?? null, column)).join(", ");
              return (
                <tr key={at} aria-selected={picked} data-picked={picked || undefined} onClick={(event) => event.target instanceof HTMLTableCellElement && !spec.disabled && pick(place, selection === "single" || !picked)}>
                  <td className="input-table-pick">
                    <input type={selection === "single" ? "radio" : "checkbox"} name={`${id}-row`} aria-label={`Row ${place + 1}: ${text}`} checked={picked} disabled={spec.disabled} onChange={(event) => pick(place, event.currentTarget.checked)} />
                  </td>
                  {columns.slice(1).map((column, index) => {
                    const value = row[index + 1] ?? null;
                    return (
                      <td key={column.name} data-right={isRightAligned(column.type) || undefined} data-null={value === null || undefined}>
                        {cellText(value, column)}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="input-table-foot">
        <span className="input-note" aria-live="polite">
          {formatNumber(live.value.length)} of {formatNumber(rowCount)} {rowCount === 1 ? "row" : "rows"} selected
        </span>
        {live.value.length > 0 && !spec.disabled && (
          <button type="button" className="output-link" onClick={() => live.set([])}>
            Clear
          </button>
        )}
        {pages > 1 && (
          <span className="input-table-pages">
            <button type="button" className="input-button" disabled={page.number === 0} onClick={() => setPage({ ...page, number: page.number - 1 })}>
              Previous
            </button>
            <span className="input-note">
              Page {formatNumber(page.number + 1)} of {formatNumber(pages)}
            </span>
            <button type="button" className="input-button" disabled={page.number >= pages - 1} onClick={() => setPage({ ...page, number: page.number + 1 })}>
              Next
            </button>
          </span>
        )}
      </div>
      <Problem id={`${id}-problem`} text={failure ?? problem} />
    </div>
  );
}

/** Rows of a page: at once where the output carries them, else when the kernel has sent them; until then the page before. */
function useRows(spec: FieldViewProps<"table">["output"]["spec"], page: Page, tablePage: OutputActions["tablePage"]): { rows: Rows; failure: string | null } {
  const isFirst = page.number === 0 && page.sort === undefined;
  const [fetched, setFetched] = useState<{ readonly page: Page; readonly rows: Rows } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { table, pageSize } = spec;
  useEffect(() => {
    if (isFirst) return;
    let wanted = true;
    const fetchRows = async () => {
      try {
        const { rows } = await tablePage({ table, offset: page.number * pageSize, limit: pageSize, ...(page.sort === undefined ? {} : { sort: page.sort }) });
        if (!wanted) return;
        setFetched({ page, rows });
        setFailure(null);
      } catch {
        if (wanted) setFailure("These rows are not there any more. Run the cell again.");
      }
    };
    void fetchRows();
    return () => {
      wanted = false;
    };
  }, [isFirst, table, page, pageSize, tablePage]);
  return { rows: isFirst ? spec.rows : (fetched?.rows ?? spec.rows), failure: isFirst ? null : failure };
}

function ColumnHead({ column, sort, onSort }: { column: TableColumn; sort: Page["sort"]; onSort: (sort: Page["sort"]) => void }) {
  const own = sort?.column === column.name ? sort : undefined;
  const next = own === undefined ? { column: column.name, descending: false } : own.descending ? undefined : { column: column.name, descending: true };
  return (
    <th scope="col" data-right={isRightAligned(column.type) || undefined} aria-sort={own === undefined ? "none" : own.descending ? "descending" : "ascending"}>
      <button type="button" className="input-table-sort" onClick={() => onSort(next)}>
        {column.name}
        <span aria-hidden="true">{own === undefined ? "" : own.descending ? " ↓" : " ↑"}</span>
      </button>
    </th>
  );
}
