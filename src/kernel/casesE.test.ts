/** Worked cases, block E: staleness, lazy mode, opening, disabled cells. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

const chain = { 0: "const x = 0", 1: "const y = x", 2: "const z = y", 3: "3" };

describe("staleness, lazy mode, opening, disabled cells", () => {
  test("E5 E7 running a cell of a fresh notebook runs what it needs and no more", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x + 1", 2: "const z = x + 2" });
    await k.do({ type: "edit", edits: [{ id: "0", code: "const x = 1" }], run: false });
    expect(await k.run("1")).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 1, y: 2 });
    expect(await k.run("2")).toEqual(["2"]);
    expect(await k.names()).toEqual({ x: 1, y: 2, z: 3 });
  });

  test("E6 run stale runs everything once and then nothing", async () => {
    const k = await TestKernel.open({ a: "const x = 1", b: "x", c: "2" });
    expect(await k.do({ type: "runStale" })).toEqual(["a", "b", "c"]);
    expect(await k.do({ type: "runStale" })).toEqual([]);
  });

  test("E1 E3 an edit marks what reads from it stale; running the end runs only stale ancestors", async () => {
    const k = await TestKernel.open(chain, "lazy");
    await k.runAll();
    expect(await k.edit("0", "const x = 7")).toEqual(["0"]);
    expect(await k.stale()).toEqual(["1", "2"]);
    expect(await k.names()).toEqual({ x: 7, y: 0, z: 0 });
    expect(await k.run("2")).toEqual(["1", "2"]);
    expect(await k.names()).toEqual({ x: 7, y: 7, z: 7 });
    expect(await k.stale()).toEqual([]);
  });

  test("E2 a cell added below a stale cell is stale at once, and so is what reads from it", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", r: "typeof y" }, "lazy");
    await k.runAll();
    await k.add("1", "const y = x");
    expect(await k.stale()).toEqual(["r", "1"]);
  });

  test("E4 nothing runs on opening; every cell that is not empty is stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "  ", 2: "// only a remark", 3: "x" });
    expect(await k.stale()).toEqual(["0", "3"]);
    expect(await k.names()).toEqual({});
    expect((await k.cell("0")).runs).toBe(0);
  });

  test("E9 a cell is not stale any more when it is announced as running", async () => {
    const k = await TestKernel.open({ 0: "1" });
    await k.runAll();
    const running = k.events.find((event) => event.type === "cellChanged" && event.change.status === "running");
    expect(running).toMatchObject({ change: { stale: false } });
  });

  test("E3 stale ancestors run first and in order, fresh ones do not", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x", 2: "const z = y + w", f: "const w = 1" }, "lazy");
    expect(await k.run("f")).toEqual(["f"]);
    expect(await k.run("2")).toEqual(["0", "1", "2"]);
    expect(await k.run("1")).toEqual(["1"]);
    expect(await k.stale()).toEqual(["2"]);
  });
});
