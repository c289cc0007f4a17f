import { Popover } from "radix-ui";
import type { ColumnSummary, TableColumn, TableValue } from "../../kernel/protocol.ts";
import { formatNumber, formatShort } from "../numbers.ts";
import { cellText, typeName } from "./cellText.ts";
import type { Summary } from "./useSummaries.ts";

/** A small histogram under a column's name; a click tells what the column holds. */
export function ColumnSummaryButton({ column, summary }: { column: TableColumn; summary: Summary | undefined }) {
  if (summary === undefined || "problem" in summary) return <div className="output-table-summary" title={summary === undefined ? undefined : summary.problem} />;
  return (
    <Popover.Root>
      <Popover.Trigger className="output-table-summary" aria-label={`Summary of ${column.name}`}>
        <Bars summary={summary} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="output-table-popover" side="bottom" align="start" sideOffset={4} collisionPadding={8} aria-label={`Summary of ${column.name}`}>
          <Facts column={column} summary={summary} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Rows of each step; of texts, how much of the column each of the most frequent values takes. */
function Bars({ summary }: { summary: ColumnSummary }) {
  const { histogram, frequent, rows, nulls, distinct } = summary;
  const filled = rows - nulls;
  const most = Math.max(1, ...histogram.map((step) => step.rows));
  if (histogram.length > 1) {
    return (
      <svg className="output-table-bars" viewBox={`0 0 ${histogram.length} 24`} preserveAspectRatio="none" aria-hidden="true">
        {histogram.map((step, index) => {
          const height = step.rows === 0 ? 0 : Math.max(1, (step.rows / most) * 24);
          return <rect key={index} x={index + 0.06} width={0.88} y={24 - height} height={height} />;
        })}
      </svg>
    );
  }
  const [top] = frequent;
  const isRepeating = top !== undefined && filled > 0 && distinct < filled * 0.9 && top.rows / filled >= 0.02;
  if (!isRepeating) return <span className="output-table-few">{filled === 0 ? "empty" : distinct === 1 ? "1 value" : `${formatNumber(distinct)}${summary.distinctIsAtLeast === true ? "+" : ""} values`}</span>;
  const begins = frequent.map((_value, index) => frequent.slice(0, index).reduce((sum, before) => sum + before.rows, 0));
  return (
    <svg className="output-table-bars" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      {frequent.map((value, index) => {
        const width = (value.rows / filled) * 100;
        return <rect key={index} x={((begins[index] ?? 0) / filled) * 100} width={Math.max(0.6, width - 0.8)} y={13} height={11} opacity={1 - Math.min(0.7, index * 0.12)} />;
      })}
    </svg>
  );
}

function Facts({ column, summary }: { column: TableColumn; summary: ColumnSummary }) {
  const { rows, nulls, distinct, distinctIsExact, min, max, frequent } = summary;
  const share = (count: number) => `${formatShort((count / Math.max(1, rows)) * 100)} %`;
  const text = (value: TableValue) => cellText(value, column);
  return (
    <>
      <p className="output-table-popover-title">
        {column.name} <span>{typeName(column)}</span>
      </p>
      <dl className="output-table-facts">
        <dt>Rows</dt>
        <dd>{formatNumber(rows)}</dd>
        <dt>Missing</dt>
        <dd>{nulls === 0 ? "none" : `${formatNumber(nulls)} (${share(nulls)})`}</dd>
        <dt>Distinct</dt>
        <dd>{distinctIsExact === true || distinct < 20 ? formatNumber(distinct) : `${summary.distinctIsAtLeast === true ? "at least" : "about"} ${formatNumber(distinct)}`}</dd>
        {min !== null && (
          <>
            <dt>Smallest</dt>
            <dd>{text(min)}</dd>
            <dt>Greatest</dt>
            <dd>{text(max)}</dd>
          </>
        )}
      </dl>
      {(frequent[0]?.rows ?? 0) > 1 && (
        <>
          <p className="output-table-popover-title">Most frequent</p>
          <ul className="output-table-frequent">
            {frequent.map(({ value, rows: count }, index) => (
              <li key={index}>
                <span className="output-table-frequent-value">{text(value)}</span>
                <span>{formatNumber(count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
