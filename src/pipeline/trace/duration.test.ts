import { expect, test } from "vitest";
import { printMoment } from "./clock.ts";
import { naturalSize, preciseDelta } from "./duration.ts";

test.each([
  [0, "0 seconds"],
  [0.001, "0 seconds"],
  [0.05, "0.05 seconds"],
  [1, "1 second"],
  [59.999, "1 minute"],
  [60, "1 minute"],
  [61.5, "1 minute and 1.50 seconds"],
  [84.07, "1 minute and 24.07 seconds"],
  [3600, "1 hour"],
  [3661.25, "1 hour, 1 minute and 1.25 seconds"],
  [86400, "1 day"],
])("%d s is %s", (seconds, text) => {
  expect(preciseDelta(seconds)).toBe(text);
});

test.each([
  [0, "0B"],
  [999, "999B"],
  [1024, "1.0K"],
  [1536, "1.5K"],
  [1048576, "1.0M"],
])("%d bytes are %s", (bytes, text) => {
  expect(naturalSize(bytes)).toBe(text);
});

test("a moment is printed with microseconds, in UTC", () => {
  expect(printMoment(Date.UTC(2026, 10, 22, 17, 21, 26) + 576.817)).toBe("2026-11-22 17:21:26.576817+00:00");
  expect(printMoment(Date.UTC(2026, 10, 22))).toBe("2026-11-22 00:00:00+00:00");
});
