/** Worked cases, block D: names that go, and names that stay inside. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

describe("names that go, and names that stay inside", () => {
  test("D2 names of the whole run set are gone before the first cell runs", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x" });
    await k.runAll();
    await k.edit("0", "const x = 0; throw 1");
    expect(await k.names()).toEqual({ x: 0 });
  });

  test("D2 lazy the reader keeps its value and is stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x" }, "lazy");
    await k.runAll();
    await k.edit("0", "const x = 0; throw 1");
    expect(await k.names()).toEqual({ x: 0, y: 0 });
    expect(await k.stale()).toEqual(["1"]);
  });

  test("D1 a name that an edit removes is gone, and its readers fail", async () => {
    const k = await TestKernel.open({ 0: "const x = 0, y = 0", 1: "y" });
    await k.runAll();
    expect(await k.edit("0", "const x = 0")).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 0 });
    expect((await k.cell("1")).result).toBe("exception");
  });

  test("D11 another cell's private name is explained", async () => {
    const k = await TestKernel.open({ 0: "const _d = 1", 1: "_d" });
    await k.runAll();
    expect((await k.cell("1")).error).toMatchObject({ code: "E205", related: ["0"] });
  });

  test("D9 D10 private helpers live on in the functions that use them", async () => {
    const k = await TestKernel.open({ 0: "const _d = 1; const _h = () => _d; const foo = () => _h()", 1: "const x = foo()" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 1 });
  });

  test("A50 a using declaration is disposed when the cell runs again, not when it ends", async () => {
    const k = await TestKernel.open({ 0: "globalThis.disposed = 0; using file = { open: true, [Symbol.for('nodejs.dispose')]: () => {}, [Symbol.dispose ?? Symbol.for('nodejs.dispose')]: () => { globalThis.disposed += 1 } }", 1: "const open = file.open" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ open: true });
    expect(globalThis).toMatchObject({ disposed: 0 });
    await k.edit("0", "1");
    expect(globalThis).toMatchObject({ disposed: 1 });
  });

  test("D5 a reader that comes after the name is gone fails until somebody defines it", async () => {
    const k = await TestKernel.open({ 0: "const x = 0" });
    await k.runAll();
    await k.delete("0");
    await k.add("r", "const y = x");
    expect(await k.run("r")).toEqual(["r"]);
    expect((await k.cell("r")).result).toBe("exception");
    await k.add("d", "const x = 5");
    expect(await k.run("d")).toEqual(["d", "r"]);
    expect(await k.names()).toEqual({ y: 5, x: 5 });
  });

  test("D8 D12 D13 private names are nobody's, with one underscore or two; parameters are untouched", async () => {
    const k = await TestKernel.open({ 0: "const _x = 1, __y = 2; const f = (_x: number) => _x + __y", 1: "const _x = 5; const r = f(10) + _x" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ r: 17 });
    expect(Object.keys(await k.names())).toEqual(["f", "r"]);
  });
});
