import { expect, test } from "vitest";
import { formatDuration, formatElapsed } from "./duration.ts";

test.each([
  [0, "< 1 ms"],
  [8.4, "8 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [5_240, "5.2 s"],
  [9_960, "10 s"],
  [59_600, "1 min 00 s"],
  [125_000, "2 min 05 s"],
])("%d ms reads as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("an elapsed time never runs ahead of the clock", () => {
  expect(formatElapsed(990)).toBe("0.9 s");
  expect(formatElapsed(10_990)).toBe("10 s");
  expect(formatElapsed(61_500)).toBe("1 min 01 s");
});
