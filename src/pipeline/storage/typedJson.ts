/**
 * Rows as typed JSON. Values that JSON does not have are strings that begin with a character of the private use area
 * which names their type (dlt: typed JSON). The reader is in `normalize/`.
 */
import { pipelineError } from "../errors.ts";
import { wholeFloatMark, withWholeFloats } from "../json/wholeFloats.ts";

/** First character of a marked string → what the rest of it is. */
export const typeMarks = {
  decimal: "\uf026",
  datetime: "\uf027",
  date: "\uf028",
  uuid: "\uf029",
  hexBytes: "\uf02a",
  bytes: "\uf02b",
  wei: "\uf02c",
  time: "\uf02d",
  /** Ours: a number that the source wrote as `742.0`. */
  wholeFloat: wholeFloatMark,
} as const;

/** Whose rows are encoded, for error messages. */
export interface RowsOrigin {
  readonly resource: string;
  readonly table: string;
  /** Number of the first of the rows within its table, from 1. */
  readonly firstRow: number;
}

/**
 * Encodes rows as one JSON array on one line.
 *
 * Dates are marked as UTC date-times, bigints as `wei` beyond 53 bits and as plain numbers within, byte arrays as base64.
 * Maps become objects, sets lists. NaN and the infinities become null, and undefined fields are left out, as
 * `JSON.stringify` and dlt have it. Numbers that a JSON body wrote as `742.0` are marked as floats.
 *
 * @param rows one value per row, usually an object
 * @throws E453 for functions, symbols, and objects that contain themselves or are nested thousands of levels deep; it names the row and the path in it
 */
export function encodeRows(rows: readonly unknown[], origin: RowsOrigin): string {
  const items = withWholeFloats(rows);
  return JSON.stringify(isPlain(items, 0) ? items : items.map((row, index) => markRow(row, index, origin)));
}

/** Deeper data is looked at by the careful path, which also finds objects that contain themselves. */
const plainDepth = 1_000;

/** True when `JSON.stringify` alone is right for the value. One pass without allocation: most rows are plain. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "undefined":
      return true;
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (depth > plainDepth) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const element: unknown = value[index];
      if (typeof element === "object" ? element !== null && !isPlain(element, depth + 1) : !isPlain(element, depth + 1)) return false;
    }
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    const type = typeof field;
    if (type === "object" ? field !== null && !isPlain(field, depth + 1) : type === "bigint" || type === "function" || type === "symbol") return false;
  }
  return true;
}

function markRow(row: unknown, index: number, origin: RowsOrigin): unknown {
  const open = new Set<object>();
  const refuse = (value: string, path: string): never => {
    throw pipelineError("E453", { value, path: path === "" ? "the row itself" : path, row: origin.firstRow + index, table: origin.table, resource: origin.resource });
  };
  const mark = (value: unknown, path: string): unknown => {
    if (typeof value === "bigint") return markBigint(value);
    if (typeof value === "function") return refuse(`the function ${value.name || "without a name"}`, path);
    if (typeof value === "symbol") return refuse(String(value), path);
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : typeMarks.datetime + value.toISOString();
    if (ArrayBuffer.isView(value)) return markView(value);
    if (value instanceof ArrayBuffer) return typeMarks.bytes + base64(new Uint8Array(value));
    if (open.has(value)) return refuse("an object that contains itself", path);
    open.add(value);
    const marked = markObject(value, path, mark);
    open.delete(value);
    return marked;
  };
  try {
    return mark(row, "");
  } catch (error) {
    if (error instanceof RangeError) return refuse("an object nested too deep", "");
    throw error;
  }
}

function markObject(value: object, path: string, mark: (value: unknown, path: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element, index) => mark(element, `${path}[${index}]`));
  if (value instanceof Set) return [...value].map((element, index) => mark(element, `${path}[${index}]`));
  if ("toJSON" in value && typeof value.toJSON === "function") return mark((value.toJSON as () => unknown)(), path);
  const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  return Object.fromEntries(Array.from(entries, ([key, field]) => [String(key), mark(field, path === "" ? String(key) : `${path}.${String(key)}`)]));
}

function markBigint(value: bigint): number | string {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : typeMarks.wei + String(value);
}

/** Bytes are bytes; arrays of numbers are lists. */
function markView(view: ArrayBufferView): unknown {
  if (view instanceof Uint8Array || view instanceof Uint8ClampedArray || view instanceof DataView) {
    return typeMarks.bytes + base64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
  return Array.from(view as unknown as ArrayLike<number | bigint>, (value) => (typeof value === "bigint" ? markBigint(value) : value));
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
