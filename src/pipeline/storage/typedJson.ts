/**
 * Rows as typed JSON. Values that JSON does not have are strings that begin with a character of the private use area
 * which names their type (dlt: typed JSON). The reader is in `normalize/`.
 */
import { CodedError } from "../../diagnostic/codedError.ts";
import { pipelineError } from "../errors.ts";
import { wholeFloatMark, withWholeFloats } from "../json/wholeFloats.ts";
import { deepJson } from "../schema/jsonText.ts";
import { markDeep } from "./markDeep.ts";
import type { Part } from "./markDeep.ts";

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
 * @throws E453 for functions, symbols, objects that contain themselves, and getters that throw; it names the row and the path in it
 */
export function encodeRows(rows: readonly unknown[], origin: RowsOrigin): string {
  const items = withWholeFloats(rows);
  const marked = isReadablePlain(items) ? items : items.map((row, index) => markRow(row, index, origin));
  try {
    return JSON.stringify(marked);
  } catch (error) {
    if (error instanceof RangeError) return deepJson(marked);
    throw error;
  }
}

/** Getters may throw; then the careful path says in which row. */
function isReadablePlain(rows: readonly unknown[]): boolean {
  try {
    return isPlain(rows, 0);
  } catch {
    return false;
  }
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

/** Says of a value that it is a list or an object. */
const notScalar = Symbol("not a scalar");

type Refuse = (value: string, path: string) => never;

function markRow(row: unknown, index: number, origin: RowsOrigin): unknown {
  let last = "";
  const refuse: Refuse = (value, path) => {
    throw pipelineError("E453", { value, path: path === "" ? "the row itself" : path, row: origin.firstRow + index, table: origin.table, resource: origin.resource });
  };
  const scalar = (value: unknown, path: string): unknown => markScalar(value, (last = path), refuse);
  const refuseCycle = (path: string): never => refuse("an object that contains itself", path);
  const open = new Set<object>();
  const mark = (given: unknown, path: string): unknown => {
    const marked = scalar(given, path);
    if (marked !== notScalar) return marked;
    const value = given as object;
    if (open.has(value)) return refuseCycle(path);
    const other = standsFor(value);
    if (other !== value) return mark(other, path);
    open.add(value);
    const parts = partsOf(value, path).map((part) => [part.key, mark(part.value, part.path)] as const);
    open.delete(value);
    return isList(value) ? parts.map(([, element]) => element) : Object.fromEntries(parts as readonly (readonly [string, unknown])[]);
  };
  try {
    return mark(row, "");
  } catch (error) {
    if (error instanceof RangeError) return markDeep(row, { scalar, notScalar, parts: partsOf, standsFor, refuseCycle });
    if (error instanceof CodedError) throw error;
    return refuse(`a value that cannot be read (${error instanceof Error ? error.message : String(error)})`, last);
  }
}

function markScalar(value: unknown, path: string, refuse: Refuse): unknown {
  switch (typeof value) {
    case "bigint":
      return markBigint(value);
    case "function":
      return refuse(`the function ${value.name || "without a name"}`, path);
    case "symbol":
      return refuse(String(value), path);
    case "object":
      break;
    default:
      return value;
  }
  if (value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : typeMarks.datetime + value.toISOString();
  if (ArrayBuffer.isView(value)) return markView(value);
  if (value instanceof ArrayBuffer) return typeMarks.bytes + base64(new Uint8Array(value));
  return notScalar;
}

function isList(value: object): boolean {
  return Array.isArray(value) || value instanceof Set;
}

/** What an object gives as its JSON form; the object itself if it does not say. */
function standsFor(value: object): unknown {
  return !isList(value) && "toJSON" in value && typeof value.toJSON === "function" ? (value.toJSON as () => unknown)() : value;
}

function partsOf(value: object, path: string): Part[] {
  if (isList(value)) return Array.from(value as Iterable<unknown>, (element, index) => ({ key: undefined, value: element, path: `${path}[${index}]` }));
  const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  return Array.from(entries, ([key, field]) => ({ key: String(key), value: field, path: path === "" ? String(key) : `${path}.${String(key)}` }));
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
