import { expect, test } from "vitest";
import type { TimelineOutputJob } from "../../kernel/protocol.ts";
import { stageFacts } from "./PipelineRunView.tsx";
import { timelineLanes, timeTicks } from "./timelineLanes.ts";

const job = (stage: TimelineOutputJob["stage"], worker: string, start: number, end: number): TimelineOutputJob => ({ stage, worker, table: "t", file: "f", rows: 1, bytes: 1, start, end });

test("workers stand in the order of their stages, and no job covers another", () => {
  const lanes = timelineLanes([job("load", "load-10", 8, 9), job("load", "load-2", 8, 9), job("normalize", "normalize-1", 3, 5), job("extract", "main", 0, 4), job("extract", "main", 2, 6), job("extract", "main", 4, 5)]);
  expect(lanes.map(({ worker, rows }) => `${worker} ${rows.map((row) => row.length).join("+")}`)).toEqual(["main 2+1", "normalize-1 1", "load-2 1", "load-10 1"]);
});

test("the axis has round times", () => {
  expect(timeTicks(7900)).toEqual([0, 2000, 4000, 6000]);
  expect(timeTicks(0)).toEqual([0]);
});

test("a stage says what it has done, how fast, and how long it will take", () => {
  const normalize = { stage: "normalize", state: "running", elapsedMs: 2000, files: { value: 1, total: 4 }, tables: [{ name: "users", rows: 1000 }], rows: 1000 } as const;
  expect(stageFacts(normalize)).toEqual(["1 of 4 files", "1,000 rows of users", "500 rows/s", "6.0 s left"]);
  expect(stageFacts({ ...normalize, state: "done", files: { value: 4, total: 4 } })).toEqual(["4 files", "1,000 rows of users", "500 rows/s", "2.0 s"]);
});
