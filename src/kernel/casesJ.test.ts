/** Worked cases, block J: what only TypeScript needs. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel, wait } from "./kernelHarness.ts";

describe("what only TypeScript needs", () => {
  test("J12 an error in another cell's function shows both cells with their own lines", async () => {
    const k = await TestKernel.open({ a: "\nfunction f() {\n  throw new RangeError('x')\n}", b: "\n\nf()" });
    await k.runAll();
    expect((await k.cell("a")).result).toBe("success");
    const { error } = await k.cell("b");
    expect(error).toMatchObject({ code: "E200", cell: "a", line: 3 });
    expect(error?.frames?.map(({ cell, line }) => [cell, line])).toEqual([["a", 3], ["b", 3]]);
  });

  test("J6 a reader waits for an async cell; a rejection cancels it", async () => {
    const k = await TestKernel.open({ a: "const x = await Promise.resolve(4)", b: "const y = x * 2" });
    await k.runAll();
    expect(await k.names()).toEqual({ x: 4, y: 8 });
    await k.edit("a", "const x = await Promise.reject(new Error('late'))");
    expect(await k.results()).toEqual({ a: "exception", b: "cancelled" });
  });

  test("J7 a rejection that nobody handles is the error of the cell that made the promise, before the command ends", async () => {
    const k = await TestKernel.open({ a: "const p = Promise.reject(new Error('lost'))", b: "p instanceof Promise", c: "Promise.reject('no error'); 1", lib: "const later = () => { Promise.reject(new Error('in lib')) }", d: "later(); 2" });
    await k.withRejections(() => k.runAll());
    expect(await k.results()).toEqual({ a: "exception", b: "success", c: "exception", lib: "success", d: "exception" });
    expect((await k.cell("a")).error).toMatchObject({ code: "E200", message: "Error: lost", line: 1 });
    expect(await k.console("a")).toEqual(["Uncaught: Error: lost"]);
    expect(await k.console("c")).toEqual(["Uncaught: Thrown: no error"]);
    expect((await k.cell("d")).error).toMatchObject({ cell: "lib", message: "Error: in lib" });
  });

  test("J7 a rejection that a later cell handles is nobody's error, also when that takes a while", async () => {
    const k = await TestKernel.open({ a: "const p = Promise.reject(new Error('handled'))", b: "await sleep(60)", c: "let got = ''; try { await p } catch (error) { got = error.message }" });
    await k.withRejections(() => k.runAll());
    expect(await k.results()).toEqual({ a: "success", b: "success", c: "success" });
    expect(await k.names()).toMatchObject({ got: "handled" });
    expect(await k.console("a")).toEqual([]);
  });

  test("J8 a newer run of a cell takes over; what the older one does later is not seen", async () => {
    const k = await TestKernel.open({ a: "await new Promise((done) => { globalThis.release = done }); console.log('late'); display('late'); const x = 'old'", b: "x" });
    const first = k.run("a");
    await wait(5);
    const second = k.edit("a", "const x = 'new'");
    await first;
    expect(await second).toEqual(["a", "b"]);
    (globalThis as { release?: (value: unknown) => void }).release?.(null);
    await wait(5);
    expect(await k.console("a")).toEqual([]);
    expect(await k.outputs("a")).toEqual([]);
    expect(await k.names()).toEqual({ x: "new" });
    expect(await k.results()).toEqual({ a: "success", b: "success" });
  });

  test("J2 assigning another cell's name names the owner; assigning nobody's says so", async () => {
    const k = await TestKernel.open({ a: "let x = 1", b: "x = 2", c: "w = 3" });
    await k.runAll();
    expect((await k.cell("b")).error).toMatchObject({ code: "E106", related: ["a"], line: 1, column: 1 });
    expect((await k.cell("c")).error?.message).toContain("no cell declares it");
    expect(await k.names()).toEqual({ x: 1 });
  });

  test("J1 J4 J5 a reader gets the value of the last run; a closure held by a timer keeps its own", async () => {
    const k = await TestKernel.open({ a: "const x = 1; const f = () => x", b: "const kept = f; const seen = () => kept()", c: "const before = seen()" });
    await k.runAll();
    const old = (globalThis as { keep?: () => number });
    await k.add("t", "globalThis.keep = f");
    await k.run("t");
    await k.delete("t");
    const held = old.keep;
    await k.edit("a", "const x = 2; const f = () => x");
    expect(await k.names()).toMatchObject({ x: 2, before: 2 });
    expect(held?.()).toBe(1);
  });

  test("J3 a change inside another cell's value is allowed and re-runs nobody", async () => {
    const k = await TestKernel.open({ a: "const list = [1]", b: "list.push(2)", c: "const n = list.length" });
    expect(await k.run("a")).toEqual(["a", "b", "c"]);
    expect(await k.run("b")).toEqual(["b"]);
    expect(await k.names()).toMatchObject({ list: [1, 2, 2], n: 2 });
  });

  test("J8 what an older run sets, prints or defines later is dropped, however often it was replaced", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state('none')", r: "const seen = get()", a: "1" });
    await k.runAll();
    const runs = [1, 2, 3].map((n) => k.edit("a", `await sleep(${40 - n * 10}); console.log('run ${n}'); set('run ${n}'); const made = ${n}`));
    await Promise.all(runs);
    await wait(60);
    expect(await k.names()).toMatchObject({ seen: "run 3", made: 3 });
    expect(await k.console("a")).toEqual(["run 3"]);
  });

  test("J10 a class that is used as a type alone gives no edge", async () => {
    const k = await TestKernel.open({ a: "class A { n = 1 }; type P = { q: number }", b: "const p: P = { q: 1 }; function f(x: A) { return x.n }", c: "const made = new A().n" });
    await k.runAll();
    expect((await k.kernel.snapshot()).edges).toEqual([["a", "c"]]);
    expect(await k.edit("a", "class A { n = 2 }; type P = { q: string }")).toEqual(["a", "c"]);
  });
});
