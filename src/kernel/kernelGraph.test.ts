import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

describe("run order", () => {
  test("C13 C14 C15: a triangle runs each dependant once, from the edited cell on", async () => {
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

  test("the first run of a cell brings what reads from it, written above it or below", async () => {
    const k = await TestKernel.open({ b: "const y = x + 1", a: "const x = 1" });
    expect(await k.run("a")).toEqual(["a", "b"]);
    expect((await k.kernel.snapshot()).edges).toEqual([["a", "b"]]);
  });

  test("C17: running a leaf marks no other cell stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 1", 1: "x", 2: "x" });
    await k.run("1");
    await k.run("2");
    expect(await k.stale()).toEqual([]);
  });

  test("E5 E7: running a cell of a fresh notebook runs what it needs and no more", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x + 1", 2: "const z = x + 2" });
    await k.do({ type: "edit", edits: [{ id: "0", code: "const x = 1" }], run: false });
    expect(await k.run("1")).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 1, y: 2 });
    expect(await k.run("2")).toEqual(["2"]);
    expect(await k.names()).toEqual({ x: 1, y: 2, z: 3 });
  });

  test("a reader that still lacks another input waits for it", async () => {
    const k = await TestKernel.open({ a: "const x = 1", b: "const y = 2", c: "const z = x + y" });
    expect(await k.run("a")).toEqual(["a"]);
    expect((await k.cell("c")).stale).toBe(true);
    expect(await k.run("b")).toEqual(["b", "c"]);
  });

  test("C12: independent cells run in page order, also after a move", async () => {
    const k = await TestKernel.open({ a: "1", b: "2", c: "3" });
    expect(await k.runAll()).toEqual(["a", "b", "c"]);
    await k.do({ type: "move", id: "c", after: null });
    expect(await k.runAll()).toEqual(["c", "a", "b"]);
  });

  test("E6: run stale runs everything once and then nothing", async () => {
    const k = await TestKernel.open({ a: "const x = 1", b: "x", c: "2" });
    expect(await k.do({ type: "runStale" })).toEqual(["a", "b", "c"]);
    expect(await k.do({ type: "runStale" })).toEqual([]);
  });
});

describe("duplicate names", () => {
  test("C20 C24: two new cells with one name are both in error until one goes", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const x = 1" });
    expect(await k.run("0", "1")).toEqual([]);
    expect(await k.results()).toEqual({ 0: "graph-error", 1: "graph-error" });
    expect((await k.cell("0")).error).toMatchObject({ code: "E104", related: ["1"], line: 1, column: 7 });
    expect(await k.names()).toEqual({});
    expect(await k.delete("1")).toEqual(["0"]);
    expect(await k.names()).toEqual({ x: 0 });
  });

  test("C21 C22 C23: an older cell works beside a newer duplicate until it is run again", async () => {
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

  test("C26: a cell downstream of a graph error is blocked with the cell that blocks it", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const x = 1", 2: "const y = x", 3: "y" });
    expect(await k.runAll()).toEqual([]);
    expect(await k.cell("3")).toMatchObject({ result: "blocked", blockedBy: "0", status: "idle", runs: 0 });
  });
});

describe("cycles", () => {
  const cycle = { 0: "const x = y", 1: "const y = x", 2: "const z = x" };

  test("C25 C27: members are in error with the path; an edit that breaks the circle runs all of it", async () => {
    const k = await TestKernel.open(cycle);
    expect(await k.runAll()).toEqual([]);
    const error = (await k.cell("0")).error;
    expect(error).toMatchObject({ code: "E105", related: ["0", "1"] });
    expect(error?.message).toContain("\"0\"");
    expect(await k.results()).toEqual({ 0: "graph-error", 1: "graph-error", 2: "blocked" });
    expect(await k.edit("1", "const y = 1")).toEqual(["1", "0", "2"]);
    expect(await k.names()).toEqual({ x: 1, y: 1, z: 1 });
  });

  test("C28: deleting a member lets the others run, and fail for lack of it", async () => {
    const k = await TestKernel.open(cycle);
    await k.runAll();
    expect(await k.delete("1")).toEqual(["0"]);
    expect(await k.results()).toEqual({ 0: "exception", 2: "cancelled" });
  });
});

describe("texts that do not pass", () => {
  test("C30 C31: a syntax error takes the cell out of the graph; the repair brings everything back", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "x; const y = 1" });
    await k.runAll();
    expect(await k.edit("0", "const x =")).toEqual(["1"]);
    expect(await k.names()).toEqual({});
    expect(await k.cell("0")).toMatchObject({ result: "graph-error", error: { code: "E100", line: 1 } });
    expect(await k.cell("1")).toMatchObject({ result: "exception", error: { code: "E204", related: ["0"] } });
    expect(await k.edit("0", "const x = 0")).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 0, y: 1 });
  });

  test("C30 lazy: the reader turns stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "x; const y = 1" }, "lazy");
    await k.runAll();
    await k.edit("0", "const x =");
    expect(await k.stale()).toEqual(["1"]);
  });

  test("C32: the place of an error is the learner's own line", async () => {
    const k = await TestKernel.open({ a: "const a = 1;\nconst b = 2;\nconst c = ;\nconst d = 3;" });
    await k.run("a");
    expect((await k.cell("a")).error?.line).toBe(3);
  });

  test("C34: a stale cell that gets an error is not stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x" }, "lazy");
    await k.runAll();
    await k.edit("0", "const x = 1");
    expect(await k.stale()).toEqual(["1"]);
    await k.edit("1", "const y = ");
    expect(await k.cell("1")).toMatchObject({ stale: false, result: "graph-error" });
  });

  test("J2: assigning another cell's name names the owner; assigning nobody's says so", async () => {
    const k = await TestKernel.open({ a: "let x = 1", b: "x = 2", c: "w = 3" });
    await k.runAll();
    expect((await k.cell("b")).error).toMatchObject({ code: "E106", related: ["a"], line: 1, column: 1 });
    expect((await k.cell("c")).error?.message).toContain("no cell declares it");
    expect(await k.names()).toEqual({ x: 1 });
  });

  test("C38: a setup cell that reads another cell's name does not run", async () => {
    const k = await TestKernel.open({ s: { code: "const y = x + 1", role: "setup" }, 1: "const x = 1" });
    expect(await k.runAll()).toEqual(["1"]);
    expect((await k.cell("s")).error).toMatchObject({ code: "E107", related: ["1"] });
  });

  test("C39: setup runs before any cell while it is stale; breaking it leaves others alone", async () => {
    const k = await TestKernel.open({ 1: "const y = 1", s: { code: "const x = 0", role: "setup" } });
    expect(await k.run("1")).toEqual(["s", "1"]);
    await k.edit("s", "const x = (");
    expect(await k.cell("1")).toMatchObject({ result: "success", stale: false });
    expect(await k.names()).toEqual({ y: 1 });
  });
});
