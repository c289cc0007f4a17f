import type { TableOutput } from "../../kernel/protocol.ts";

/** Keeps the place of a table until its code is there. */
export function TablePlaceholder({ output }: { output: TableOutput }) {
  const rows = Math.max(1, Math.min(output.rowCount, 25));
  // Heights as in `TableView`: head, summaries from twenty rows on, rows, the line below.
  return <div style={{ height: 46 + (output.rowCount >= 20 ? 30 : 0) + rows * 28 + 28 }} />;
}
