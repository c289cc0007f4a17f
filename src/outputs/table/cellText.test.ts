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
  ["2026-01-02T09:00:00.000Z", "date", "ordered_at", "2026-01-02 09:00:00"],
  ["2026-01-02T09:00:00.250Z", "date", "ordered_at", "2026-01-02 09:00:00.250"],
  ["2026-01-02T09:00:00.000Z", "string", "text", "2026-01-02T09:00:00.000Z"],
  ["Invalid Date", "date", "ordered_at", "Invalid Date"],
] as const)("%s of a %s column named %s reads so", (value, type, name, text) => {
  expect(cellText(value, { name, type })).toBe(text);
});

test("what a cell cuts or rounds is told in full", () => {
  expect(fullText(1131.2857142857142, "1,131.285714")).toBe("1131.2857142857142");
  expect(fullText(1131, "1,131")).toBeUndefined();
  expect(fullText("short", "short")).toBeUndefined();
  expect(fullText("2026-01-02T09:00:00.000Z", "2026-01-02 09:00:00")).toBe("2026-01-02T09:00:00.000Z");
});

test("a column is as wide as its widest text, within limits", () => {
  const columns = [
    { name: "n", type: "number" },
    { name: "text", type: "string", sourceType: "VARCHAR" },
  ] as const;
  expect(columnWidths(columns, [[1, "x".repeat(100)]])).toEqual([6, 44]);
});

test("a column of random ids has room for wide letters", () => {
  const columns = [{ name: "_dlt_id", type: "string" }] as const;
  expect(columnWidths(columns, [["iYFOYK2zBRZcil"]])[0]).toBeGreaterThanOrEqual(17);
  expect(columnWidths(columns, [["WWWWWWWWWW"]])[0]).toBe(16);
});
