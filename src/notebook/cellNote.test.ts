import { expect, test } from "vitest";
import type { CellState } from "../kernel/protocol.ts";
import { type CellModel, freshCell } from "./cellModel.ts";
import { noteOf, whyWaitedFor } from "./cellNote.ts";

function cell(state: Partial<CellState>, extra: Partial<CellModel> = {}): CellModel {
  const fresh = freshCell("a");
  return { ...fresh, ...extra, state: { ...fresh.state, ...state } };
}

test("a cell that ran well needs no word", () => {
  expect(noteOf(cell({ runs: 1, result: "success" }), false, false, true)).toBeNull();
});

test("a manual cell says that it has not run, before there is a kernel too", () => {
  expect(noteOf(cell({}), false, true, false)).toEqual({ kind: "remark", text: "Not run yet", action: "Run" });
});

test("a cell that runs by itself is not called unrun while the page wakes up", () => {
  expect(noteOf(cell({}), false, false, false)).toBeNull();
});

test("a blocked cell names the cell it waits for", () => {
  expect(noteOf(cell({ blockedBy: "load", result: "cancelled" }), false, false, true)).toEqual({ kind: "blocked", by: "load" });
});

test("a cell's own error is not a block by itself", () => {
  expect(noteOf(cell({ blockedBy: "a", result: "graph-error", runs: 1 }), false, false, true)).toBeNull();
});

test("a stale result says that its inputs changed", () => {
  expect(noteOf(cell({ runs: 2, stale: true, result: "success" }), false, false, true)).toMatchObject({ text: "Inputs changed" });
});

test("an edit matters more than changed inputs", () => {
  expect(noteOf(cell({ runs: 2, stale: true }), true, false, true)).toMatchObject({ text: "Changed since it ran" });
});

test("nothing is said while the cell runs or waits in the queue", () => {
  expect(noteOf(cell({ status: "running", runs: 1, stale: true }), true, false, true)).toBeNull();
  expect(noteOf(cell({ status: "queued" }), false, true, true)).toBeNull();
});

test("results of a kernel that is gone say so", () => {
  expect(noteOf(cell({ stale: true }, { isFromBefore: true }), false, false, false)).toMatchObject({ text: "From before the kernel ended" });
});

test("what is waited for is told by the state of the cell that is waited for", () => {
  expect(whyWaitedFor(cell({}))).toBe("which has not run yet");
  expect(whyWaitedFor(cell({ runs: 1, result: "exception", error: { code: "E200", message: "no", line: 1, column: 1 } }))).toBe("which has an error");
  expect(whyWaitedFor(cell({ blockedBy: "b", result: "cancelled", runs: 1 }))).toBe("which waits itself");
  expect(whyWaitedFor(cell({ result: "interrupted", runs: 1 }))).toBe("which was stopped");
  expect(whyWaitedFor(cell({ status: "running" }))).toBe("which is on its way");
});
