/** JSON text → values, with numbers exactly as the text has them. */
import { markWholeFloats } from "./wholeFloats.ts";

/**
 * A number that `JSON.parse` would not give back exactly as written: an integer of 16 digits or more, a fraction of
 * zeros, an exponent. It follows what a number in a value's place follows, so that most text within strings is passed over.
 */
const inexactNumber = /(?:^|[:,[])[ \t\n\r]*(-?(?:(?:0|[1-9]\d*)(?:\.0+(?!\d)(?:[eE][+-]?\d+)?|(?:\.\d+)?[eE][+-]?\d+)|[1-9]\d{15,}))(?=[ \t\n\r]*(?:[,}\]]|$))/g;

/**
 * Parses JSON like `JSON.parse`, except that
 *
 * - integers past 2^53 are bigints, with all their digits;
 * - a whole number that is written as a float (`742.0`, `1e3`) is a plain number, and a pipeline that stores the object
 *   makes a `double` column of it, not a `bigint` one. Copies of the object (`{ ...row }`) do not know of this.
 *
 * Text without such numbers is left to `JSON.parse` after one look at it.
 *
 * @param text a whole JSON document
 * @throws SyntaxError as `JSON.parse` does
 * @example const rows = parseJson(await response.text());
 */
export function parseJson(text: string): unknown {
  const brand = newBrand();
  const marked = text.replace(inexactNumber, (found: string, literal: string) => (isExact(literal) ? found : `${found.slice(0, -literal.length)}"${brand}${literal}"`));
  if (marked === text) return JSON.parse(text);
  try {
    return restoreNumbers(JSON.parse(marked), brand);
  } catch {
    // A number within a string: the quote that was put before it ended the string, and nothing that follows fits.
    return parseCarefully(text, brand);
  }
}

function isExact(literal: string): boolean {
  return /^-?\d+$/.test(literal) && Number.isSafeInteger(Number(literal));
}

/** Looks where strings begin and end, so that numbers in them are left alone. */
function parseCarefully(text: string, brand: string): unknown {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of findInexact(text)) {
    parts.push(text.slice(at, start), `"${brand}`, text.slice(start, end), '"');
    at = end;
  }
  parts.push(text.slice(at));
  let parsed: unknown;
  try {
    parsed = JSON.parse(parts.join(""));
  } catch {
    // The position in the message must be that of the text as it was given.
    return JSON.parse(text);
  }
  return restoreNumbers(parsed, brand);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function findInexact(text: string): Span[] {
  const found: Span[] = [];
  const strings = new StringScanner(text);
  inexactNumber.lastIndex = 0;
  for (let match = inexactNumber.exec(text); match !== null; match = inexactNumber.exec(text)) {
    const literal = match[1] as string;
    const start = inexactNumber.lastIndex - literal.length;
    const outside = strings.after(start);
    if (outside !== undefined) {
      inexactNumber.lastIndex = outside;
      continue;
    }
    if (!isExact(literal)) found.push({ start, end: inexactNumber.lastIndex });
  }
  return found;
}

/** Tells what lies within a string of the text, walking from string to string, each looked at once. */
class StringScanner {
  readonly #text: string;
  /** Start of the next string that was not passed yet. */
  #open: number;

  constructor(text: string) {
    this.#text = text;
    this.#open = text.indexOf('"');
  }

  /** The end of the string that holds the position; undefined if none does. Positions must grow from call to call. */
  after(position: number): number | undefined {
    while (this.#open !== -1 && this.#open < position) {
      const end = this.#endOf(this.#open);
      this.#open = this.#text.indexOf('"', end);
      if (end > position) return end;
    }
    return undefined;
  }

  #endOf(open: number): number {
    const text = this.#text;
    for (let close = text.indexOf('"', open + 1); close !== -1; close = text.indexOf('"', close + 1)) {
      let slash = close;
      while (text[slash - 1] === "\\") slash--;
      if ((close - slash) % 2 === 0) return close + 1;
    }
    return text.length;
  }
}

const firstOfBrand = "~".charCodeAt(0);

/** What a replaced number begins with. Nobody can write it into a text beforehand. */
function newBrand(): string {
  return `~${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}:`;
}

/** Puts the numbers back in place. Uses a list of its own to walk, since JSON may be nested deeper than the call stack. */
function restoreNumbers(root: unknown, brand: string): unknown {
  const holder: { root: unknown } = { root };
  const open: object[] = [holder];
  let floats: string[] | undefined;
  const meet = (holding: Record<string, unknown>, key: string | number, value: unknown): void => {
    if (typeof value === "object") {
      if (value !== null) open.push(value);
    } else if (typeof value === "string" && value.charCodeAt(0) === firstOfBrand && value.startsWith(brand)) {
      if (restore(holding, String(key), value.slice(brand.length))) (floats ??= []).push(String(key));
    }
  };
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const fields = at as Record<string, unknown>;
    if (Array.isArray(at)) for (let index = 0; index < at.length; index++) meet(fields, index, at[index]);
    else for (const key in fields) meet(fields, key, fields[key]);
    if (floats !== undefined) markWholeFloats(at, floats);
    floats = undefined;
  }
  return holder.root;
}

/** @returns true for a float whose value is whole */
function restore(fields: Record<string, unknown>, key: string, literal: string): boolean {
  const number = Number(literal);
  const isInteger = /^-?\d+$/.test(literal);
  fields[key] = isInteger ? BigInt(literal) : number;
  return !isInteger && Number.isInteger(number);
}
