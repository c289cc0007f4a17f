import { useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { ColumnSummary, TableFilter, TableOutput } from "../../kernel/protocol.ts";
import type { OutputActions } from "../actions.ts";

/** Columns counted without being asked for. */
const COUNTED = 30;
/** A table of fewer rows is read, not summed up. */
export const FEW_ROWS = 20;

/** A column's summary, or why there is none. */
export type Summary = ColumnSummary | { readonly problem: string };

/**
 * Summaries of the columns, counted one after the other once the table is in view, and again for other filters. Those
 * from before stay until the new ones are there.
 */
export function useSummaries(output: TableOutput, filters: readonly TableFilter[], ask: OutputActions["ask"], box: RefObject<HTMLElement | null>): ReadonlyMap<string, Summary> {
  const [summaries, setSummaries] = useState<ReadonlyMap<string, Summary>>(() => new Map());
  const isSeen = useSeen(box);
  const asked = useRef(ask);
  useEffect(() => {
    asked.current = ask;
  });
  useEffect(() => {
    if (!isSeen || output.rowCount < FEW_ROWS) return;
    const wish = { wanted: true };
    void (async () => {
      for (const { name: column } of output.columns.slice(0, COUNTED)) {
        if (!wish.wanted) return;
        const summary = await asked.current({ type: "tableSummary", table: output.table, column, filters }).catch((error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }));
        if (!wish.wanted) return;
        setSummaries((before) => new Map(before).set(column, summary));
        if ("problem" in summary) return;
      }
    })();
    return () => {
      wish.wanted = false;
    };
  }, [isSeen, output, filters]);
  return summaries;
}

/** True from when the element first comes into view. */
function useSeen(box: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null || isSeen) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, isSeen]);
  return isSeen;
}
