import { expect, test } from "vitest";
import { formatColumnNumber, formatDuration, formatNumber, formatShort, formatTick } from "./numbers.ts";

test("thousands are separated and no digit is lost", () => {
  expect(formatNumber(500000)).toBe("500,000");
  expect(formatNumber(-1234.5678901)).toBe("-1,234.5678901");
  expect(formatNumber(1e-9)).toBe("1e-9");
  expect(formatNumber(Number.NaN)).toBe("NaN");
});

test("short numbers keep four digits", () => {
  expect(formatShort(1.23456)).toBe("1.235");
  expect(formatShort(82071.4)).toBe("82,071");
});

test("a column shows at most six decimals, but never a zero for something", () => {
  expect(formatColumnNumber(1131.2857142857142)).toBe("1,131.285714");
  expect(formatColumnNumber(0.00000123)).toBe("0.00000123");
  expect(formatColumnNumber(1e300)).toBe("1e+300");
});

test.each([
  [1, "1"],
  [1000, "1k"],
  [500000, "500k"],
  [2500000, "2.5M"],
  [0.001, "0.001"],
])("a shortened tick of %d is %s", (value, text) => {
  expect(formatTick(value, true)).toBe(text);
});

test("a tick that is not shortened keeps its thousands", () => {
  expect(formatTick(5000, false)).toBe("5,000");
});

test.each([
  [240, "240 ms"],
  [1140, "1.1 s"],
  [12400, "12 s"],
  [59600, "1 min"],
  [200000, "3 min 20 s"],
  [3600000, "1 h"],
  [5400000, "1 h 30 min"],
  [-1, "–"],
])("%d ms reads %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
