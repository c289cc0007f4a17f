/** ISO 8601 text → dates, times and instants. */
import { CalendarDate, ClockTime, Timestamp, dayNumber, msPerDay } from "./calendar.ts";

const datePattern = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const yearPattern = /^(\d{4})(?:-(\d{2})|-(\d{3}))?$/;
const weekPattern = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/;
const timePattern = /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?$/;
const zonePattern = /(Z|[+-]\d{2}(?::?\d{2})?)$/;

/**
 * Reads a date and time, strictly: both parts, `T` or one blank between them, `Z`, an offset or nothing at the end
 * (dlt: detection `iso_timestamp`). Digits past microseconds are dropped.
 *
 * @returns undefined for anything else, also for days that do not exist and for 24:00
 */
export function parseIsoTimestamp(text: string): Timestamp | undefined {
  const length = text.length;
  if (length < 11 || length > 40) return undefined;
  const at = [10, 8, 9].find((place) => text[place] === "T" || text[place] === " ");
  if (at === undefined) return undefined;
  const date = parseIsoDate(text.slice(0, at));
  if (date === undefined) return undefined;
  const rest = text.slice(at + 1);
  const zone = zonePattern.exec(rest)?.[1];
  const time = parseIsoTime(zone === undefined ? rest : rest.slice(0, -zone.length));
  if (time === undefined) return undefined;
  const offset = zone === undefined ? null : offsetMinutes(zone);
  if (offset !== null && Number.isNaN(offset)) return undefined;
  const ms = date.days * msPerDay + Math.floor(time.micros / 1000) - (offset ?? 0) * 60_000;
  return new Timestamp(ms, time.micros % 1000, offset);
}

function offsetMinutes(zone: string): number {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (zone[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/** Reads `2024-01-31`, `20240131`, `2024-0131`; undefined for anything else. */
export function parseIsoDate(text: string): CalendarDate | undefined {
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const days = dayNumber(Number(match[1]), Number(match[2]), Number(match[3]));
  return days === undefined ? undefined : new CalendarDate(days);
}

/**
 * Reads every ISO date there is: days, weeks, and dates of less precision, which stand for their first day: `2024`,
 * `2024-05`, `2024-031` (dlt: detection `iso_date`).
 */
export function parseAnyIsoDate(text: string): CalendarDate | undefined {
  const day = parseIsoDate(text) ?? parseIsoWeek(text);
  const match = day === undefined ? yearPattern.exec(text) : null;
  if (match === null) return day;
  const dayOfYear = Number(match[3] ?? 1);
  const first = dayNumber(Number(match[1]), Number(match[2] ?? 1), 1);
  const isLeap = dayNumber(Number(match[1]), 2, 29) !== undefined;
  return first === undefined || dayOfYear < 1 || dayOfYear > (isLeap ? 366 : 365) ? undefined : new CalendarDate(first + dayOfYear - 1);
}

/** Reads `2024-W05` and `2024-W05-3`; undefined for anything else. */
export function parseIsoWeek(text: string): CalendarDate | undefined {
  const match = weekPattern.exec(text);
  const fourth = dayNumber(Number(match?.[1]), 1, 4);
  const week = Number(match?.[2]);
  if (match === null || fourth === undefined || week < 1 || week > 53) return undefined;
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  return new CalendarDate(monday + (week - 1) * 7 + Number(match[3] ?? 1) - 1);
}

/** Reads `10`, `10:20`, `10:20:30`, `10:20:30.123456`, also without colons; undefined for anything else. */
export function parseIsoTime(text: string): ClockTime | undefined {
  const match = timePattern.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const micros = Number((match[4] ?? "").slice(0, 6).padEnd(6, "0"));
  return new ClockTime(((hours * 60 + minutes) * 60 + seconds) * 1e6 + micros);
}

/**
 * The same as {@link parseIsoTimestamp} for the text most sources send, without making an object:
 * `2024-01-31T10:20:30`, with a fraction of up to six digits and a `Z` or not, in the years 1900–2200.
 *
 * @returns microseconds since 1970, exact; NaN: use the general function
 */
export function commonIsoMicros(text: string): number {
  const length = text.length;
  if (length < 19 || length > 27 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84) return Number.NaN;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  if (!(year >= 1900 && year <= 2200 && hours < 24 && minutes < 60 && seconds < 60)) return Number.NaN;
  const days = dayNumber(year, twoDigits(text, 5), twoDigits(text, 8));
  if (days === undefined) return Number.NaN;
  let end = length;
  if (text.charCodeAt(end - 1) === 90) end--;
  let micros = 0;
  if (end > 19) {
    if (end < 21 || end > 26 || text.charCodeAt(19) !== 46) return Number.NaN;
    for (let at = 20; at < 26; at++) {
      const digit = at < end ? text.charCodeAt(at) - 48 : 0;
      if (!(digit >= 0 && digit <= 9)) return Number.NaN;
      micros = micros * 10 + digit;
    }
  }
  return ((days * 24 + hours) * 3600 + minutes * 60 + seconds) * 1e6 + micros;
}

/** NaN, which no comparison passes, when there is another character. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
