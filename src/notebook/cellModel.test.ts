import { expect, test } from "vitest";
import type { KernelEvent, OutputEntry } from "../kernel/protocol.ts";
import { type CellModel, failureOf, freshCell, reduceCell, visibleConsole, visibleOutputs, waitsFor } from "./cellModel.ts";

function text(key: string, value: string): OutputEntry {
  return { key, output: { kind: "text", text: value } };
}

function play(cell: CellModel, events: readonly KernelEvent[], now = 0): CellModel {
  return events.reduce((current, event) => reduceCell(current, event, now), cell);
}

const begin: readonly KernelEvent[] = [
  { type: "cellChanged", id: "a", change: { status: "running" } },
  { type: "outputsCleared", id: "a" },
];
const end: KernelEvent = { type: "cellChanged", id: "a", change: { status: "idle", result: "success", ms: 4, runs: 1, stale: false } };

test("a run goes through running to a result with its output", () => {
  const running = play(freshCell("a"), begin, 70);
  expect(running.state.status).toBe("running");
  expect(running.startedAt).toBe(70);
  const done = play(running, [{ type: "outputAppended", id: "a", entry: text("1", "four") }, end], 74);
  expect(done.state).toMatchObject({ status: "idle", result: "success", ms: 4, runs: 1 });
  expect(done.startedAt).toBeNull();
  expect(visibleOutputs(done)).toEqual([text("1", "four")]);
});

test("an event of another cell changes nothing", () => {
  const cell = freshCell("a");
  expect(reduceCell(cell, { type: "outputsCleared", id: "b" }, 0)).toBe(cell);
  expect(reduceCell(cell, { type: "busyChanged", busy: true }, 0)).toBe(cell);
});

test("the last run's outputs stay until new ones take their places", () => {
  const done = play(freshCell("a"), [...begin, { type: "outputAppended", id: "a", entry: text("1", "old 1") }, { type: "outputAppended", id: "a", entry: text("2", "old 2") }, end]);
  const again = play(done, [...begin, { type: "outputAppended", id: "a", entry: text("1", "new 1") }]);
  expect(visibleOutputs(again)).toEqual([text("1", "new 1"), text("2", "old 2")]);
  expect(visibleOutputs(play(again, [end]))).toEqual([text("1", "new 1")]);
});

test("outputs that are cleared twice in one run are still kept", () => {
  const done = play(freshCell("a"), [...begin, { type: "outputAppended", id: "a", entry: text("1", "old") }, end]);
  expect(visibleOutputs(play(done, [...begin, ...begin]))).toEqual([text("1", "old")]);
});

test("outputs that are cleared while the cell rests are gone", () => {
  const done = play(freshCell("a"), [...begin, { type: "outputAppended", id: "a", entry: text("1", "old") }, end]);
  expect(visibleOutputs(play(done, [{ type: "outputsCleared", id: "a" }]))).toEqual([]);
});

test("an update replaces the output under its key", () => {
  const cell = play(freshCell("a"), [...begin, { type: "outputAppended", id: "a", entry: text("1", "a") }, { type: "outputAppended", id: "a", entry: text("2", "b") }]);
  expect(visibleOutputs(reduceCell(cell, { type: "outputUpdated", id: "a", entry: text("2", "c") }, 0))).toEqual([text("1", "a"), text("2", "c")]);
});

test("old console lines stay until the first new one", () => {
  const done = play(freshCell("a"), [...begin, { type: "consolePrinted", id: "a", lines: [{ level: "log", text: "old" }] }, end]);
  const again = play(done, begin);
  expect(visibleConsole(again)).toEqual({ lines: [{ level: "log", text: "old" }], old: true });
  const printed = play(again, [{ type: "consolePrinted", id: "a", lines: [{ level: "warn", text: "new" }] }]);
  expect(visibleConsole(printed)).toEqual({ lines: [{ level: "warn", text: "new" }], old: false });
});

test("a second report of running does not restart the clock", () => {
  const running = play(freshCell("a"), begin, 10);
  expect(play(running, [{ type: "cellChanged", id: "a", change: { status: "running", ms: null } }], 90).startedAt).toBe(10);
});

test("a cell that the learner stopped has not failed", () => {
  const error = { code: "E203", message: "Interrupted.", line: null, column: null };
  const stopped = reduceCell(freshCell("a"), { type: "cellChanged", id: "a", change: { status: "idle", result: "interrupted", error } }, 0);
  expect(failureOf(stopped)).toBeNull();
  expect(failureOf(reduceCell(stopped, { type: "cellChanged", id: "a", change: { result: "exception" } }, 0))).toEqual(error);
});

test("a cell whose name is missing in another waits for that one, and has not failed itself", () => {
  const error = { code: "E204", message: "`rows` is not there.", line: 1, column: 1, related: ["load"] };
  const cell = reduceCell(freshCell("a"), { type: "cellChanged", id: "a", change: { result: "exception", error } }, 0);
  expect(waitsFor(cell)).toBe("load");
  expect(failureOf(cell)).toBeNull();
});

test("a cell that is blocked by its own error waits for nobody", () => {
  const error = { code: "E301", message: "A cycle.", line: null, column: null, related: ["b"] };
  const cell = reduceCell(freshCell("a"), { type: "cellChanged", id: "a", change: { result: "graph-error", blockedBy: "a", error } }, 0);
  expect(waitsFor(cell)).toBeNull();
  expect(failureOf(cell)).toEqual(error);
});
