/**
 * Comma-separated values (RFC 4180) with a header line, `\n` between lines. A cell is quoted when it must be; an empty cell is
 * null, a quoted empty one is empty text. Bytes are base64.
 */
import { pipelineError } from "../errors.ts";
import type { TableSchema } from "../schema/types.ts";
import { ArrowWriter } from "./arrowWriter.ts";
import type { DecodedFile } from "./arrowWriter.ts";
import { readCells } from "./cells.ts";
import { valueOfText } from "./cellText.ts";
import { csvRecords } from "./csvRecords.ts";
import { TextFile } from "./textFile.ts";

const mustQuote = /[",\r\n]/;

export function encodeCsv(arrow: Uint8Array, table: TableSchema): Uint8Array {
  const file = new TextFile();
  const batches = readCells(arrow, table);
  file.append(`${(batches[0]?.columns ?? []).map(({ name }) => quotedIfNeeded(name)).join(",")}\n`);
  for (const { rows, columns } of batches) {
    const cells = columns.map(({ type, text }) => {
      if (type !== "text" && type !== "json" && type !== "binary") return text;
      return (row: number): string | undefined => {
        const value = text(row);
        return value === undefined ? undefined : quotedIfNeeded(value);
      };
    });
    for (let row = 0; row < rows; row++) {
      let line = cells[0]?.(row) ?? "";
      for (let index = 1; index < cells.length; index++) line += `,${cells[index]?.(row) ?? ""}`;
      file.append(`${line}\n`);
    }
  }
  return file.take();
}

function quotedIfNeeded(text: string): string {
  return text === "" || mustQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @throws E863 for a line with too many or too few cells, an open quote, or a cell that is not of its column's type */
export function decodeCsv(bytes: Uint8Array, table: TableSchema): DecodedFile {
  const records = csvRecords(new TextDecoder().decode(bytes));
  const header = records.next().value;
  if (header === undefined) return new ArrowWriter("csv", table, []).finish();
  const writer = new ArrowWriter("csv", table, header.map((name) => name ?? ""));
  for (const record of records) {
    if (record.length !== header.length) {
      throw pipelineError("E863", { format: "csv", table: table.name, row: `row ${writer.rows + 1}`, reason: `it has ${record.length} cells, and the header has ${header.length}.` });
    }
    for (let index = 0; index < record.length; index++) {
      const text = record[index];
      if (text !== undefined) writer.put(index, valueOfText(writer.columns[index]?.type ?? "text", text), text);
    }
    writer.nextRow();
  }
  return writer.finish();
}
