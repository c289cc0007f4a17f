import fc from "fast-check";
import { expect, test } from "vitest";
import { applyLag } from "./lag.ts";

test.each([
  { value: "2024-03-01", lag: 1, moved: "2024-02-29" },
  { value: "20240301", lag: 1, moved: "20240229" },
  { value: "2024-01-10T10:00:00Z", lag: 60, moved: "2024-01-10T09:59:00Z" },
  { value: "2024-01-10T10:00:00.5Z", lag: 0.25, moved: "2024-01-10T10:00:00.250000Z" },
  { value: "2024-01-10T00:00:30+02:00", lag: 60, moved: "2024-01-09T23:59:30+02:00" },
  { value: "2024-01-10T00:00:30-0230", lag: 60, moved: "2024-01-09T23:59:30-0230" },
  { value: "2024-01-10T10:00", lag: 90, moved: "2024-01-10T09:58" },
  { value: "2024-01-10T10", lag: 3600, moved: "2024-01-10T09" },
  { value: "2024-03", lag: 86_400, moved: "2024-02" },
  { value: "2024", lag: 1, moved: "2023" },
  { value: "2024-060", lag: 86_400, moved: "2024-059" },
  { value: "2024-W03", lag: 7 * 86_400, moved: "2024-W02" },
])("$value less $lag is $moved", ({ value, lag, moved }) => {
  expect(applyLag(lag, value, undefined, "max")).toBe(moved);
});

test("date-time text in another format becomes a date, and other text cannot be moved", () => {
  expect(applyLag(60, "2024-01-10 10:00:00", undefined, "max")).toEqual(new Date("2024-01-10T09:59:00Z"));
  expect(applyLag(60, "tomorrow", undefined, "max")).toBeUndefined();
  expect(applyLag(60, true, undefined, "max")).toBeUndefined();
});

test("dates move by seconds, big integers by whole amounts, and min moves the other way", () => {
  expect(applyLag(60, new Date("2024-01-10T10:00:00Z"), undefined, "max")).toEqual(new Date("2024-01-10T09:59:00Z"));
  expect(applyLag(2, 2n ** 60n, undefined, "min")).toBe(2n ** 60n + 2n);
});

test("the initial value is never passed", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), fc.integer({ min: -1000, max: 1000 }), (last, lag, initial) => {
      expect(applyLag(lag, last, initial, "max")).toBe(Math.max(last - lag, initial));
      expect(applyLag(lag, last, initial, "min")).toBe(Math.min(last + lag, initial));
    }),
  );
});
