/** The data type of a value that meets a column without one (dlt: data_types, schema/detections). */
import { CalendarDate, ClockTime, Timestamp } from "./calendar.ts";
import { Decimal } from "./decimal.ts";
import { parseAnyIsoDate, parseIsoTimestamp } from "./isoText.ts";
import type { DataType } from "./types.ts";

const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);
/** Past this a `wei` is text (dlt: large_integer). */
const maxWei = 578_960_446_186_580_977_117_854_925_043_439_539_266n;
/** Epoch seconds count as a timestamp when they lie at most five years from now. */
const epochWindowSeconds = 5 * 31_536_000;

/** True if a 64-bit column holds the integer. */
export function fitsInt64(value: bigint): boolean {
  return value >= minInt64 && value <= maxInt64;
}

/** The type that belongs to a JavaScript value as such. Whole numbers are `bigint`, for JSON does not tell 1.0 from 1. */
export function nativeType(value: unknown): DataType {
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? "bigint" : "double";
    case "bigint":
      return "bigint";
    case "boolean":
      return "bool";
    default:
      if (value instanceof Decimal) return "decimal";
      if (value instanceof Timestamp) return "timestamp";
      if (value instanceof CalendarDate) return "date";
      if (value instanceof ClockTime) return "time";
      if (value instanceof Uint8Array) return "binary";
      return "json";
  }
}

/** A detection by its dlt name; each looks at one value and names a type or leaves it to the next. */
const detections: Readonly<Record<string, (value: unknown) => DataType | undefined>> = {
  iso_timestamp: (value) => (typeof value === "string" && parseIsoTimestamp(value) !== undefined ? "timestamp" : undefined),
  iso_date: (value) => (typeof value === "string" && parseAnyIsoDate(value) !== undefined ? "date" : undefined),
  timestamp: (value) => (typeof value === "number" && Math.abs(value - Date.now() / 1000) <= epochWindowSeconds ? "timestamp" : undefined),
  large_integer: (value) => (typeof value === "bigint" && value > maxInt64 ? (value > maxWei ? "text" : "wei") : undefined),
};

/** What one detection says of a value; undefined: nothing, also for a name that is not known. */
export function detect(name: string, value: unknown): DataType | undefined {
  return Object.hasOwn(detections, name) ? detections[name]?.(value) : undefined;
}

/**
 * Infers the type of a new column from its first value.
 *
 * @param active detections in the order in which they are tried, usually only `iso_timestamp`
 */
export function inferType(value: unknown, active: readonly string[]): DataType {
  for (const name of active) {
    const found = detect(name, value);
    if (found !== undefined) return found;
  }
  if (typeof value === "bigint" && !fitsInt64(value)) return "wei";
  return nativeType(value);
}
