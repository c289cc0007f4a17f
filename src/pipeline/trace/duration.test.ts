import { expect, test } from "vitest";
import { printMoment } from "./clock.ts";
import { naturalSize, preciseDelta } from "./duration.ts";

test.each([
  [1, "1 second"],
  [3661.25, "1 hour, 1 minute and 1.25 seconds"],
  [2, "2 seconds"],
  [0.5, "0.50 seconds"],
  [0.125, "0.12 seconds"],
  [3599.999, "1 hour"],
  [86399.999, "1 day"],
  [90061, "1 day, 1 hour, 1 minute and 1 second"],
  [31 * 86400, "1 month"],
  [32 * 86400, "1 month and 1 day"],
  [365 * 86400, "1 year"],
  [400 * 86400, "1 year, 1 month and 4 days"],
])("%d s is %s", (seconds, text) => {
  expect(preciseDelta(seconds)).toBe(text);
});

test.each([
  [1280, "1.2K"],
  [1048575, "1024.0K"],
  [1024 ** 4 * 3, "3.0T"],
  [1024 ** 5, "1.0P"],
])("%d bytes are %s", (bytes, text) => {
  expect(naturalSize(bytes)).toBe(text);
});

test("a moment is printed with microseconds, in UTC", () => {
  expect(printMoment(Date.UTC(2026, 10, 22, 17, 21, 26) + 576.817)).toBe("2026-11-22 17:21:26.576817+00:00");
  expect(printMoment(Date.UTC(2026, 10, 22))).toBe("2026-11-22 00:00:00+00:00");
});
