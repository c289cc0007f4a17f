import { expect, test } from "vitest";
import { cellText, columnWidths, fullText } from "./cellText.ts";

test.each([
  [1234567.5, "number", "amount", "1,234,567.5"],
  [1234567, "number", "user_id", "1234567"],
  [2026, "number", "year", "2026"],
  ["9007199254740993", "bigint", "total", "9,007,199,254,740,993"],
  ["-1234", "bigint", "total", "-1,234"],
  [null, "string", "name", "null"],
  [true, "boolean", "active", "true"],
  ["2026-01-01", "date", "day", "2026-01-01"],
] as const)("%s of a %s column named %s reads so", (value, type, name, text) => {
  expect(cellText(value, { name, type })).toBe(text);
});

test("what a cell cuts or rounds is told in full", () => {
  expect(fullText(1131.2857142857142, "1,131.285714")).toBe("1131.2857142857142");
  expect(fullText(1131, "1,131")).toBeUndefined();
  expect(fullText("short", "short")).toBeUndefined();
});

test("a column is as wide as its widest text, within limits", () => {
  const columns = [
    { name: "n", type: "number" },
    { name: "text", type: "string", sourceType: "VARCHAR" },
  ] as const;
  expect(columnWidths(columns, [[1, "x".repeat(100)]])).toEqual([6, 44]);
});
