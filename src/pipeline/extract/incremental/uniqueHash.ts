/** The hash by which a row at the border of two runs is recognised (dlt: unique value of an incremental). */
import { shake128 } from "@noble/hashes/sha3.js";
import { base64Of } from "../../schema/base64.ts";
import { CalendarDate, ClockTime, Timestamp } from "../../schema/calendar.ts";
import { Decimal } from "../../schema/decimal.ts";
import { sortedJson } from "../../schema/versionHash.ts";

/** Bytes of a hash: 20 characters of base64. */
const hashBytes = 15;

/**
 * SHAKE-128 over JSON with sorted keys: of the key's value, of the list of values of a key of several columns, or of
 * the whole row when there is no key.
 *
 * @param primaryKey names of columns as the source has them
 * @returns the hash, or the name of a key column that the row does not have
 */
export function uniqueHash(row: unknown, primaryKey: string | readonly string[] | undefined): { readonly hash: string } | { readonly missing: string } {
  if (primaryKey === undefined) return { hash: hashOf(row) };
  const values: unknown[] = [];
  for (const key of typeof primaryKey === "string" ? [primaryKey] : primaryKey) {
    if (typeof row !== "object" || row === null || !(key in row)) return { missing: key };
    values.push((row as Record<string, unknown>)[key]);
  }
  return { hash: hashOf(typeof primaryKey === "string" ? values[0] : values) };
}

function hashOf(value: unknown): string {
  return base64Of(shake128(new TextEncoder().encode(sortedJson(jsonValue(value))), { dkLen: hashBytes }));
}

/** Dates as dlt prints them, other values that JSON does not have as text. */
function jsonValue(value: unknown): unknown {
  if (typeof value === "bigint") return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return jsonValue(new Timestamp(value.getTime()));
  if (value instanceof Timestamp) return String(value).replace("+00:00", "Z");
  if (value instanceof CalendarDate || value instanceof ClockTime || value instanceof Decimal) return String(value);
  if (ArrayBuffer.isView(value)) return base64Of(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (Array.isArray(value)) return value.map(jsonValue);
  if (value instanceof Set) return [...value].map(jsonValue);
  if ("toJSON" in value && typeof value.toJSON === "function") return jsonValue((value.toJSON as () => unknown)());
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, field]) => [String(key), jsonValue(field)]));
}
