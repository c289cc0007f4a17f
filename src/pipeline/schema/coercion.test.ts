import { expect, test } from "vitest";
import { isExpectedError } from "../fixtures/outcome.ts";
import { vectorsOf } from "../fixtures/vectors.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { coerceValue, notCoercible } from "./coercion.ts";
import { Decimal } from "./decimal.ts";
import type { DataType } from "./types.ts";

interface CoercionInput {
  readonly to: DataType;
  readonly from: DataType;
  readonly value: unknown;
}

for (const { id, input, expected } of vectorsOf<CoercionInput, unknown>("coercion")) {
  test(`${input.from} ${JSON.stringify(input.value)} as ${input.to} is ${JSON.stringify(expected)} (${id})`, () => {
    const coerced = coerceValue(input.to, input.from, vectorValue(input.value));
    expect(comparable(coerced)).toEqual(isExpectedError(expected) ? notCoercible : comparable(vectorValue(expected)));
  });
}

test("an integer that does not fit 64 bits is not a bigint", () => {
  expect(coerceValue("bigint", "text", "9223372036854775808")).toBe(notCoercible);
  expect(coerceValue("bigint", "bigint", 2n ** 63n)).toBe(notCoercible);
});

test("floats are written as Python writes them", () => {
  expect([1.5, 1e-7, 1.25e17, 0.0001].map((value) => coerceValue("text", "double", value))).toEqual(["1.5", "1e-07", "1.25e+17", "0.0001"]);
});

test("decimals keep their digits and round half away from zero", () => {
  expect(String(Decimal.parse("-0.050"))).toBe("-0.050");
  expect(Decimal.parse("1e3")?.toString()).toBe("1000");
  expect(Decimal.parse("-2.5")?.unscaledAt(0)).toBe(-3n);
  expect(Decimal.parse("1.25")?.unscaledAt(9)).toBe(1_250_000_000n);
  expect(Decimal.parse(".")).toBeUndefined();
});

/** Numbers and bigints count as the same integer; bytes as a list; our value classes by their text. */
function comparable(value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (value instanceof Uint8Array) return [...value];
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  return value;
}
