import { expect, test } from "vitest";
import { ProgressLog, progressHeader, progressLine } from "./progressLog.ts";

test.each([
  ["Resources", 0, 1, 0, "Resources: 0/1 (0.0%) | Time: 0.00s | Rate: 0.00/s"],
  ["users", 2, undefined, 0.25, "users: 2  | Time: 0.25s | Rate: 8.00/s"],
  ["Jobs", 6, 6, 0.28, "Jobs: 6/6 (100.0%) | Time: 0.28s | Rate: 21.43/s"],
])("a line for %s at %d", (name, value, total, seconds, expected) => {
  expect(progressLine(name, { value, total }, seconds)).toBe(expected);
});

test("a title stands in the middle of a line", () => {
  expect(progressHeader("Extract github")).toBe("-------------------------------- Extract github --------------------------------");
  expect(progressHeader("Load github in 1700000000.1")).toBe("------------------------- Load github in 1700000000.1 --------------------------");
});

test("a stage ends with a block of its last counts", () => {
  const printed: string[] = [];
  const log = new ProgressLog("shop", (text) => printed.push(text));
  for (const value of [1, 2, 3]) log.take({ type: "progress", pipeline: "shop", stage: "extract", counter: "orders", value, total: undefined, unit: "rows" });
  log.take({ type: "stageFinished", pipeline: "shop", stage: "extract", ms: 500 });
  expect(printed.at(-1)).toMatch(/^-+ Extract shop -+\norders: 3  \| Time: 0\.5\ds \| Rate: \d\.\d\d\/s\n$/);
});
