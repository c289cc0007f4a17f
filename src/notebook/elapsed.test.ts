import { expect, test } from "vitest";
import { formatElapsed } from "./elapsed.ts";

test.each([
  [-3, "0.0 s"],
  [990, "0.9 s"],
  [9_999, "9.9 s"],
  [10_990, "10 s"],
  [61_500, "1 min 1 s"],
])("%d ms after the start the clock reads %s", (ms, text) => {
  expect(formatElapsed(ms)).toBe(text);
});
