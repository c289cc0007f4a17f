import { expect, test } from "vitest";
import type { ReportedCell } from "../app/headless/contract.ts";
import { printLesson, printReplay } from "./print.ts";

const cell = (id: string, change: Partial<ReportedCell> = {}): ReportedCell => ({ id, role: "cell", status: "success", stale: false, ms: 12.4, outputs: [], console: [], names: {}, ...change });

test("a lesson's run reads as one line a cell, with what went wrong below it", () => {
  const text = printLesson({
    kind: "ran",
    lesson: "rivers",
    ok: false,
    timedOut: false,
    cells: [
      cell("load", { console: [{ level: "log", text: "hello" }, { level: "warn", text: "slow" }], outputs: [{ kind: "table", columns: [{ name: "n", type: "number" }], rowCount: 9, rows: [] }] }),
      cell("broken", { status: "exception", error: { code: "E200", message: "Error: no", line: 2, column: 5 } }),
      cell("after", { status: "cancelled", ms: null, blockedBy: "broken" }),
    ],
    checks: [{ id: "c", for: "load", name: "has nine rows", status: "success" }],
  });
  expect(text.split("\n")).toEqual([
    "✓ load  success  12 ms",
    "    hello",
    "    warn: slow",
    "    table: n · 9 rows",
    "✗ broken  exception  12 ms",
    "    2:5 E200 Error: no",
    "✗ after  cancelled  (because of broken)",
    "✓ check has nine rows  success",
    "rivers: 1 of 3 cells failed",
  ]);
});

test("a chart reads as its title, its series and how many points it has", () => {
  const chart = { kind: "chart", chart: { type: "line", data: [{ n: 1, a: 2 }], x: "n", series: [{ key: "a", label: "Extract" }], xScale: "linear", yScale: "linear", title: "Sweep" } } as const;
  const line = { type: "Line", props: { dataKey: "b" }, children: [] };
  const elements = { kind: "chartElements", root: { type: "LineChart", props: { data: [{ b: 1 }, { b: 2 }] }, children: [line] } } as const;
  const text = printLesson({ kind: "ran", lesson: "l", ok: true, timedOut: false, cells: [cell("a", { outputs: [chart, elements] })], checks: [] });
  expect(text).toContain("    chart: Sweep · Extract · 1 points\n    chart: LineChart · b · 2 points");
});

test("a step of a replay says what ran, how cells stand, and the names", () => {
  const text = printReplay({
    steps: [{ ran: ["a"], cells: { a: { status: "idle", result: "success", stale: false, runs: 1, console: [] }, b: { status: "idle", result: null, stale: true, runs: 0, console: [] } }, names: { x: 1 }, edges: [["a", "b"]] }],
  });
  expect(text).toBe('step 1: ran a\n  a  success, 1 run\n  b  not run, stale, 0 runs\n  names: {"x":1}');
});
