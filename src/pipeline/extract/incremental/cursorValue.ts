/** Values of a cursor: their order, and their form in the state. */
import { typeMarks } from "../../storage/typedJson.ts";
import { parseIsoDate, parseIsoTimestamp } from "../../schema/isoText.ts";
import { msPerDay } from "../../schema/calendar.ts";
import { sortedJson } from "../../schema/versionHash.ts";

/**
 * Less than zero when `a` comes before `b`. Numbers, bigints and booleans have one order, text is compared
 * character by character, dates by time; ISO text is a date where the other is one.
 *
 * @returns undefined when the two have no common order
 */
export function compareCursors(a: unknown, b: unknown): number | undefined {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  const [first, second] = a instanceof Date || b instanceof Date ? [timeOf(a), timeOf(b)] : [amountOf(a), amountOf(b)];
  if (first === undefined || second === undefined) return undefined;
  return first < second ? -1 : first > second ? 1 : 0;
}

/** True for the same place in the order; values without one are the same when their JSON is. */
export function sameCursor(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const order = compareCursors(a, b);
  if (order !== undefined) return order === 0;
  return typeof a === "object" && typeof b === "object" && a !== null && b !== null && sortedJson(a) === sortedJson(b);
}

/** Text and other JSON as it is; dates and big integers as marked text (dlt: typed JSON). */
export function encodeCursor(value: unknown): unknown {
  if (value instanceof Date) return typeMarks.datetime + value.toISOString();
  if (typeof value === "bigint") return typeMarks.wei + String(value);
  return value ?? null;
}

/** What {@link encodeCursor} was given. */
export function decodeCursor(stored: unknown): unknown {
  if (typeof stored !== "string") return stored ?? undefined;
  if (stored.startsWith(typeMarks.datetime)) return new Date(stored.slice(1));
  if (stored.startsWith(typeMarks.wei)) return BigInt(stored.slice(1));
  return stored;
}

function amountOf(value: unknown): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? Number(value) : undefined;
}

function timeOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value !== "string") return undefined;
  const date = parseIsoDate(value);
  return date === undefined ? parseIsoTimestamp(value)?.ms : date.days * msPerDay;
}
