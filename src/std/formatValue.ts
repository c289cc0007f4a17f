/** From the value of a cell to what the page shows. */
import type { CellHost } from "./cellHost.ts";
import type { Output } from "./output.ts";
import { previewValue } from "./preview.ts";
import { tableOfRows } from "./rowTable.ts";
import { firstPageRows, isPlainObject, type TableSource } from "./tableSource.ts";
import { treeOf } from "./tree.ts";

/** A method of this name gives the value's output (or a promise of it). */
export const outputSymbol: unique symbol = Symbol.for("watercourse.output") as never;
/** A method (or property) of this name gives a `TableSource` (or a promise of it). */
export const tableSymbol: unique symbol = Symbol.for("watercourse.table") as never;

/** Longer texts are cut and say so. */
export const maxTextLength = 100_000;

const plainRowsChecked = 1_000;

/** What formatting needs: a place to keep tables, and a way to turn an error into data. */
export type FormatHost = Pick<CellHost, "keepTable" | "toCellError">;

/**
 * Turns a value into an output; null when there is nothing to show (`undefined`).
 *
 * Never throws: where a value's own formatting fails, it is shown as a tree and `onProblem` is told.
 */
export function formatValue(value: unknown, host: FormatHost, onProblem: (error: unknown) => void = () => undefined): Output | null | Promise<Output | null> {
  if (value === undefined) return null;
  try {
    const formatted = formatSpecial(value, host);
    if (!(formatted instanceof Promise)) return formatted;
    return formatted.catch((error: unknown) => {
      onProblem(error);
      return treeOf(value);
    });
  } catch (error) {
    onProblem(error);
    return treeOf(value);
  }
}

/** A text output, cut visibly when it is too long. */
export function textOutput(text: string): Output {
  return text.length > maxTextLength ? { kind: "text", text: text.slice(0, maxTextLength), cutFrom: text.length } : { kind: "text", text };
}

function formatSpecial(value: unknown, host: FormatHost): Output | Promise<Output> {
  if (typeof value === "string") return textOutput(value);
  if (typeof value === "function") return hasSymbol(value, outputSymbol) ? formatOwn(value) : textOutput(previewValue(value, 300));
  if (typeof value !== "object" || value === null) return textOutput(typeof value === "bigint" ? String(value) : previewValue(value));
  if (hasSymbol(value, outputSymbol)) return formatOwn(value);
  if (hasSymbol(value, tableSymbol)) return formatTable(value, host);
  if (value instanceof Error) return { kind: "error", error: host.toCellError(value) };
  if (value instanceof Date) return textOutput(previewValue(value));
  if (Array.isArray(value) && isRows(value)) return tableOutput(tableOfRows(value), host);
  const text = ownText(value);
  return text === undefined ? treeOf(value) : textOutput(text);
}

function formatOwn(value: object): Output | Promise<Output> {
  const made = (value as { [outputSymbol](): unknown })[outputSymbol]();
  return made instanceof Promise ? made.then(checkOutput) : checkOutput(made);
}

function checkOutput(made: unknown): Output {
  const kinds = ["text", "markdown", "tree", "table", "chart", "chartElements", "progress", "input", "error"];
  if (isPlainObject(made) && kinds.includes(String(made["kind"]))) return structuredClone(made) as unknown as Output;
  throw new TypeError("The value's output method did not return an output.");
}

function formatTable(value: object, host: FormatHost): Promise<Output> | Output {
  const member: unknown = (value as { [tableSymbol]: unknown })[tableSymbol];
  const source: unknown = typeof member === "function" ? (member as () => unknown).call(value) : member;
  return source instanceof Promise ? source.then((ready) => tableOutput(ready as TableSource, host)) : tableOutput(source as TableSource, host);
}

function tableOutput(source: TableSource, host: FormatHost): Promise<Output> | Output {
  const rows = source.page(0, firstPageRows);
  const finish = (firstRows: Awaited<typeof rows>): Output => ({
    kind: "table",
    table: host.keepTable(source),
    columns: source.columns.map((column) => ({ ...column })),
    rowCount: source.rowCount,
    rows: firstRows,
  });
  return rows instanceof Promise ? rows.then(finish) : finish(rows);
}

function isRows(value: readonly unknown[]): value is readonly Readonly<Record<string, unknown>>[] {
  if (value.length === 0) return false;
  return value.slice(0, plainRowsChecked).every((item) => isPlainObject(item) && Object.keys(item).length > 0);
}

/** The text of an object whose class (or itself) says how it reads. */
function ownText(value: object): string | undefined {
  if (Array.isArray(value) || ArrayBuffer.isView(value) || (isPlainObject(value) && !Object.hasOwn(value, "toString"))) return undefined;
  const toText: unknown = (value as { toString?: unknown }).toString;
  if (typeof toText !== "function" || toText === Object.prototype.toString) return undefined;
  const text: unknown = toText.call(value);
  return typeof text === "string" ? text : undefined;
}

function hasSymbol(value: object, symbol: symbol): boolean {
  try {
    return symbol in value;
  } catch {
    return false;
  }
}
