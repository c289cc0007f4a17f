/** A lag moves a cursor value back, so that rows that came late are met again (dlt: incremental lag). */
import { CalendarDate, Timestamp, msPerDay } from "../../schema/calendar.ts";
import { parseIsoDate, parseIsoTimestamp, parseIsoWeek } from "../../schema/isoText.ts";
import { compareCursors } from "./cursorValue.ts";

/** Which way the cursor goes. */
export type CursorOrder = "max" | "min";

/**
 * The value from which rows are taken, given the last value of the run before: numbers less the lag, dates less as many
 * days, date-times less as many seconds; with `min` more instead of less. Text keeps its format. It never passes the
 * initial value.
 *
 * @returns a date for date-time text in a format that is not ISO's own; undefined when the value cannot be moved
 */
export function applyLag(lag: number, lastValue: unknown, initialValue: unknown, order: CursorOrder): unknown {
  const moved = move(lastValue, order === "max" ? -lag : lag);
  if (moved === undefined || initialValue === undefined || initialValue === null) return moved;
  const before = compareCursors(moved, initialValue);
  return before !== undefined && (order === "max" ? before < 0 : before > 0) ? initialValue : moved;
}

function move(value: unknown, by: number): unknown {
  if (typeof value === "number") return value + by;
  if (typeof value === "bigint") return value + BigInt(Math.trunc(by));
  if (value instanceof Date) return new Date(value.getTime() + by * 1000);
  if (value instanceof CalendarDate) return new CalendarDate(value.days + Math.floor(by));
  if (value instanceof Timestamp) return later(value, by * 1000);
  return typeof value === "string" ? moveText(value, by) : undefined;
}

/** A format of date or date-time text: moved in `unitMs`, and printed as it was. */
interface TextFormat {
  readonly pattern: RegExp;
  readonly unitMs: number;
  parse(text: string): Timestamp | undefined;
  print(moved: Timestamp, text: string): string;
}

const dateOf = (text: string): Timestamp | undefined => {
  const date = parseIsoDate(text);
  return date === undefined ? undefined : new Timestamp(date.days * msPerDay);
};
/** `2024-01-10T10:20:30.123456` in the offset that the instant has. */
const localText = (at: Timestamp): string => {
  const local = new Date(at.ms + (at.offsetMinutes ?? 0) * 60_000).toISOString().slice(0, -1);
  return local + String(at.micros).padStart(3, "0");
};
const dayOfYear = (day: string): number => Math.round((Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / msPerDay);

const formats: readonly TextFormat[] = [
  { pattern: /^\d{4}-\d{2}-\d{2}$/, unitMs: msPerDay, parse: dateOf, print: (at) => localText(at).slice(0, 10) },
  { pattern: /^\d{8}$/, unitMs: msPerDay, parse: dateOf, print: (at) => localText(at).slice(0, 10).replaceAll("-", "") },
  {
    pattern: /^\d{4}-\d{2}-\d{2}T\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/,
    unitMs: 1000,
    parse: parseIsoTimestamp,
    print(at, text) {
      const zone = /(?:Z|[+-]\d{2}:?\d{2})$/.exec(text.slice(11))?.[0] ?? "";
      const length = text.includes(".") ? 26 : text.length - zone.length;
      return localText(at).slice(0, length) + zone;
    },
  },
  { pattern: /^\d{4}-\d{2}$/, unitMs: 1000, parse: (text) => dateOf(`${text}-01`), print: (at) => localText(at).slice(0, 7) },
  { pattern: /^\d{4}$/, unitMs: 1000, parse: (text) => dateOf(`${text}-01-01`), print: (at) => localText(at).slice(0, 4) },
  {
    pattern: /^\d{4}-\d{3}$/,
    unitMs: 1000,
    parse: (text) => new Timestamp(Date.parse(`${text.slice(0, 4)}-01-01`) + (Number(text.slice(5)) - 1) * msPerDay),
    print(at) {
      const day = localText(at).slice(0, 10);
      return `${day.slice(0, 4)}-${String(dayOfYear(day) + 1).padStart(3, "0")}`;
    },
  },
  {
    pattern: /^\d{4}-W\d{2}$/,
    unitMs: 1000,
    parse(text) {
      const monday = parseIsoWeek(text);
      return monday === undefined ? undefined : new Timestamp(monday.days * msPerDay);
    },
    print(at) {
      const day = localText(at).slice(0, 10);
      const weekday = (new Date(day).getUTCDay() + 6) % 7;
      return `${day.slice(0, 4)}-W${String(Math.floor((dayOfYear(day) + 7 - weekday) / 7)).padStart(2, "0")}`;
    },
  },
];

function moveText(text: string, by: number): unknown {
  const format = formats.find(({ pattern }) => pattern.test(text));
  const parsed = format === undefined ? (parseIsoTimestamp(text) ?? dateOf(text)) : format.parse(text);
  if (parsed === undefined) return undefined;
  const moved = later(parsed, by * (format?.unitMs ?? 1000));
  return format === undefined ? new Date(moved.ms) : format.print(moved, text);
}

function later(instant: Timestamp, ms: number): Timestamp {
  const micros = Math.round(ms * 1000) + instant.micros;
  return new Timestamp(instant.ms + Math.floor(micros / 1000), ((micros % 1000) + 1000) % 1000, instant.offsetMinutes);
}
