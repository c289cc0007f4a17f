/** Types of values: what they are by themselves, what detections say, and how they are coerced. */
import { coerceValue, notCoercible } from "../schema/coercion.ts";
import { Decimal } from "../schema/decimal.ts";
import { detect, inferType, nativeType } from "../schema/inference.ts";
import type { DataType } from "../schema/types.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { compared, differenceOf, isExpectedError } from "./area.ts";
import type { AreaCheck, Vector } from "./area.ts";

interface CoercionInput {
  readonly to: DataType;
  readonly from: DataType;
  readonly value: unknown;
}

/** The detection alone, before the type that the value has anyway. */
const detection = (name: string): AreaCheck => compared<unknown>((value) => detect(name, vectorValue(value)) ?? null);

/** An integral `$float` is a double by itself, though the number does not show it. */
function isWholeFloat(value: unknown): boolean {
  return typeof value === "object" && value !== null && "$float" in value;
}

const coercion: AreaCheck = (vector) => {
  const { input, expected } = vector as Vector<CoercionInput>;
  const coerced = coerceValue(input.to, input.from, vectorValue(input.value));
  if (isExpectedError(expected)) return coerced === notCoercible ? undefined : `gave ${String(coerced)}, not an error`;
  if (coerced === notCoercible) return "found no value of that type";
  return differenceOf(plain(coerced), plain(vectorValue(expected)));
};

/** Numbers and bigints count as the same integer; bytes as a list; values of our own classes by their text. */
function plain(value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (value instanceof Decimal) return value.isIntegral ? value.unscaledAt(0) : String(value);
  if (value instanceof Uint8Array) return [...value];
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  return value;
}

export const inferenceAreas: Readonly<Record<string, AreaCheck>> = {
  "inference.native_type": compared<unknown>((value) => (isWholeFloat(value) ? "double" : nativeType(vectorValue(value)))),
  "inference.detect.iso_timestamp": compared<unknown>((value) => inferType(vectorValue(value), ["iso_timestamp"])),
  "inference.detect.iso_date": detection("iso_date"),
  "inference.detect.large_integer": detection("large_integer"),
  "inference.detect.timestamp": compared<{ offset_seconds_from_now: number }>(({ offset_seconds_from_now: offset }) => detect("timestamp", Date.now() / 1000 + offset) ?? null),
  coercion,
};
