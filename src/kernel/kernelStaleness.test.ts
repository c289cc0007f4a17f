import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

describe("lazy mode", () => {
  const chain = { 0: "const x = 0", 1: "const y = x", 2: "const z = y", 3: "3" };

  test("switching to automatic runs nothing by itself", async () => {
    const k = await TestKernel.open(chain, "lazy");
    await k.runAll();
    await k.edit("0", "const x = 1");
    expect(await k.do({ type: "mode", mode: "automatic" })).toEqual([]);
    expect(await k.do({ type: "runStale" })).toEqual(["1", "2"]);
  });
});

describe("edits that do not run", () => {
  test("a committed text makes the cell and its readers stale, and takes away names it no longer has", async () => {
    const k = await TestKernel.open({ 0: "const x = 1, y = 2", 1: "x", 2: "y" });
    await k.runAll();
    await k.do({ type: "edit", edits: [{ id: "0", code: "const x = 5" }], run: false });
    expect(await k.stale()).toEqual(["0", "1", "2"]);
    expect(await k.names()).toEqual({ x: 1 });
    expect(await k.run("1")).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 5 });
  });

  test("an unchanged text still runs as asked", async () => {
    const k = await TestKernel.open({ 0: "const x = 1" });
    await k.runAll();
    expect(await k.edit("0", "const x = 1")).toEqual(["0"]);
    expect((await k.cell("0")).runs).toBe(2);
  });

  test("an empty text takes the names away without counting as a run", async () => {
    const k = await TestKernel.open({ 0: "const x = 1; x", 1: "typeof x" });
    await k.runAll();
    expect(await k.edit("0", "")).toEqual(["1"]);
    expect(await k.cell("0")).toMatchObject({ runs: 1, stale: false, outputs: [] });
    expect(await k.names()).toEqual({});
  });
});

describe("disabled cells", () => {
  test("neither a disabled cell nor what reads from it runs; they keep their values", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x", 2: "const z = y" });
    await k.runAll();
    await k.do({ type: "disable", id: "1" });
    expect((await k.cell("1")).status).toBe("disabled");
    expect((await k.cell("2")).status).toBe("disabled");
    expect(await k.edit("0", "const x = 1")).toEqual(["0"]);
    expect(await k.names()).toEqual({ x: 1, y: 0, z: 0 });
    expect(await k.cell("2")).toMatchObject({ stale: true, result: "disabled" });
    expect(await k.run("2")).toEqual([]);
    expect(await k.do({ type: "enable", id: "1" })).toEqual(["1", "2"]);
    expect(await k.names()).toEqual({ x: 1, y: 1, z: 1 });
    expect((await k.cell("2")).status).toBe("idle");
  });

  test("a cell that was disabled from the start runs when it is enabled", async () => {
    const k = await TestKernel.open({ 0: { code: "const x = 1", disabled: true }, 1: "const y = x + 1", 2: "3" });
    expect(await k.runAll()).toEqual(["2"]);
    expect(await k.do({ type: "enable", id: "0" })).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 1, y: 2 });
  });

  test("in lazy mode, enabling leaves the stale cells to the reader", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x" }, "lazy");
    await k.runAll();
    await k.do({ type: "disable", id: "1" });
    await k.edit("0", "const x = 1");
    expect(await k.do({ type: "enable", id: "1" })).toEqual([]);
    expect(await k.stale()).toEqual(["1"]);
  });
});

describe("manual cells", () => {
  const cells = { a: "const x = 1", m: { code: "const y = x * 10", manual: true }, d: "const z = y" };

  test("a manual cell runs when it is asked for, by name or with all", async () => {
    const k = await TestKernel.open(cells);
    expect(await k.run("a")).toEqual(["a"]);
    expect(await k.stale()).toEqual(["m", "d"]);
    expect(await k.run("m")).toEqual(["m", "d"]);
    expect(await k.edit("a", "const x = 2")).toEqual(["a"]);
    expect(await k.stale()).toEqual(["m", "d"]);
    expect(await k.names()).toEqual({ x: 2, y: 10, z: 10 });
    expect(await k.do({ type: "runStale" })).toEqual(["d"]);
    expect(await k.runAll()).toEqual(["a", "m", "d"]);
    expect(await k.stale()).toEqual([]);
  });

  test("a cell asked for before the manual cell it reads from says what it waits for", async () => {
    const k = await TestKernel.open(cells);
    expect(await k.run("a", "d")).toEqual(["a"]);
    expect(await k.cell("d")).toMatchObject({ result: "blocked", blockedBy: "m", error: { code: "E211" } });
    expect(await k.run("m")).toEqual(["m", "d"]);
  });
});
