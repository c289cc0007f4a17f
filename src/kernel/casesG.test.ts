/** Worked cases, block G: state. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel, wait } from "./kernelHarness.ts";

describe("state", () => {
  test("G1 G2 a setter in a later cell re-runs readers after the pass, to a fixpoint", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "x; if (x < 5) set(x + 1)" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 5 });
    expect((await k.cell("1")).runs).toBe(6);
  });

  test("G3 the cell that sets does not run again for it", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get(); set(1)" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 0 });
    expect((await k.cell("1")).runs).toBe(1);
  });

  test("G5 G6 a plain function computes the next value; another callable thing is a value", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state<any>(0)", 1: "set((v: number) => v + 1)", 2: "const x = get()" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 1 });
    await k.edit("1", "set(Object.assign(() => 9, { kind: 'callable' }))");
    expect((await k.names())["x"]).toMatch(/^function/);
  });

  test("G7 a reader that runs after the setter in the same pass runs once", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "set(1); const x = 0", 2: "x; const y = get()" });
    await k.runAll();
    expect((await k.cell("2")).runs).toBe(1);
    expect(await k.names()).toMatchObject({ y: 1 });
  });

  test("G8 a reader that the setter's failure cancelled does not run", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = 1; set(1); throw 1", 2: "x; get()" });
    await k.runAll();
    expect(await k.cell("2")).toMatchObject({ result: "cancelled", runs: 0 });
  });

  test("G9 setting an identical value does nothing", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "x; set(0)" });
    await k.runAll();
    expect((await k.cell("1")).runs).toBe(1);
  });

  test("G10 a timer that sets re-runs the readers, also in its own cell", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get(); if (x === 0) setTimeout(() => set(42), 1)" });
    await k.runAll();
    await wait(30);
    expect(await k.names()).toMatchObject({ x: 42 });
  });

  test("G12 lazy readers turn stale", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "set(3)" }, "lazy");
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 0 });
    expect(await k.stale()).toEqual(["1"]);
  });

  test("G1 G2 lazy readers turn stale and see the value when they run", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "set(x + 1)" }, "lazy");
    await k.runAll();
    expect(await k.stale()).toEqual(["1", "2"]);
    expect(await k.run("1")).toEqual(["1"]);
    expect(await k.names()).toMatchObject({ x: 1 });
  });

  test("G12 many changes in one pass run the readers once, after it", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "for (let n = 1; n <= 50; n++) set(n)", 3: "const order = 1" });
    await k.run("s", "1");
    expect(await k.run("2", "3")).toEqual(["2", "3", "1"]);
    expect(await k.names()).toMatchObject({ x: 50 });
  });

  test("G8 a reader whose own text has an error is not run", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get(); w = 1", 2: "set(1)" });
    expect(await k.runAll()).toEqual(["s", "2"]);
    expect((await k.cell("1")).result).toBe("graph-error");
  });
});
