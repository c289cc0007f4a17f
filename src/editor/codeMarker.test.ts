import { expect, test } from "vitest";
import { markedSpans } from "./codeMarker.ts";

test("a marker without an end covers the word at its place", () => {
  expect(markedSpans("const total = rowz.length;", [{ line: 1, column: 15, message: "unknown" }])).toEqual([{ line: 1, column: 15, length: 4, message: "unknown" }]);
});

test("a marker over lines covers each to its end, without the indentation", () => {
  const spans = markedSpans("if (x) {\n  y();\n}", [{ line: 1, column: 8, endLine: 3, endColumn: 2, message: "m" }]);
  expect(spans.map(({ line, column, length }) => [line, column, length])).toEqual([
    [1, 8, 1],
    [2, 3, 4],
    [3, 1, 1],
  ]);
});

test("a marker beyond the text is shown at its end", () => {
  expect(markedSpans("ab", [{ line: 7, column: 9, message: "m" }])).toEqual([{ line: 1, column: 3, length: 1, message: "m" }]);
});
