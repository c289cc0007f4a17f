import fc from "fast-check";
import { expect, test } from "vitest";
import { offsetAt, placeAt } from "./textPlace.ts";

test("counts lines and columns from 1", () => {
  expect(placeAt("ab\ncd", 0)).toEqual({ line: 1, column: 1 });
  expect(placeAt("ab\ncd", 2)).toEqual({ line: 1, column: 3 });
  expect(placeAt("ab\ncd", 3)).toEqual({ line: 2, column: 1 });
  expect(placeAt("ab\ncd", 99)).toEqual({ line: 2, column: 3 });
});

test("a column beyond its line is the line's end", () => {
  expect(offsetAt("ab\ncd", { line: 1, column: 40 })).toBe(2);
  expect(offsetAt("ab\ncd", { line: 9, column: 1 })).toBe(3);
});

test("every offset survives the way to a place and back", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "é", "\n", " ", "😀")), fc.nat(60), (parts, wanted) => {
      const text = parts.join("");
      const offset = Math.min(wanted, text.length);
      expect(offsetAt(text, placeAt(text, offset))).toBe(offset);
    }),
  );
});
