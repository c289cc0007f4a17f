import { expect, test } from "vitest";
import type { Output } from "../kernel/protocol.ts";
import { outputText } from "./outputText.ts";
import { progressFacts } from "./progressFacts.ts";

test("every kind has words", () => {
  const outputs: readonly Output[] = [
    { kind: "text", text: "hello" },
    { kind: "table", table: "t", columns: [{ name: "id", type: "number" }], rowCount: 1200, rows: [] },
    { kind: "error", error: { code: "E104", message: "twice", line: 1, column: 1 } },
    { kind: "tree", root: { type: "Object", preview: "{a: 1}" } },
  ];
  expect(outputs.map(outputText)).toEqual(["hello", "Table: 1,200 rows; columns id.", "E104 twice", "{a: 1}"]);
});

test("an output of another shape than promised does not throw", () => {
  expect(outputText({ kind: "table" } as unknown as Output)).toBe("This output could not be read.");
  expect(outputText({ kind: "hologram" } as unknown as Output)).toBe('An output of the kind "hologram".');
});

test("progress tells how many, how fast, and how long still", () => {
  const running = { kind: "progress", label: "Rows", value: 412000, total: 500000, unit: "rows", elapsedMs: 5020, done: false } as const;
  expect(progressFacts(running)).toEqual(["412,000 of 500,000 rows", "82,000 rows/s", "1.1 s left"]);
  expect(progressFacts({ ...running, value: 500000, elapsedMs: 6100, done: true })).toEqual(["500,000 rows", "82,000 rows/s", "6.1 s"]);
});

test("progress that has just begun, or has no end, makes no guess", () => {
  expect(progressFacts({ kind: "progress", label: "Rows", value: 3, total: 10, elapsedMs: 12, done: false })).toEqual(["3 of 10"]);
  expect(progressFacts({ kind: "progress", label: "Rows", value: 50, elapsedMs: 1000, done: false })).toEqual(["50", "50/s"]);
});
