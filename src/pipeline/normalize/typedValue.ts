/**
 * Values that JSON cannot hold travel in extracted files as strings behind one private-use character
 * (dlt: typed JSON): U+F026 decimal, +1 date and time, +2 date, +3 UUID, +4 hexadecimal bytes, +5 base64 bytes,
 * +6 integers past 2^53, +7 time of day. Ours: +8 a float whose value is whole (`742.0`).
 */
import { bytesOfBase64 } from "../schema/base64.ts";
import { bytesOfHex } from "../schema/coercion.ts";
import { Decimal } from "../schema/decimal.ts";
import { deepJson } from "../schema/jsonText.ts";
import { parseIsoDate, parseIsoTime, parseIsoTimestamp } from "../schema/isoText.ts";
import { WholeFloat } from "./wholeFloat.ts";

/** Code of the first mark. */
export const firstMark = 0xf026;
/** Code of the last mark. */
export const lastMark = 0xf02e;
/** Code of the mark of a float whose value is whole. */
export const wholeFloatMark = 0xf02e;

const readers: readonly ((text: string) => unknown)[] = [
  (text) => Decimal.parse(text),
  (text) => parseIsoTimestamp(text),
  (text) => parseIsoDate(text),
  (text) => text,
  (text) => (/^(?:[\da-f]{2})*$/i.test(text) ? bytesOfHex(text) : undefined),
  (text) => bytesOfBase64(text),
  (text) => (/^-?\d+$/.test(text) ? BigInt(text) : undefined),
  (text) => parseIsoTime(text),
  (text) => (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text) ? new WholeFloat(Number(text)) : undefined),
];

/** True if the string may be a marked value; one character is looked at. */
export function isMarked(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= firstMark && code <= lastMark;
}

/** The value behind the mark; the string itself when it only looks like one. */
export function decodeMarked(text: string): unknown {
  return readers[text.charCodeAt(0) - firstMark]?.(text.slice(1)) ?? text;
}

/** JSON text of a nested value in which marked strings stand without their marks. At any depth. */
export function plainJson(value: unknown): string {
  try {
    const json = JSON.stringify(value);
    return /[\uf026-\uf02e]/.test(json) ? deepJson(value, bareText) : json;
  } catch (error) {
    if (error instanceof RangeError) return deepJson(value, bareText);
    throw error;
  }
}

/** A string as it stands in JSON, without its mark; a float that is whole as `742.0`. */
function bareText(text: string): string {
  if (!isMarked(text)) return JSON.stringify(text);
  const decoded = decodeMarked(text);
  if (decoded === text) return JSON.stringify(text);
  const bare = text.slice(1);
  if (!(decoded instanceof WholeFloat)) return JSON.stringify(bare);
  return /[.e]/.test(bare) ? bare : `${bare}.0`;
}
