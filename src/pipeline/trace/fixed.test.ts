import { expect, test } from "vitest";
import { fixed } from "./fixed.ts";

test.each([
  [0.125, 2, "0.12"],
  [0.375, 2, "0.38"],
  [0.25, 1, "0.2"],
  [0.75, 1, "0.8"],
  [2.5, 0, "2"],
  [-0.125, 2, "-0.12"],
  [1.005, 2, "1.00"],
  [1.45, 1, "1.4"],
  [9.999, 2, "10.00"],
  [0, 2, "0.00"],
])("%d with %d decimals is %s", (value, digits, text) => {
  expect(fixed(value, digits)).toBe(text);
});
