import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("exceptions", () => {
  test("F1 F2 F3: a throw cancels its readers only, each status is announced once", async () => {
    const k = await TestKernel.open({ 0: "const x = 0; throw new TypeError('no')", 1: "x", 2: "const w = 1" });
    expect(await k.runAll()).toEqual(["0", "2"]);
    expect(await k.cell("0")).toMatchObject({ result: "exception", error: { code: "E200", message: "TypeError: no", line: 1, column: 20 } });
    expect(await k.cell("1")).toMatchObject({ result: "cancelled", blockedBy: "0", error: { code: "E201", related: ["0"] } });
    expect((await k.cell("1")).error?.message).toContain("TypeError: no");
    expect(await k.names()).toEqual({ x: 0, w: 1 });
    expect(k.statusCounts("0")).toEqual({ queued: 1, running: 1, idle: 1 });
    expect(k.statusCounts("1")).toEqual({ queued: 1, idle: 1 });
  });

  test("D2: names of the whole run set are gone before the first cell runs", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x" });
    await k.runAll();
    await k.edit("0", "const x = 0; throw 1");
    expect(await k.names()).toEqual({ x: 0 });
  });

  test("D2 lazy: the reader keeps its value and is stale", async () => {
    const k = await TestKernel.open({ 0: "const x = 0", 1: "const y = x" }, "lazy");
    await k.runAll();
    await k.edit("0", "const x = 0; throw 1");
    expect(await k.names()).toEqual({ x: 0, y: 0 });
    expect(await k.stale()).toEqual(["1"]);
  });

  test("D1: a name that an edit removes is gone, and its readers fail", async () => {
    const k = await TestKernel.open({ 0: "const x = 0, y = 0", 1: "y" });
    await k.runAll();
    expect(await k.edit("0", "const x = 0")).toEqual(["0", "1"]);
    expect(await k.names()).toEqual({ x: 0 });
    expect((await k.cell("1")).result).toBe("exception");
  });

  test("C18: a reader run on its own is told whose failure left the name undefined", async () => {
    const k = await TestKernel.open({ 0: "throw new Error('down'); const c = 1", 1: "c" });
    await k.runAll();
    await k.run("1");
    expect(await k.cell("1")).toMatchObject({ result: "cancelled", blockedBy: "0", error: { code: "E201" } });
  });

  test("D11: another cell's private name is explained", async () => {
    const k = await TestKernel.open({ 0: "const _d = 1", 1: "_d" });
    await k.runAll();
    expect((await k.cell("1")).error).toMatchObject({ code: "E205", related: ["0"] });
  });

  test("J12: an error in another cell's function shows both cells with their own lines", async () => {
    const k = await TestKernel.open({ a: "\nfunction f() {\n  throw new RangeError('x')\n}", b: "\n\nf()" });
    await k.runAll();
    expect((await k.cell("a")).result).toBe("success");
    const { error } = await k.cell("b");
    expect(error).toMatchObject({ code: "E200", cell: "a", line: 3 });
    expect(error?.frames?.map(({ cell, line }) => [cell, line])).toEqual([["a", 3], ["b", 3]]);
  });

  test("J6: a reader waits for an async cell; a rejection cancels it", async () => {
    const k = await TestKernel.open({ a: "const x = await Promise.resolve(4)", b: "const y = x * 2" });
    await k.runAll();
    expect(await k.names()).toEqual({ x: 4, y: 8 });
    await k.edit("a", "const x = await Promise.reject(new Error('late'))");
    expect(await k.results()).toEqual({ a: "exception", b: "cancelled" });
  });

  test("I1: adding what a failed cell lacks and running it runs the failed cell", async () => {
    const k = await TestKernel.open({ 0: "rng(); const x = 0" });
    await k.runAll();
    await k.add("1", "const rng = () => 1");
    expect((await k.cell("0")).stale).toBe(true);
    expect(await k.run("1")).toEqual(["1", "0"]);
    expect(await k.names()).toMatchObject({ x: 0 });
  });

  test("J7: a rejection that nobody handles is the error of the cell that made the promise, before the command ends", async () => {
    const k = await TestKernel.open({ a: "const p = Promise.reject(new Error('lost'))", b: "p instanceof Promise", c: "Promise.reject('no error'); 1", lib: "const later = () => { Promise.reject(new Error('in lib')) }", d: "later(); 2" });
    await withRejections(k, () => k.runAll());
    expect(await k.results()).toEqual({ a: "exception", b: "success", c: "exception", lib: "success", d: "exception" });
    expect((await k.cell("a")).error).toMatchObject({ code: "E200", message: "Error: lost", line: 1 });
    expect(await k.console("a")).toEqual(["Uncaught: Error: lost"]);
    expect(await k.console("c")).toEqual(["Uncaught: Thrown: no error"]);
    expect((await k.cell("d")).error).toMatchObject({ cell: "lib", message: "Error: in lib" });
  });

  test("J7: a rejection that a later cell handles is nobody's error, also when that takes a while", async () => {
    const k = await TestKernel.open({ a: "const p = Promise.reject(new Error('handled'))", b: "await sleep(60)", c: "let got = ''; try { await p } catch (error) { got = error.message }" });
    await withRejections(k, () => k.runAll());
    expect(await k.results()).toEqual({ a: "success", b: "success", c: "success" });
    expect(await k.names()).toMatchObject({ got: "handled" });
    expect(await k.console("a")).toEqual([]);
  });

  test("C33: a habit of another language that happens to parse is explained when its name is missing", async () => {
    const k = await TestKernel.open({ a: "!ls", b: "const fs = require('fs')" });
    await k.runAll();
    expect((await k.cell("a")).error?.code).toBe("E110");
    expect(await k.cell("b")).toMatchObject({ result: "exception", error: { code: "E113", line: 1, column: 12 } });
  });

  test("an error of a timer belongs to its cell", async () => {
    const k = await TestKernel.open({ a: "setTimeout(() => { throw new Error('tick') }, 1)", b: "1" });
    await k.runAll();
    await wait(40);
    expect((await k.cell("a")).error?.message).toBe("Error: tick");
    expect(await k.console("a")).toEqual(["Uncaught: Error: tick"]);
  });
});

describe("stop()", () => {
  test("F4 F8: a reader of two stopped cells runs when the last one goes on", async () => {
    const k = await TestKernel.open({ a: "stop(true, 'not yet'); const x = 1", b: "stop(true); const y = 2", r: "const z = x + y" });
    await k.runAll();
    expect(await k.cell("a")).toMatchObject({ result: "stopped", error: null });
    expect(await k.outputs("a")).toEqual(["not yet"]);
    expect(await k.cell("r")).toMatchObject({ result: "cancelled", error: { code: "E202" } });
    await k.edit("a", "stop(false); const x = 1");
    expect((await k.cell("r")).result).toBe("cancelled");
    await k.edit("b", "const y = 2");
    expect(await k.names()).toEqual({ x: 1, y: 2, z: 3 });
  });

  test("F7: user code cannot catch it, and finally runs", async () => {
    const k = await TestKernel.open({ a: "try { try { stop(true, 'out') } catch { display('caught') } finally { display('finally') } } catch {}" });
    await k.runAll();
    expect(await k.outputs("a")).toEqual(["finally", "out"]);
    expect((await k.cell("a")).result).toBe("stopped");
  });
});

describe("interrupt", () => {
  /** Lets the cell press Stop itself, since a test in one thread cannot do so while the cell loops. */
  const pressStop = (k: TestKernel): void => {
    (globalThis as { pressStop?: () => void }).pressStop = () => {
      Atomics.store(new Int32Array(k.flag), 0, 1);
      setTimeout(() => void k.kernel.stop(), 0);
    };
  };

  test("F10 F12 J9: an endless loop ends, user code cannot catch it, every other value stays", async () => {
    const k = await TestKernel.open({ keep: "const kept = 42", loop: "console.log('in'); let n = 0; while (true) { try { if (++n === 5000) pressStop(); } catch { n = -1e9 } }", reader: "n", other: "const later = 1" });
    pressStop(k);
    await k.run("keep");
    expect(await k.run("loop", "other")).toEqual(["loop"]);
    expect(await k.cell("loop")).toMatchObject({ result: "interrupted", status: "idle", stale: true, error: { code: "E203" } });
    expect(await k.console("loop")).toEqual(["in"]);
    expect(await k.cell("other")).toMatchObject({ result: "interrupted", status: "idle", stale: true });
    expect(await k.names()).toMatchObject({ kept: 42 });
    await wait(5);
    expect(await k.run("other")).toEqual(["other"]);
  });

  test("F11: commands given before Stop run nothing, but keep their texts", async () => {
    const k = await TestKernel.open({ a: "await new Promise(() => {})", b: "const x = 1" });
    await k.run("b");
    const running = k.run("a");
    const editing = k.edit("b", "const x = 2");
    await wait(5);
    await k.kernel.stop();
    expect(await running).toEqual(["a"]);
    expect(await editing).toEqual([]);
    expect(await k.results()).toEqual({ a: "interrupted", b: "interrupted" });
    expect(await k.names()).toEqual({ x: 1 });
    expect(await k.run("b")).toEqual(["b"]);
    expect(await k.names()).toEqual({ x: 2 });
  });

  test("F13: Stop ends an await that never settles, aborts cell.signal, and does nothing when nothing runs", async () => {
    const k = await TestKernel.open({ a: "cell.signal.addEventListener('abort', () => globalThis.aborted = true); try { await sleep(60_000) } finally { globalThis.finallyRan = true }" });
    await k.kernel.stop();
    const running = k.run("a");
    await wait(10);
    const began = performance.now();
    await k.kernel.stop();
    await running;
    expect(performance.now() - began).toBeLessThan(200);
    expect((await k.cell("a")).result).toBe("interrupted");
    expect(globalThis).toMatchObject({ aborted: true, finallyRan: true });
  });

  test("J8: a newer run of a cell takes over; what the older one does later is not seen", async () => {
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

  test("sleepSync ends on Stop", async () => {
    const k = await TestKernel.open({ a: "pressStop(); sleepSync(60_000)" });
    pressStop(k);
    await k.run("a");
    expect((await k.cell("a")).result).toBe("interrupted");
  });
});

/** Tells the kernel of unhandled rejections as its worker does. */
async function withRejections(k: TestKernel, act: () => Promise<unknown>): Promise<void> {
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const onRejection = (reason: unknown, promise: Promise<unknown>): void => k.kernel.rejectionUnhandled(promise, reason);
  const onHandled = (promise: Promise<unknown>): void => k.kernel.rejectionHandled(promise);
  process.on("unhandledRejection", onRejection).on("rejectionHandled", onHandled);
  try {
    await act();
  } finally {
    process.off("unhandledRejection", onRejection).off("rejectionHandled", onHandled);
    for (const other of others) process.on("unhandledRejection", other);
  }
}
