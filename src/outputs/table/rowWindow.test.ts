import fc from "fast-check";
import { expect, test } from "vitest";
import { rowWindow } from "./rowWindow.ts";

test("a table that fits is drawn whole", () => {
  expect(rowWindow({ rowCount: 3, rowHeight: 28, viewHeight: 84, scrollTop: 0, overscan: 8 })).toEqual({ first: 0, end: 3, top: 0, height: 84 });
});

test("only rows near the view are drawn", () => {
  expect(rowWindow({ rowCount: 1000, rowHeight: 28, viewHeight: 700, scrollTop: 2800, overscan: 2 })).toEqual({ first: 98, end: 127, top: 98 * 28, height: 28000 });
});

test("no rows, no height", () => {
  expect(rowWindow({ rowCount: 0, rowHeight: 28, viewHeight: 0, scrollTop: 0, overscan: 8 })).toEqual({ first: 0, end: 0, top: 0, height: 0 });
});

test("the last of ten million rows can be reached", () => {
  const { end, height } = rowWindow({ rowCount: 10_000_000, rowHeight: 28, viewHeight: 700, scrollTop: 8_000_000 - 700, overscan: 2 });
  expect(end).toBe(10_000_000);
  expect(height).toBe(8_000_000);
});

test("wherever the view is, it is filled with rows", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rowCount, share) => {
      const viewHeight = Math.min(rowCount, 25) * 28;
      const full = rowWindow({ rowCount, rowHeight: 28, viewHeight, scrollTop: 0, overscan: 0 }).height;
      const scrollTop = share * (full - viewHeight);
      const { first, end, top } = rowWindow({ rowCount, rowHeight: 28, viewHeight, scrollTop, overscan: 3 });
      expect(top).toBeLessThanOrEqual(scrollTop + 1e-6);
      expect(top + (end - first) * 28).toBeGreaterThanOrEqual(scrollTop + viewHeight - 1e-6);
    }),
  );
});
