/**
 * SQL `INSERT` statements as dlt writes them for DuckDB: one statement a file, one row a line, and `{}` where the table's
 * name belongs. Slow beside the other formats, and kept to be measured against them.
 */
import type { TableSchema } from "../schema/types.ts";
import { readCells } from "./cells.ts";
import type { CellColumn } from "./cells.ts";
import { bytesOfBase64 } from "../schema/base64.ts";
import { TextFile } from "./textFile.ts";

/** Longest statement, in characters. dlt allows 32 MiB; shorter ones take DuckDB-WASM as long for each row, and far less memory. */
const maxStatementChars = 256 * 1024;

export function encodeInsertValues(arrow: Uint8Array, table: TableSchema): Uint8Array {
  const file = new TextFile();
  const batches = readCells(arrow, table);
  const names = (batches[0]?.columns ?? []).map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  file.append(`INSERT INTO {}(${names.join(",")})\nVALUES`);
  let separator = "\n";
  for (const { rows, columns } of batches) {
    const literals = columns.map(literalOf);
    for (let row = 0; row < rows; row++) {
      let line = literals[0]?.(row) ?? "NULL";
      for (let index = 1; index < literals.length; index++) line += `,${literals[index]?.(row) ?? "NULL"}`;
      file.append(`${separator}(${line})`);
      separator = ",\n";
    }
  }
  file.append(";\n");
  return file.take();
}

function literalOf({ type, text }: CellColumn): (row: number) => string | undefined {
  const mapped = (write: (value: string) => string) => (row: number): string | undefined => {
    const value = text(row);
    return value === undefined ? undefined : write(value);
  };
  switch (type) {
    case "bigint":
    case "bool":
      return text;
    case "text":
    case "json":
      return mapped(textLiteral);
    case "double":
      return mapped(doubleLiteral);
    case "binary":
      return mapped((value) => `from_hex('${hexOf(bytesOfBase64(value) ?? new Uint8Array(0))}')`);
    case "timestamp":
      return mapped((value) => `'${value.slice(0, -1)}'`);
    default:
      return mapped((value) => `'${value}'`);
  }
}

/** Text on one line, whatever is in it. */
function textLiteral(text: string): string {
  if (!/['\\\n\r\0]/.test(text)) return `'${text}'`;
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return escaped.includes("\0") ? `(${escaped.split("\0").map((part) => `E'${part}'`).join(" || chr(0) || ")})` : `E'${escaped}'`;
}

/** With an exponent, so that DuckDB reads a double and not a decimal, which would be rounded twice. */
function doubleLiteral(text: string): string {
  if (text === "NaN" || text.endsWith("Infinity")) return `'${text}'::DOUBLE`;
  return text.includes("e") ? text : `${text}e0`;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The statements of a file, each short enough to be run.
 *
 * @param place the table's qualified, quoted name
 */
export function* insertStatements(bytes: Uint8Array, place: string): Generator<string> {
  const text = new TextDecoder().decode(bytes);
  const headEnd = text.indexOf("\nVALUES\n");
  if (headEnd === -1) return;
  const head = `${text.slice(0, headEnd).replace("{}", () => place)} VALUES\n`;
  const end = text.lastIndexOf(";");
  for (let at = headEnd + "\nVALUES\n".length; at < end; ) {
    const far = at + maxStatementChars;
    const lineEnd = far >= end ? -1 : text.lastIndexOf(",\n(", far);
    const cut = far >= end ? end : lineEnd > at ? lineEnd : text.indexOf(",\n(", at);
    const stop = cut === -1 ? end : cut;
    yield head + text.slice(at, stop);
    at = stop + ",\n".length;
  }
}
