import { expect, test } from "vitest";
import { coerceValue, notCoercible } from "./coercion.ts";
import { Decimal } from "./decimal.ts";

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

test("numbers in text are read as Python reads them", () => {
  expect(["1_000", " 7 ", "+5", "0x1f", "0X1f", "1__0"].map((text) => coerceValue("bigint", "text", text))).toEqual([1000n, 7n, 5n, 31n, notCoercible, notCoercible]);
  expect(String(coerceValue("decimal", "text", "0x10"))).toBe("16");
  expect(String(coerceValue("wei", "text", "1.5"))).toBe("1.5");
  expect(coerceValue("wei", "double", 3)).toBe(3n);
});

test("text becomes an instant as an ISO date, or else as seconds since 1970", () => {
  const at = (text: string) => String(coerceValue("timestamp", "text", text));
  expect([at("20240101"), at("1975"), at("-1"), at("1e9"), at("12")]).toEqual(["2024-01-01T00:00:00", "1975-01-01T00:00:00", "1969-12-31T23:59:59+00:00", "2001-09-09T01:46:40+00:00", "1970-01-01T00:00:12+00:00"]);
  expect(["nan", "0x10", " 2024-01-01T00:00:00Z", "soon"].map((text) => coerceValue("timestamp", "text", text))).toEqual([notCoercible, notCoercible, notCoercible, notCoercible]);
});
