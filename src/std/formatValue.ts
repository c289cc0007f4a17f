/** From the value of a cell to what the page shows. */
import type { CellHost } from "./cellHost.ts";
import type { Output } from "./output.ts";
import { previewValue } from "./preview.ts";
import { tableOfRows } from "./rowTable.ts";
import { firstPageRows, isPlainObject, type TableSource } from "./tableSource.ts";
import { isTrace, timelineOf } from "./traceTimeline.ts";
import { treeOf } from "./tree.ts";

/** A method of this name gives the value's output (or a promise of it). */
export const outputSymbol: unique symbol = Symbol.for("watercourse.output") as never;
/** A method (or property) of this name gives a `TableSource` (or a promise of it). */
export const tableSymbol: unique symbol = Symbol.for("watercourse.table") as never;

/** Longer texts are cut and say so. */
export const maxTextLength = 100_000;

const plainRowsChecked = 1_000;

/** What formatting needs: a place to keep tables, and a way to turn an error into data. */
export type FormatHost = Pick<CellHost, "keepFile" | "keepTable" | "keepTree" | "toCellError">;

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
      return treeOf(value, (kept) => host.keepTree(kept));
    });
  } catch (error) {
    onProblem(error);
    return treeOf(value, (kept) => host.keepTree(kept));
  }
}

/** A text output. One that is too long is cut visibly; the whole text can be saved from the page. */
function textOutput(text: string, host: FormatHost): Output {
  if (text.length <= maxTextLength) return { kind: "text", text };
  return { kind: "text", text: text.slice(0, maxTextLength), cutFrom: text.length, file: host.keepFile(new Blob([text], { type: "text/plain" })) };
}

function formatSpecial(value: unknown, host: FormatHost): Output | Promise<Output> {
  if (typeof value === "string") return textOutput(value, host);
  if (typeof value === "function") return hasSymbol(value, outputSymbol) ? formatOwn(value, host) : textOutput(previewValue(value, 300), host);
  if (typeof value !== "object" || value === null) return textOutput(typeof value === "bigint" ? String(value) : previewValue(value), host);
  if (hasSymbol(value, outputSymbol)) return formatOwn(value, host);
  if (hasSymbol(value, tableSymbol)) return formatTable(value, host);
  if (value instanceof Error) return { kind: "error", error: host.toCellError(value) };
  if (value instanceof Date) return textOutput(previewValue(value), host);
  if (Array.isArray(value) && isRows(value)) return tableOutput(tableOfRows(value), host);
  if (!isPlainObject(value) && isTrace(value)) return timelineOf(value);
  const text = ownText(value);
  return text === undefined ? treeOf(value, (kept) => host.keepTree(kept)) : textOutput(text, host);
}

function formatOwn(value: object, host: FormatHost): Output | Promise<Output> {
  const made = (value as { [outputSymbol](): unknown })[outputSymbol]();
  return made instanceof Promise ? made.then((output) => checkOutput(output, host)) : checkOutput(made, host);
}

/** What an output method may return; the cells' own markdown and text are cut like any other. */
function checkOutput(made: unknown, host: FormatHost): Output {
  if (!isPlainObject(made) || !Object.hasOwn(knownKinds, String(made["kind"]))) throw new TypeError("The value's output method did not return an output.");
  const output = structuredClone(made) as unknown as Output;
  if (output.kind === "text") return textOutput(String(output.text), host);
  if (output.kind !== "markdown" || output.markdown.length <= maxTextLength) return output;
  return { kind: "markdown", markdown: output.markdown.slice(0, maxTextLength), cutFrom: output.markdown.length };
}

const knownKinds: Readonly<Record<Output["kind"], true>> = {
  accordion: true, callout: true, chart: true, chartElements: true, diagram: true, download: true, error: true, image: true, input: true, markdown: true,
  pipelineRun: true, progress: true, stack: true, stat: true, table: true, tabs: true, text: true, timeline: true, tree: true,
};

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
