/** Text of a configuration value → the type that a step needs. */

/** What a value can be read as. `int` is at least `min`. */
export type ConfigType = "str" | "int" | "float" | "bool" | "list" | "dict" | "datetime" | "seconds" | readonly string[];

/** A type's value, or undefined when the text cannot be read as it. */
export type Coerced = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

const bad: Coerced = { ok: false };
const good = (value: unknown): Coerced => ({ ok: true, value });

/**
 * Reads a provider's value. A list of strings as type means: one of these words. Booleans are
 * yes, true, t, y, 1 and no, false, f, n, 0; `5.0` is not an integer; lists and objects are JSON.
 */
export function coerceConfig(raw: unknown, type: ConfigType): Coerced {
  if (typeof type !== "string") return typeof raw === "string" && type.includes(raw.trim().toLowerCase()) ? good(raw.trim().toLowerCase()) : bad;
  if (typeof raw !== "string") return coerceTyped(raw, type);
  const text = raw.trim();
  switch (type) {
    case "str":
      return good(raw);
    case "int":
      return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? good(Number(text)) : bad;
    case "float":
    case "seconds":
      return text !== "" && Number.isFinite(Number(text)) ? good(Number(text)) : bad;
    case "bool": {
      const value = readBoolean(text);
      return value === undefined ? bad : good(value);
    }
    case "list":
      return parseJson(text, Array.isArray);
    case "dict":
      return parseJson(text, (value) => typeof value === "object" && value !== null && !Array.isArray(value));
    case "datetime": {
      const time = Date.parse(text);
      return Number.isNaN(time) ? bad : good(new Date(time));
    }
  }
}

function coerceTyped(raw: unknown, type: Exclude<ConfigType, readonly string[]>): Coerced {
  const fits =
    (type === "int" && Number.isSafeInteger(raw)) ||
    ((type === "float" || type === "seconds") && typeof raw === "number" && Number.isFinite(raw)) ||
    (type === "bool" && typeof raw === "boolean") ||
    (type === "list" && Array.isArray(raw)) ||
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
 * (also hexadecimal), decimals, JSON lists and objects; anything else stays text.
 */
export function autoCast(text: string): unknown {
  const word = text.trim();
  if (/^(true|false)$/i.test(word)) return word.toLowerCase() === "true";
  if (/^[+-]?\d+$/.test(word) || /^0x[\da-f]+$/i.test(word)) {
    const value = Number(word);
    return Number.isSafeInteger(value) ? value : text;
  }
  if (/^[+-]?(\d+\.\d*|\.\d+|\d+)(e[+-]?\d+)?$/i.test(word)) return Number(word);
  if (/^[[{]/.test(word)) {
    const parsed = parseJson(word, () => true);
    if (parsed.ok) return parsed.value;
  }
  return text;
}

function parseJson(text: string, fits: (value: unknown) => boolean): Coerced {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? good(value) : bad;
  } catch {
    return bad;
  }
}
