import { expect, test } from "vitest";
import type { NumberFormat } from "../../kernel/protocol.ts";
import { formatAxisNumber, formatRead } from "./tickFormat.ts";

test.each<[NumberFormat, number, string, string]>([
  ["number", 12_345, "12,345", "12,345"],
  ["short", 2_500_000, "2.5M", "2,500,000"],
  ["integer", 2.4, "2", "2"],
  ["percent", 0.125, "12.5%", "12.5%"],
  ["ms", 0, "0", "0"],
  ["ms", 0.25, "250 µs", "250 µs"],
  ["ms", 240, "240 ms", "240 ms"],
  ["ms", 1500, "1.5 s", "1.5 s"],
  ["s", 0.02, "20 ms", "20 ms"],
  ["s", 200, "3 min 20 s", "3 min 20 s"],
  ["ms", -90_000, "−1 min 30 s", "−1 min 30 s"],
  ["bytes", 1500, "1.5 kB", "1.5 kB"],
  ["bytes", 12, "12 B", "12 B"],
])("%s %d", (format, value, onAxis, read) => {
  expect(formatAxisNumber(value, format, false)).toBe(onAxis);
  expect(formatRead(value, format)).toBe(read);
});

test("plain numbers are shortened where an axis needs it", () => {
  expect(formatAxisNumber(100_000, "number", true)).toBe("100k");
});
