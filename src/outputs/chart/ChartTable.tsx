import { formatNumber } from "../numbers.ts";

/** Rows listed; a chart of more is still read better as a chart. */
const LISTED = 500;

export interface ChartTableProps {
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Values of a row, in the order of the columns. */
  readonly row: (index: number) => readonly unknown[];
}

/** The numbers behind a chart: for those who want them exactly, or cannot see the drawing. */
export function ChartTable({ columns, rowCount, row }: ChartTableProps) {
  const listed = Math.min(LISTED, rowCount);
  return (
    <div className="output-chart-table" tabIndex={0} role="group" aria-label="Data of the chart">
      <table>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: listed }, (_unused, index) => {
            const [first, ...values] = row(index);
            return (
              <tr key={index}>
                <th scope="row">{cellText(first)}</th>
                {values.map((value, column) => (
                  <td key={column}>{cellText(value)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {rowCount === 0 && <p className="output-note">No points yet.</p>}
      {rowCount > listed && (
        <p className="output-note">
          The first {formatNumber(listed)} of {formatNumber(rowCount)} points.
        </p>
      )}
    </div>
  );
}

function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellText).join(" – ");
  return typeof value === "number" ? formatNumber(value) : String(value ?? "–");
}
