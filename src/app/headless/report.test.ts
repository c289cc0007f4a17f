import { expect, test } from "vitest";
import type { CellSpec, CellState, KernelSnapshot, TableOutput } from "../../kernel/protocol.ts";
import type { LessonDocument } from "../../lesson/types.ts";
import { reportCells, reportChecks, reportStep } from "./report.ts";

const state = (id: string, change: Partial<CellState> = {}): CellState => ({
  id, status: "idle", result: "success", stale: false, runs: 1, ms: 3, error: null, blockedBy: null, outputs: [], console: [], ...change,
});
const spec = (id: string, role: CellSpec["role"] = "cell"): CellSpec => ({ id, role, code: "", lang: "ts", manual: false, disabled: false });
const snapshot = (cells: readonly CellState[], names: KernelSnapshot["names"] = []): KernelSnapshot => ({ cells, names, edges: [] });
const table: TableOutput = { kind: "table", table: "t1", columns: [{ name: "n", type: "number" }], rowCount: 250, rows: [[0]] };
const readTable = async ({ columns, rowCount }: TableOutput) => ({ kind: "table" as const, columns, rowCount, rows: Array.from({ length: 100 }, (_, n) => [n]) });
const failure = { code: "E200", message: "Error: no", line: 2, column: 3, why: "…", frames: [] };

test("a cell is reported with its end, its names and its error's place", async () => {
  const failed = state("a", { result: "exception", error: failure });
  const names = [{ name: "x", cell: "a", type: "number", preview: "1", value: 1 }, { name: "y", cell: "b", type: "number", preview: "2" }];
  const [cell] = await reportCells(snapshot([failed], names), [spec("a")], readTable);
  expect(cell).toEqual({ id: "a", role: "cell", status: "exception", stale: false, ms: 3, error: { code: "E200", message: "Error: no", line: 2, column: 3 }, outputs: [], console: [], names: { x: "1" } });
});

test("a table carries its first rows instead of its handle", async () => {
  const [cell] = await reportCells(snapshot([state("a", { outputs: [{ key: "1", output: table }] })]), [spec("a")], readTable);
  expect(cell?.outputs[0]).toMatchObject({ kind: "table", rowCount: 250 });
  expect(cell?.outputs[0]).not.toHaveProperty("table");
  expect(cell?.outputs[0]).toHaveProperty("rows.length", 100);
});

test("prose is listed only when it fails, checks in a list of their own", async () => {
  const cells = [state("prose-1"), state("prose-2", { result: "exception", error: failure }), state("check-1", { result: "exception", error: failure })];
  const specs = [spec("prose-1", "prose"), spec("prose-2", "prose"), spec("check-1", "check")];
  expect((await reportCells(snapshot(cells), specs, readTable)).map((cell) => cell.id)).toEqual(["prose-2"]);
  const block = { kind: "cell", id: "check-1", role: "check", for: "sweep", name: "measures all nine sizes" };
  const checks = reportChecks(snapshot(cells), { blocks: [block] } as unknown as LessonDocument);
  expect(checks).toEqual([{ id: "check-1", for: "sweep", name: "measures all nine sizes", status: "exception", error: { code: "E200", message: "Error: no", line: 2, column: 3 } }]);
});

test("a cell that has not run has the status idle", async () => {
  const [cell] = await reportCells(snapshot([state("a", { result: null, stale: true, ms: null, runs: 0 })]), [spec("a")], readTable);
  expect(cell).toMatchObject({ status: "idle", stale: true, ms: null });
});

test("a step gives plain values as they are, previews of the rest, and what a cell shows last", async () => {
  const outputs = [{ key: "1", output: { kind: "text", text: "first" } as const }, { key: "2", output: table }];
  const names = [
    { name: "x", cell: "a", type: "number", preview: "0", value: 0 },
    { name: "f", cell: "a", type: "Function", preview: "f()" },
    { name: "nothing", cell: "a", type: "null", preview: "null", value: null },
  ];
  const step = await reportStep(["a"], snapshot([state("a", { outputs }), state("b", { result: "blocked", blockedBy: "a" })], names), readTable);
  expect(step.names).toEqual({ x: 0, f: "f()", nothing: null });
  expect(step.cells.a?.output).toMatchObject({ kind: "table", rowCount: 250 });
  expect(step.cells.b).toEqual({ status: "idle", result: "blocked", stale: false, runs: 1, blockedBy: "a", console: [] });
});
