/** Text of a configuration value → the type that a step needs. */
import { msPerDay } from "../schema/calendar.ts";
import { parseIsoDate, parseIsoTimestamp } from "../schema/isoText.ts";

/** What a value can be read as. `int` is at least `min`. */
export type ConfigType = "str" | "int" | "float" | "bool" | "list" | "tuple" | "dict" | "datetime" | "seconds" | readonly string[];

/** A type's value, or undefined when the text cannot be read as it. */
export type Coerced = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

const bad: Coerced = { ok: false };
const good = (value: unknown): Coerced => ({ ok: true, value });

/**
 * Reads a provider's value. A list of strings as type means: one of these words. Booleans are
 * yes, true, t, y, 1 and no, false, f, n, 0; `5.0` is not an integer; lists and objects are JSON, tuples `(1, "two")`;
 * dates and times are ISO 8601, in UTC when they do not say.
 */
export function coerceConfig(raw: unknown, type: ConfigType): Coerced {
  if (typeof type !== "string") return typeof raw === "string" && type.includes(raw.trim().toLowerCase()) ? good(raw.trim().toLowerCase()) : bad;
  if (typeof raw !== "string") return coerceTyped(raw, type);
  const text = raw.trim();
  switch (type) {
    case "str":
      return good(raw);
    case "int": {
      const value = readInteger(text);
      return typeof value === "number" ? good(value) : bad;
    }
    case "float":
    case "seconds": {
      const value = readFloat(text);
      return value === undefined ? bad : good(value);
    }
    case "bool": {
      const value = readBoolean(text);
      return value === undefined ? bad : good(value);
    }
    case "list":
      return parseJson(text, Array.isArray);
    case "tuple":
      return /^\(.*\)$/s.test(text) ? parseJson(`[${text.slice(1, -1).replace(/,\s*$/, "").replaceAll("'", '"')}]`, Array.isArray) : bad;
    case "dict":
      return parseJson(text, (value) => typeof value === "object" && value !== null && !Array.isArray(value));
    case "datetime": {
      const ms = parseIsoTimestamp(text)?.ms ?? (parseIsoDate(text)?.days ?? Number.NaN) * msPerDay;
      return Number.isNaN(ms) ? bad : good(new Date(ms));
    }
  }
}

function coerceTyped(raw: unknown, type: Exclude<ConfigType, readonly string[]>): Coerced {
  const fits =
    (type === "int" && Number.isSafeInteger(raw)) ||
    ((type === "float" || type === "seconds") && typeof raw === "number" && Number.isFinite(raw)) ||
    (type === "bool" && typeof raw === "boolean") ||
    ((type === "list" || type === "tuple") && Array.isArray(raw)) ||
    (type === "dict" && typeof raw === "object" && raw !== null && !Array.isArray(raw)) ||
    (type === "datetime" && raw instanceof Date);
  if (fits) return good(raw);
  return type === "str" && (typeof raw === "number" || typeof raw === "boolean") ? good(String(raw)) : bad;
}

/** dlt's words for true and false, in any case; undefined for anything else. */
export function readBoolean(text: string): boolean | undefined {
  switch (text.trim().toLowerCase()) {
    case "yes":
    case "true":
    case "t":
    case "y":
    case "1":
      return true;
    case "no":
    case "false":
    case "f":
    case "n":
    case "0":
      return false;
    default:
      return undefined;
  }
}

/**
 * Guesses the type of a value that was asked for without one (`dlt.config["a.b"]`): true and false, integers
 * (also hexadecimal), decimals, JSON lists and objects; anything else stays text (dlt: auto_cast).
 */
export function autoCast(text: string): unknown {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  const number = readInteger(text) ?? readFloat(text);
  if (number !== undefined) return number;
  const parsed = parseJson(text, (value) => typeof value === "object" && value !== null);
  return parsed.ok ? parsed.value : text;
}

/** As Python's `int` reads text, and hexadecimal: blanks around it, `_` between digits; a bigint past 2^53. */
function readInteger(text: string): number | bigint | undefined {
  const plain = text.trim().toLowerCase();
  const isHex = /^0x[\da-f]+$/.test(plain);
  if (!isHex && !/^[+-]?\d+(?:_\d+)*$/.test(plain)) return undefined;
  const digits = plain.replaceAll("_", "").replace(/^[+-]/, "");
  const value = plain.startsWith("-") ? -BigInt(digits) : BigInt(digits);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** As Python's `float` reads text. */
function readFloat(text: string): number | undefined {
  const plain = text.trim().toLowerCase();
  if (/^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?$/.test(plain)) return Number(plain.replaceAll("_", ""));
  if (/^[+-]?nan$/.test(plain)) return Number.NaN;
  const infinity = /^([+-]?)inf(?:inity)?$/.exec(plain);
  return infinity === null ? undefined : infinity[1] === "-" ? -Infinity : Infinity;
}

function parseJson(text: string, fits: (value: unknown) => boolean): Coerced {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? good(value) : bad;
  } catch {
    return bad;
  }
}
