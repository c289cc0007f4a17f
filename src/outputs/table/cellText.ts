/** Values of a table as text. */
import type { ColumnType, TableColumn, TableValue } from "../../kernel/protocol.ts";
import { formatColumnNumber } from "../numbers.ts";

/**
 * @returns the text of one cell; numbers get thousands separators, unless the column holds ids or years by its name, and
 *   at most six decimals; points in time are `2026-01-02 09:00:00`, in UTC, with milliseconds where there are any
 */
export function cellText(value: TableValue, column: Pick<TableColumn, "name" | "type">): string {
  if (value === null) return "null";
  if (typeof value === "number") return isLabel(column.name) ? String(value) : formatColumnNumber(value);
  if (column.type === "bigint" && typeof value === "string" && /^-?\d+$/.test(value)) return isLabel(column.name) ? value : groupDigits(value);
  if (column.type === "date" && typeof value === "string") return value.replace(pointInTime, (_all, day: string, time: string, fraction: string) => `${day} ${time}${/^\.0*$/.test(fraction) ? "" : fraction}`);
  return String(value);
}

const pointInTime = /^([+-]?\d{4,6}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)Z$/;

/** What a cell's text leaves out, or undefined when it says all. */
export function fullText(value: TableValue, shown: string): string | undefined {
  if (typeof value === "number") return shown.replaceAll(",", "") === String(value) ? undefined : String(value);
  if (typeof value === "string" && pointInTime.test(value) && shown !== value) return value;
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
    for (const row of rows) widest = Math.max(widest, textWidth(cellText(row[index] ?? null, column)));
    return Math.min(44, Math.max(4, Math.ceil(widest)));
  });
}

/** Width of a text in widths of a figure. A random id stands for others, which may hold more wide letters. */
function textWidth(text: string): number {
  if (/^(?=.*[A-Z])(?=.*[a-z])[\w+/=-]{8,32}$/.test(text)) return text.length * 1.25;
  let width = 0;
  for (const letter of text) width += /[mwMW@%—…]|[\u3000-\u{10ffff}]/u.test(letter) ? 1.6 : /[A-Z]/.test(letter) ? 1.15 : 1;
  return width;
}

/** A number that names something: an id, a key, a year. A separator would only make it harder to recognise. */
function isLabel(name: string): boolean {
  return /(?:^|_)(?:id|year|zip|phone)$|[a-z]Id$/i.test(name);
}

function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
