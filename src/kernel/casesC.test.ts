/** Worked cases, block C: graph, order and errors of the graph. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

const chain = { 0: "const x = 0", 1: "const y = x", 2: "const z = y", 3: "3" };
const cycle = { 0: "const x = y", 1: "const y = x", 2: "const z = x" };

describe("graph, order and errors of the graph", () => {
  test("C18 a reader run on its own is told whose failure left the name undefined", async () => {
    const k = await TestKernel.open({ 0: "throw new Error('down'); const c = 1", 1: "c" });
    await k.runAll();
    await k.run("1");
    expect(await k.cell("1")).toMatchObject({ result: "cancelled", blockedBy: "0", error: { code: "E201" } });
  });

  test("C33 a habit of another language that happens to parse is explained when its name is missing", async () => {
    const k = await TestKernel.open({ a: "!ls", b: "const fs = require('fs')" });
    await k.runAll();
    expect((await k.cell("a")).error?.code).toBe("E110");
    expect(await k.cell("b")).toMatchObject({ result: "exception", error: { code: "E113", line: 1, column: 12 } });
  });

  test("C13 C14 C15 a triangle runs each dependant once, from the edited cell on", async () => {
    const k = await TestKernel.open({ 0: "const x = 1", 1: "const y = x + 1", 2: "const z = x + y" });
    expect(await k.runAll()).toEqual(["0", "1", "2"]);
    expect(await k.edit("0", "const x = 2")).toEqual(["0", "1", "2"]);
    expect(await k.names()).toEqual({ x: 2, y: 3, z: 5 });
    expect(await k.stale()).toEqual([]);
    expect(await k.edit("1", "const y = 0")).toEqual(["1", "2"]);
    expect(await k.names()).toEqual({ x: 2, y: 0, z: 2 });
    expect(await k.delete("1")).toEqual(["2"]);
    expect(await k.names()).toEqual({ x: 2 });
    expect((await k.cell("2")).error).toMatchObject({ code: "E200", message: "ReferenceError: y is not defined" });
  });

  test("C17 running a leaf marks no other cell stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 1", 1: "x", 2: "x" });
    await k.run("1");
    await k.run("2");
    expect(await k.stale()).toEqual([]);
  });

  test("C12 independent cells run in page order, also after a move", async () => {
    const k = await TestKernel.open({ a: "1", b: "2", c: "3" });
    expect(await k.runAll()).toEqual(["a", "b", "c"]);
    await k.do({ type: "move", id: "c", after: null });
    expect(await k.runAll()).toEqual(["c", "a", "b"]);
  });

  test("C20 C24 two new cells with one name are both in error until one goes", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const x = 1" });
    expect(await k.run("0", "1")).toEqual([]);
    expect(await k.results()).toEqual({ 0: "graph-error", 1: "graph-error" });
    expect((await k.cell("0")).error).toMatchObject({ code: "E104", related: ["1"], line: 1, column: 7 });
    expect(await k.names()).toEqual({});
    expect(await k.delete("1")).toEqual(["0"]);
    expect(await k.names()).toEqual({ x: 0 });
  });

  test("C21 C22 C23 an older cell works beside a newer duplicate until it is run again", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", r: "const y = x" });
    await k.runAll();
    await k.add("1", "const x = 1");
    await k.run("1");
    expect(await k.results()).toEqual({ 0: "success", r: "success", 1: "graph-error" });
    expect(await k.names()).toEqual({ x: 0, y: 0 });
    expect(await k.run("0")).toEqual([]);
    expect(await k.results()).toEqual({ 0: "graph-error", r: "blocked", 1: "graph-error" });
    expect((await k.cell("r")).error?.code).toBe("E108");
    expect(await k.names()).toEqual({});
    expect(await k.edit("1", "const w = 1")).toEqual(["0", "r", "1"]);
    expect(await k.names()).toEqual({ x: 0, y: 0, w: 1 });
  });

  test("C26 a cell downstream of a graph error is blocked with the cell that blocks it", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const x = 1", 2: "const y = x", 3: "y" });
    expect(await k.runAll()).toEqual([]);
    expect(await k.cell("3")).toMatchObject({ result: "blocked", blockedBy: "0", status: "idle", runs: 0 });
  });

  test("C25 C27 members are in error with the path; an edit that breaks the circle runs all of it", async () => {
    const k = await TestKernel.open(cycle);
    expect(await k.runAll()).toEqual([]);
    const error = (await k.cell("0")).error;
    expect(error).toMatchObject({ code: "E105", related: ["0", "1"] });
    expect(error?.message).toContain("\"0\"");
    expect(await k.results()).toEqual({ 0: "graph-error", 1: "graph-error", 2: "blocked" });
    expect(await k.edit("1", "const y = 1")).toEqual(["1", "0", "2"]);
    expect(await k.names()).toEqual({ x: 1, y: 1, z: 1 });
  });

  test("C28 deleting a member lets the others run, and fail for lack of it", async () => {
    const k = await TestKernel.open(cycle);
    await k.runAll();
    expect(await k.delete("1")).toEqual(["0"]);
    expect(await k.results()).toEqual({ 0: "exception", 2: "cancelled" });
  });

  test("C30 C31 a syntax error takes the cell out of the graph; the repair brings everything back", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "x; const y = 1" });
    await k.runAll();
    expect(await k.edit("0", "const x =")).toEqual(["1"]);
    expect(await k.names()).toEqual({});
    expect(await k.cell("0")).toMatchObject({ result: "graph-error", error: { code: "E100", line: 1 } });
    expect(await k.cell("1")).toMatchObject({ result: "exception", error: { code: "E204", related: ["0"] } });
    expect(await k.edit("0", "const x = 0")).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 0, y: 1 });
  });

  test("C30 lazy the reader turns stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "x; const y = 1" }, "lazy");
    await k.runAll();
    await k.edit("0", "const x =");
    expect(await k.stale()).toEqual(["1"]);
  });

  test("C32 the place of an error is the learner's own line", async () => {
    const k = await TestKernel.open({ a: "const a = 1;\nconst b = 2;\nconst c = ;\nconst d = 3;" });
    await k.run("a");
    expect((await k.cell("a")).error?.line).toBe(3);
  });

  test("C34 a stale cell that gets an error is not stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x" }, "lazy");
    await k.runAll();
    await k.edit("0", "const x = 1");
    expect(await k.stale()).toEqual(["1"]);
    await k.edit("1", "const y = ");
    expect(await k.cell("1")).toMatchObject({ stale: false, result: "graph-error" });
  });

  test("C38 a setup cell that reads another cell's name does not run", async () => {
    const k = await TestKernel.open({ s: { code: "const y = x + 1", role: "setup" }, 1: "const x = 1" });
    expect(await k.runAll()).toEqual(["1"]);
    expect((await k.cell("s")).error).toMatchObject({ code: "E107", related: ["1"] });
  });

  test("C39 setup runs before any cell while it is stale; breaking it leaves others alone", async () => {
    const k = await TestKernel.open({ 1: "const y = 1", s: { code: "const x = 0", role: "setup" } });
    expect(await k.run("1")).toEqual(["s", "1"]);
    await k.edit("s", "const x = (");
    expect(await k.cell("1")).toMatchObject({ result: "success", stale: false });
    expect(await k.names()).toEqual({ y: 1 });
  });

  test("C36 lazy deleting a cell marks its readers stale", async () => {
    const k = await TestKernel.open(chain, "lazy");
    await k.runAll();
    expect(await k.delete("0")).toEqual([]);
    expect(await k.stale()).toEqual(["1", "2"]);
  });

  test("C34 in lazy mode, a cell that was asked for and is blocked is not stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const x = 1", 2: "x + 1" }, "lazy");
    await k.runAll();
    expect(await k.cell("2")).toMatchObject({ result: "blocked", blockedBy: "0", stale: false });
  });

  test("C1 C2 C3 C6 C7 edges follow names, at any depth of code, and not what is hidden", async () => {
    const k = await TestKernel.open({
      0: "const x = 0",
      1: "const y = x",
      2: "const z = y; const zz = x",
      3: "const a = z",
      4: "function foo() { const x = 0; return x }",
      5: "class C { v = x }",
      6: "[1].map(() => x)",
      7: "const other = 1",
    });
    expect((await k.kernel.snapshot()).edges).toEqual([["0", "1"], ["0", "2"], ["0", "5"], ["0", "6"], ["1", "2"], ["2", "3"]]);
  });

  test("C4 a name that nobody defines is no error of the graph; the run says that it is missing", async () => {
    const k = await TestKernel.open({ 0: "const y = x" });
    expect(await k.runAll()).toEqual(["0"]);
    expect((await k.cell("0")).error).toMatchObject({ code: "E200", message: "ReferenceError: x is not defined", line: 1, column: 11 });
  });

  test("C9 two cells with one id, and an unknown id, are refused; without a hub its readers stand alone", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x", 2: "y" });
    await expect(k.add("0", "1")).rejects.toMatchObject({ code: "E214" });
    await expect(k.delete("9")).rejects.toMatchObject({ code: "E213" });
    await expect(k.run("9")).rejects.toMatchObject({ code: "E213" });
    await k.delete("1");
    expect((await k.kernel.snapshot()).edges).toEqual([]);
  });

  test("C18 a name that its cell never came to assign is undefined for readers", async () => {
    const k = await TestKernel.open({ 0: "let c: number | undefined; try { throw 1; c = 0 } catch {}", 1: "const seen = typeof c" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ seen: "undefined" });
  });

  test("C36 a changed middle cell re-runs itself and what follows", async () => {
    const k = await TestKernel.open({ 0: "const a = 1", 1: "const b = a", 2: "const c = b" });
    await k.runAll();
    expect(await k.edit("1", "const b = a + 1")).toEqual(["1", "2"]);
    expect(await k.names()).toEqual({ a: 1, b: 2, c: 2 });
  });

  test("several texts change at once: names may move between cells without a moment of conflict", async () => {
    const k = await TestKernel.open({ 0: "const x = 1", 1: "const y = 2", 2: "const sum = x + y" });
    await k.runAll();
    expect(await k.do({ type: "edit", edits: [{ id: "0", code: "const y = 10" }, { id: "1", code: "const x = 20" }], run: true })).toEqual(["0", "1", "2"]);
    expect(await k.names()).toEqual({ y: 10, x: 20, sum: 30 });
    expect((await k.cell("2")).runs).toBe(2);
    await expect(k.do({ type: "edit", edits: [{ id: "0", code: "const y = 1" }, { id: "9", code: "1" }], run: true })).rejects.toMatchObject({ code: "E213" });
    expect(await k.run("0")).toEqual(["0", "2"]);
    expect(await k.names()).toMatchObject({ y: 10 });
  });

  test("run from here runs a cell and what is stale below it", async () => {
    const k = await TestKernel.open({ p: "const a = 1", q: "const b = 2", r: "const c = 3", m: { code: "'slow'", manual: true }, s: "const d = b + c" }, "lazy");
    await k.run("r");
    expect(await k.do({ type: "runFrom", cell: "q" })).toEqual(["q", "s"]);
    expect(await k.stale()).toEqual(["p", "m"]);
    expect(await k.do({ type: "runFrom", cell: "r" })).toEqual(["r"]);
    expect(await k.do({ type: "runFrom", cell: "m" })).toEqual(["m", "s"]);
  });
});
