/** Dates, times and instants with microseconds, and their ISO 8601 text. */

export const msPerDay = 86_400_000;

/** An instant. Text without an offset means UTC, but the difference is kept. */
export class Timestamp {
  /** Milliseconds since 1970, UTC, rounded down. */
  readonly ms: number;
  /** Microseconds within the millisecond, 0–999. */
  readonly micros: number;
  /** Minutes east of UTC as the text had it; null: it had none. */
  readonly offsetMinutes: number | null;

  constructor(ms: number, micros = 0, offsetMinutes: number | null = 0) {
    this.ms = ms;
    this.micros = micros;
    this.offsetMinutes = offsetMinutes;
  }

  /** Seconds since 1970, with a fraction down to microseconds. */
  static ofEpoch(seconds: number): Timestamp {
    const totalMicros = Math.round((seconds % 1) * 1e6);
    const ms = Math.trunc(seconds) * 1000 + Math.floor(totalMicros / 1000);
    return new Timestamp(ms, ((totalMicros % 1000) + 1000) % 1000);
  }

  /** As typed JSON, in which extracted rows travel. */
  toJSON(): string {
    return `\uf027${this.toString()}`;
  }

  /** As Python prints it: `2024-01-02T03:04:05.000600+00:00`. */
  toString(): string {
    const local = new Date(this.ms + (this.offsetMinutes ?? 0) * 60_000).toISOString();
    const micros = Number(local.slice(-4, -1)) * 1000 + this.micros;
    const fraction = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
    return local.slice(0, -5) + fraction + offsetText(this.offsetMinutes);
  }
}

function offsetText(minutes: number | null): string {
  if (minutes === null) return "";
  const absolute = Math.abs(minutes);
  const [hours, rest] = [Math.floor(absolute / 60), absolute % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

/** A day without a time. */
export class CalendarDate {
  /** Days since 1970-01-01. */
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  /** As typed JSON, in which extracted rows travel. */
  toJSON(): string {
    return `\uf028${this.toString()}`;
  }

  toString(): string {
    return new Date(this.days * msPerDay).toISOString().slice(0, -14);
  }
}

/** A time of day without a date. */
export class ClockTime {
  /** Microseconds since midnight. */
  readonly micros: number;

  constructor(micros: number) {
    this.micros = micros;
  }

  /** As typed JSON, in which extracted rows travel. */
  toJSON(): string {
    return `\uf02d${this.toString()}`;
  }

  toString(): string {
    const seconds = Math.floor(this.micros / 1e6);
    const two = (value: number): string => String(value).padStart(2, "0");
    const fraction = this.micros % 1e6 === 0 ? "" : `.${String(this.micros % 1e6).padStart(6, "0")}`;
    return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`;
  }
}

/** Days since 1970-01-01 of a day of the Gregorian calendar; undefined if there is no such day. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  if (day > 28 && day > daysInMonth(year, month)) return undefined;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
