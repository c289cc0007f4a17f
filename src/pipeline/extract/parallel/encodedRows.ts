/** Rows as an extract worker encoded them. */
import { typeMarks } from "../../storage/typedJson.ts";
import { markWholeFloat } from "../../json/wholeFloats.ts";
import { bytesOfBase64 } from "../../schema/base64.ts";

interface EncodedRowsSpec {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly pages?: Int32Array | undefined;
  /** Where the rows were made. Default `main`. */
  readonly worker?: string;
  /** When work on them began, in ms since the epoch. */
  readonly startedAt?: number | undefined;
}

/** One batch of rows of one resource: bytes that can be written as they are, or rows for steps that look at them. */
export class EncodedRows {
  /** UTF-8 of one typed JSON array on one line, without a line feed. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Where the rows were made: `extract-1` … */
  readonly worker: string;
  /** When work on them began, in ms since the epoch. */
  readonly startedAt: number | undefined;
  readonly #pages: Int32Array | undefined;

  constructor({ bytes, rows, pages, worker = "main", startedAt }: EncodedRowsSpec) {
    this.bytes = bytes;
    this.rows = rows;
    this.worker = worker;
    this.startedAt = startedAt;
    this.#pages = pages;
  }

  /**
   * The items as the resource yielded them: rows by themselves, and pages as lists. Date-times, bigints and bytes have
   * their types again; what JSON does not tell is as it will be stored: maps are objects, sets are lists, NaN is null.
   */
  decode(): unknown[] {
    const rows = JSON.parse(new TextDecoder().decode(this.bytes), unmark) as unknown[];
    if (this.#pages === undefined) return rows;
    const items: unknown[] = [];
    let at = 0;
    for (const size of this.#pages) {
      items.push(size === -1 ? rows[at] : rows.slice(at, at + size));
      at += Math.abs(size);
    }
    return items;
  }
}

const firstMark = typeMarks.decimal.charCodeAt(0);
const lastMark = typeMarks.wholeFloat.charCodeAt(0);

/** Marks of types that JavaScript has; the others stay marked, and are written again as they are. */
function unmark(this: object, key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const code = value.charCodeAt(0);
  if (!(code >= firstMark && code <= lastMark)) return value;
  const text = value.slice(1);
  switch (value.charAt(0)) {
    case typeMarks.datetime: {
      const date = new Date(text);
      return Number.isNaN(date.getTime()) ? value : date;
    }
    case typeMarks.wei:
      return /^-?\d+$/.test(text) ? BigInt(text) : value;
    case typeMarks.bytes:
      return bytesOfBase64(text) ?? value;
    case typeMarks.wholeFloat: {
      const number = Number(text || Number.NaN);
      if (Number.isNaN(number)) return value;
      markWholeFloat(this, key);
      return number;
    }
    default:
      return value;
  }
}
