/**
 * JSON lines: one object a line, nulls left out (dlt: jsonl data writer). Integers keep all their digits; decimals, wei,
 * dates, times and bytes (base64) are text; columns of type json hold their value itself.
 */
import { pipelineError } from "../errors.ts";
import type { DataType, TableSchema } from "../schema/types.ts";
import { ArrowWriter, typedColumns } from "./arrowWriter.ts";
import type { DecodedFile } from "./arrowWriter.ts";
import { readCells } from "./cells.ts";
import type { CellColumn } from "./cells.ts";
import { valueOfText } from "./cellText.ts";
import { TextFile } from "./textFile.ts";

export function encodeJsonl(arrow: Uint8Array, table: TableSchema): Uint8Array {
  const file = new TextFile();
  for (const { rows, columns } of readCells(arrow, table)) {
    const cells = columns.map((column) => ({ key: `${JSON.stringify(column.name)}:`, json: jsonOf(column) }));
    for (let row = 0; row < rows; row++) {
      let line = "";
      for (const { key, json } of cells) {
        const value = json(row);
        if (value !== undefined) line += line === "" ? key + value : `,${key}${value}`;
      }
      file.append(`{${line}}\n`);
    }
  }
  return file.take();
}

function jsonOf({ type, text }: CellColumn): (row: number) => string | undefined {
  const quoted = (row: number): string | undefined => {
    const value = text(row);
    return value === undefined ? undefined : `"${value}"`;
  };
  switch (type) {
    case "text":
      return (row) => {
        const value = text(row);
        return value === undefined ? undefined : JSON.stringify(value);
      };
    case "bigint":
    case "bool":
      return text;
    case "json":
      return (row) => text(row)?.replaceAll(/[\r\n]+/g, " ");
    case "double":
      return (row) => {
        const value = text(row);
        return value === "NaN" || value === "Infinity" || value === "-Infinity" ? undefined : value;
      };
    default:
      return quoted;
  }
}

/** Stands before the digits of a number that a double may not hold. */
const digitsMark = "\uf8ff";
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const longInteger = /^-?\d{16,}$/;
const markedDigits = new RegExp(`"${digitsMark}(-?\\d+)"`, "g");

/**
 * Keys that the table does not have are left out; keys that a line does not have are null.
 *
 * @throws E863 for a line that is no JSON object, or a value that is not of its column's type
 */
export function decodeJsonl(bytes: Uint8Array, table: TableSchema): DecodedFile {
  const names = typedColumns(table).map(({ name }) => name);
  const writer = new ArrowWriter("jsonl", table, names);
  for (const line of linesOf(bytes)) {
    const row = parseLine(line, writer.rows + 1, table);
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string;
      const raw = Object.hasOwn(row, name) ? row[name] : undefined;
      if (raw === undefined || raw === null) continue;
      writer.put(index, cellValue(writer.columns[index]?.type ?? "text", raw), raw);
    }
    writer.nextRow();
  }
  return writer.finish();
}

function cellValue(type: DataType, raw: unknown): unknown {
  if (type === "json") return JSON.stringify(raw).replaceAll(markedDigits, "$1");
  if (typeof raw === "string") return type === "text" ? raw : valueOfText(type, raw.startsWith(digitsMark) ? raw.slice(1) : raw);
  if (typeof raw === "number") return type === "double" ? raw : type === "text" ? String(raw) : valueOfText(type, String(raw));
  return typeof raw === "boolean" && type === "bool" ? raw : undefined;
}

function parseLine(line: string, number: number, table: TableSchema): Record<string, unknown> {
  const exact = /\d{16}/.test(line) ? line.replace(stringOrNumber, (part) => (longInteger.test(part) ? `"${digitsMark}${part}"` : part)) : line;
  let row: unknown;
  try {
    row = JSON.parse(exact);
  } catch (cause) {
    throw pipelineError("E863", { format: "jsonl", table: table.name, row: `line ${number}`, reason: (cause as Error).message }, { cause });
  }
  if (typeof row === "object" && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
  throw pipelineError("E863", { format: "jsonl", table: table.name, row: `line ${number}`, reason: "it is not a JSON object." });
}

/** Lines that are not blank. */
function* linesOf(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder();
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const line = decoder.decode(bytes.subarray(start, end));
    if (line.trim() !== "") yield line;
    start = end + 1;
  }
}
