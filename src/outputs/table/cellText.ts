/** Values of a table as text. */
import type { ColumnType, TableColumn, TableValue } from "../../kernel/protocol.ts";
import { formatColumnNumber } from "../numbers.ts";

/** @returns the text of one cell; numbers get thousands separators, unless the column holds ids or years by its name, and at most six decimals */
export function cellText(value: TableValue, column: Pick<TableColumn, "name" | "type">): string {
  if (value === null) return "null";
  if (typeof value === "number") return isLabel(column.name) ? String(value) : formatColumnNumber(value);
  if (column.type === "bigint" && typeof value === "string" && /^-?\d+$/.test(value)) return isLabel(column.name) ? value : groupDigits(value);
  return String(value);
}

/** What a cell's text leaves out, or undefined when it says all. */
export function fullText(value: TableValue, shown: string): string | undefined {
  if (typeof value === "number") return shown.replaceAll(",", "") === String(value) ? undefined : String(value);
  return shown.length > 24 ? shown : undefined;
}

/** Columns whose numbers are compared by size, and so stand with their last digits under each other. */
export function isRightAligned(type: ColumnType): boolean {
  return type === "number" || type === "bigint";
}

/** The type as the reader should see it: its name at the source, else ours. */
export function typeName(column: TableColumn): string {
  return column.sourceType ?? (column.type === "unknown" ? "" : column.type);
}

/** Widths of columns in characters, from their heads and first rows; a long text is cut at 44, wide enough to tell rows apart. */
export function columnWidths(columns: readonly TableColumn[], rows: readonly (readonly TableValue[])[]): number[] {
  return columns.map((column, index) => {
    let widest = Math.max(column.name.length + 2, Math.ceil(typeName(column).length * 0.85));
    for (const row of rows) widest = Math.max(widest, cellText(row[index] ?? null, column).length);
    return Math.min(44, Math.max(4, widest));
  });
}

/** A number that names something: an id, a key, a year. A separator would only make it harder to recognise. */
function isLabel(name: string): boolean {
  return /(?:^|_)(?:id|year|zip|phone)$|[a-z]Id$/i.test(name);
}

function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
