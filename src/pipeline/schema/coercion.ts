/** A value of one type → the type of its column, or not at all (dlt: coerce_value). */
import { readBoolean } from "../config/coerce.ts";
import { bytesOfBase64, paddedBase64Of } from "./base64.ts";
import { CalendarDate, Timestamp, msPerDay } from "./calendar.ts";
import type { ClockTime } from "./calendar.ts";
import { Decimal } from "./decimal.ts";
import { fitsInt64 } from "./inference.ts";
import { parseAnyIsoDate, parseIsoTime, parseIsoTimestamp } from "./isoText.ts";
import type { DataType } from "./types.ts";

/** Says that a value cannot take the type; it goes to a variant column. */
export const notCoercible: unique symbol = Symbol("not coercible");

/**
 * Converts a value. Values by type: text string, double number, bool boolean, bigint number or bigint, wei bigint,
 * decimal Decimal, timestamp Timestamp, date CalendarDate, time ClockTime, binary Uint8Array, json anything JSON.
 *
 * @param from type of the value as it is
 */
export function coerceValue(to: DataType, from: DataType, value: unknown): unknown {
  if (to === from && to !== "bigint") return value;
  switch (to) {
    case "text":
      return textOf(from, value);
    case "bigint":
      return int64Of(integerOf(from, value));
    case "wei":
      return weiOf(from, value);
    case "double":
      return doubleOf(from, value);
    case "decimal":
      return decimalOf(from, value);
    case "bool":
      return boolOf(from, value);
    case "timestamp":
      return timestampOf(from, value);
    case "date":
      return dateOf(from, value);
    case "time":
      return from === "text" ? orNot(parseIsoTime(value as string)) : notCoercible;
    case "json":
      return from === "text" ? parseJson(value as string) : notCoercible;
    case "binary":
      return binaryOf(from, value);
  }
}

function orNot<Value>(value: Value | undefined): Value | typeof notCoercible {
  return value ?? notCoercible;
}

/** As Python's `str` writes it; JSON compact. */
function textOf(from: DataType, value: unknown): string {
  switch (from) {
    case "bool":
      return value === true ? "True" : "False";
    case "double":
      return floatText(value as number);
    case "binary":
      return paddedBase64Of(value as Uint8Array);
    case "json":
      return JSON.stringify(value);
    default:
      return String(value as string | number | bigint | Decimal | Timestamp | CalendarDate | ClockTime);
  }
}

/** Python's `repr` of a float: exponents from 1e16 up and below 1e-4, with two digits. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const absolute = Math.abs(value);
  const text = absolute >= 1e16 || (absolute < 1e-4 && absolute > 0) ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

const hexPattern = /^0x[\da-fA-F]+$/;

/** Python reads `1_000` as a number; an underscore stands between two digits. */
function withoutSeparators(text: string): string {
  return text.replace(/(?<=\d)_(?=\d)/g, "");
}

function integerOf(from: DataType, value: unknown): bigint | number | typeof notCoercible {
  switch (from) {
    case "bigint":
    case "wei":
      return value as bigint | number;
    case "double":
      return Number.isInteger(value) ? BigInt(value as number) : notCoercible;
    case "decimal":
      return (value as Decimal).isIntegral ? (value as Decimal).unscaledAt(0) : notCoercible;
    case "text": {
      const text = withoutSeparators((value as string).trim());
      if (/^[+-]?\d+$/.test(text)) return text[0] === "-" ? -BigInt(text.slice(1)) : BigInt(text.replace("+", ""));
      return hexPattern.test(text) ? BigInt(text) : notCoercible;
    }
    default:
      return notCoercible;
  }
}

/** Whole amounts as bigint; amounts with a fraction stay exact, and are rounded when they are stored. */
function weiOf(from: DataType, value: unknown): bigint | number | Decimal | typeof notCoercible {
  if (from === "bool" || from === "bigint") return integerOf(from, value);
  const exact = decimalOf(from, value);
  if (exact === notCoercible) return notCoercible;
  return exact.isIntegral ? exact.unscaledAt(0) : exact;
}

function int64Of(value: bigint | number | typeof notCoercible): bigint | number | typeof notCoercible {
  if (typeof value === "number") return Math.abs(value) < 2 ** 63 ? value : notCoercible;
  return typeof value === "bigint" && fitsInt64(value) ? value : notCoercible;
}

function doubleOf(from: DataType, value: unknown): number | typeof notCoercible {
  switch (from) {
    case "bigint":
    case "wei":
    case "decimal":
      return Number(value as bigint | number | Decimal);
    case "text": {
      const text = withoutSeparators((value as string).trim());
      if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || hexPattern.test(text)) return Number(text);
      if (/^[+-]?nan$/i.test(text)) return Number.NaN;
      const infinity = /^([+-]?)inf(?:inity)?$/i.exec(text);
      return infinity === null ? notCoercible : infinity[1] === "-" ? -Infinity : Infinity;
    }
    default:
      return notCoercible;
  }
}

function decimalOf(from: DataType, value: unknown): Decimal | typeof notCoercible {
  switch (from) {
    case "bigint":
    case "wei":
      return new Decimal(BigInt(value as bigint | number));
    case "double":
      return orNot(Decimal.parse(String(value)));
    case "decimal":
      return value as Decimal;
    case "text": {
      const text = (value as string).trim();
      return hexPattern.test(text) ? new Decimal(BigInt(text)) : orNot(Decimal.parse(withoutSeparators(text)));
    }
    default:
      return notCoercible;
  }
}

function boolOf(from: DataType, value: unknown): boolean | typeof notCoercible {
  switch (from) {
    case "text":
      return orNot(readBoolean(value as string));
    case "bigint":
    case "wei":
      return Boolean(value);
    case "double":
      return value !== 0;
    case "decimal":
      return (value as Decimal).unscaled !== 0n;
    default:
      return notCoercible;
  }
}

function timestampOf(from: DataType, value: unknown): Timestamp | typeof notCoercible {
  switch (from) {
    case "bigint":
    case "double":
      return epoch(Number(value as bigint | number));
    case "date":
      return new Timestamp((value as CalendarDate).days * msPerDay, 0, null);
    case "text": {
      const text = value as string;
      const instant = parseIsoTimestamp(text);
      if (instant !== undefined) return instant;
      const date = parseAnyIsoDate(text);
      if (date !== undefined) return timestampOf("date", date);
      const seconds = /^\s*0x/i.test(text) ? notCoercible : doubleOf("text", text);
      return seconds === notCoercible ? notCoercible : epoch(seconds);
    }
    default:
      return notCoercible;
  }
}

/** Years past 9999 have no ISO text; such numbers are not epoch seconds. */
function epoch(seconds: number): Timestamp | typeof notCoercible {
  // NaN is in no range.
  return Math.abs(seconds) < 253_402_300_800 ? Timestamp.ofEpoch(seconds) : notCoercible;
}

function dateOf(from: DataType, value: unknown): CalendarDate | typeof notCoercible {
  if (from === "text") {
    const day = parseAnyIsoDate(value as string);
    if (day !== undefined) return day;
  }
  const instant = from === "timestamp" ? (value as Timestamp) : timestampOf(from, value);
  if (instant === notCoercible) return notCoercible;
  return new CalendarDate(Math.floor((instant.ms + (instant.offsetMinutes ?? 0) * 60_000) / msPerDay));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return notCoercible;
  }
}

/** Integers become their bytes with the lowest first. */
function binaryOf(from: DataType, value: unknown): Uint8Array | typeof notCoercible {
  if (from === "text") {
    const text = (value as string).trim();
    return /^0x(?:[\da-f]{2})*$/i.test(text) ? bytesOfHex(text.slice(2)) : orNot(bytesOfBase64(text));
  }
  if (from !== "bigint" || (value as bigint | number) < 0) return notCoercible;
  const hex = (value as bigint | number).toString(16);
  return bytesOfHex(hex.length % 2 === 0 ? hex : `0${hex}`).reverse();
}

/** Bytes of hexadecimal digits, an even number of them. */
export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}
