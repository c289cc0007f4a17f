/** Values of a cursor: their order, and their form in the state. */
import { typeMarks } from "../../storage/typedJson.ts";
import { parseIsoDate, parseIsoTimestamp } from "../../schema/isoText.ts";
import { CalendarDate, Timestamp, msPerDay } from "../../schema/calendar.ts";
import { Decimal } from "../../schema/decimal.ts";
import { sortedJson } from "../../schema/versionHash.ts";

/**
 * Less than zero when `a` comes before `b`. Numbers, bigints and booleans have one order, text is compared
 * character by character, dates by time; ISO text is a date where the other is one.
 *
 * @returns undefined when the two have no common order
 */
export function compareCursors(a: unknown, b: unknown): number | undefined {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  const [first, second] = isTime(a) || isTime(b) ? [timeOf(a), timeOf(b)] : a instanceof Decimal || b instanceof Decimal ? unscaled(a, b) : [amountOf(a), amountOf(b)];
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
  if (value instanceof Timestamp) return typeMarks.datetime + String(value);
  if (value instanceof CalendarDate) return typeMarks.date + String(value);
  if (value instanceof Decimal) return typeMarks.decimal + String(value);
  return value ?? null;
}

/** What {@link encodeCursor} was given. */
export function decodeCursor(stored: unknown): unknown {
  if (typeof stored !== "string") return stored ?? undefined;
  const text = stored.slice(1);
  switch (stored.charAt(0)) {
    case typeMarks.datetime: {
      const instant = parseIsoTimestamp(text);
      return instant !== undefined && instant.micros > 0 ? instant : new Date(text);
    }
    case typeMarks.wei:
      return BigInt(text);
    case typeMarks.date:
      return parseIsoDate(text) ?? stored;
    case typeMarks.decimal:
      return Decimal.parse(text) ?? stored;
    default:
      return stored;
  }
}

function amountOf(value: unknown): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? Number(value) : undefined;
}

/** Two exact numbers as integers of the same scale. */
function unscaled(a: unknown, b: unknown): readonly (bigint | undefined)[] {
  const exact = [a, b].map((value) => (value instanceof Decimal ? value : typeof value === "number" || typeof value === "bigint" ? Decimal.parse(String(value)) : undefined));
  const scale = Math.max(...exact.map((value) => value?.scale ?? 0));
  return exact.map((value) => value?.unscaledAt(scale));
}

function isTime(value: unknown): boolean {
  return value instanceof Date || value instanceof Timestamp || value instanceof CalendarDate;
}

/** In ms, with microseconds as a fraction. */
function timeOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Timestamp) return value.ms + value.micros / 1000;
  if (value instanceof CalendarDate) return value.days * msPerDay;
  if (typeof value !== "string") return undefined;
  const date = parseIsoDate(value);
  return timeOf(date ?? parseIsoTimestamp(value));
}
