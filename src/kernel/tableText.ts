/** Rows of a table as text: comma-separated to save (RFC 4180), tab-separated to paste into a spreadsheet. */
import type { TableValue } from "../std/output.ts";
import { maxPageRows, type TableSource } from "../std/tableSource.ts";
import type { TableTextQuery } from "./protocol.ts";

/** Rows are written in pieces, so that messages (Stop among them) get their turn in between. */
const breathMs = 30;

/** @returns UTF-8 text. Missing values are empty fields. */
export async function tableText(source: TableSource, query: Pick<TableTextQuery, "format" | "sort" | "offset" | "limit" | "columns" | "withoutHead">): Promise<Blob> {
  const { format, sort, columns } = query;
  const at = source.columns.flatMap(({ name }, index) => (columns === undefined || columns.includes(name) ? [index] : []));
  const field = format === "csv" ? csvField : tsvField;
  const [separator, lineEnd] = format === "csv" ? [",", "\r\n"] : ["\t", "\n"];
  const parts: string[] = [];
  if (query.withoutHead !== true) parts.push(at.map((index) => field(source.columns[index]?.name ?? "")).join(separator) + lineEnd);
  const first = query.offset ?? 0;
  const end = Math.min(source.rowCount, query.limit === undefined ? Infinity : first + query.limit);
  let breath = Date.now();
  for (let offset = first; offset < end; offset += maxPageRows) {
    const rows = await source.page(offset, Math.min(maxPageRows, end - offset), sort);
    if (rows.length === 0) break;
    parts.push(rows.map((row) => at.map((index) => field(row[index] ?? null)).join(separator) + lineEnd).join(""));
    if (Date.now() - breath > breathMs) {
      await new Promise((resolve) => setTimeout(resolve));
      breath = Date.now();
    }
  }
  return new Blob(parts, { type: format === "csv" ? "text/csv" : "text/tab-separated-values" });
}

function csvField(value: TableValue): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}

function tsvField(value: TableValue): string {
  return value === null ? "" : String(value).replace(/[\t\r\n]+/g, " ");
}
