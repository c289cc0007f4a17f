import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
/** Worked cases, block F: errors, stop and interrupt. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel, wait } from "./kernelHarness.ts";

describe("errors, stop and interrupt", () => {
  test("F1 F2 F3 a throw cancels its readers only, each status is announced once", async () => {
    const k = await TestKernel.open({ 0: "const x = 0; throw new TypeError('no')", 1: "x", 2: "const w = 1" });
    expect(await k.runAll()).toEqual(["0", "2"]);
    expect(await k.cell("0")).toMatchObject({ result: "exception", error: { code: "E200", message: "TypeError: no", line: 1, column: 20 } });
    expect(await k.cell("1")).toMatchObject({ result: "cancelled", blockedBy: "0", error: { code: "E201", related: ["0"] } });
    expect((await k.cell("1")).error?.message).toContain("TypeError: no");
    expect(await k.names()).toEqual({ x: 0, w: 1 });
    expect(k.statusCounts("0")).toEqual({ queued: 1, running: 1, idle: 1 });
    expect(k.statusCounts("1")).toEqual({ queued: 1, idle: 1 });
  });

  test("F4 F8 a reader of two stopped cells runs when the last one goes on", async () => {
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

  test("F7 user code cannot catch it, and finally runs", async () => {
    const k = await TestKernel.open({ a: "try { try { stop(true, 'out') } catch { display('caught') } finally { display('finally') } } catch {}" });
    await k.runAll();
    expect(await k.outputs("a")).toEqual(["finally", "out"]);
    expect((await k.cell("a")).result).toBe("stopped");
  });

  test("F10 F12 J9 an endless loop ends, user code cannot catch it, every other value stays", async () => {
    const k = await TestKernel.open({ keep: "const kept = 42", loop: "console.log('in'); let n = 0; while (true) { try { if (++n === 5000) pressStop(); } catch { n = -1e9 } }", reader: "n", other: "const later = 1" });
    k.pressStopFromCell();
    await k.run("keep");
    expect(await k.run("loop", "other")).toEqual(["loop"]);
    expect(await k.cell("loop")).toMatchObject({ result: "interrupted", status: "idle", stale: true, error: { code: "E203" } });
    expect(await k.console("loop")).toEqual(["in"]);
    expect(await k.cell("other")).toMatchObject({ result: "interrupted", status: "idle", stale: true });
    expect(await k.names()).toMatchObject({ kept: 42 });
    await wait(5);
    expect(await k.run("other")).toEqual(["other"]);
  });

  test("F11 commands given before Stop run nothing, but keep their texts", async () => {
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

  test("F13 Stop ends an await that never settles, aborts cell.signal, and does nothing when nothing runs", async () => {
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

  test("F3 each status is announced once in a run that stops, fails or is interrupted", async () => {
    const k = await TestKernel.open({ s: "stop(true)", t: "throw 1", i: "pressStop(); await sleep(60_000)", w: "1" });
    k.pressStopFromCell();
    await k.runAll();
    for (const id of ["s", "t", "i"]) expect(k.statusCounts(id)).toEqual({ queued: 1, running: 1, idle: 1 });
    expect(k.statusCounts("w")).toEqual({ queued: 1, idle: 1 });
    expect(await k.results()).toEqual({ s: "stopped", t: "exception", i: "interrupted", w: "interrupted" });
  });

  test("F8 also when one of two producers fails and the other is repaired first", async () => {
    const k = await TestKernel.open({ a: "throw 1; const x = 1", b: "throw 2; const y = 1", r: "const z = x + y", s: "z" });
    await k.runAll();
    await k.edit("b", "const y = 1");
    expect(await k.cell("s")).toMatchObject({ result: "cancelled", blockedBy: "a" });
    expect(await k.edit("a", "const x = 1")).toEqual(["a", "r", "s"]);
  });

  test("F12 the console of a cell that never ran is cleared, and its reader says interrupted too", async () => {
    const k = await TestKernel.open({ i: "console.log('in'); if (globalThis.again) await sleep(60_000)", w: "console.log('old'); const v = 1", r: "v" });
    await k.runAll();
    (globalThis as { again?: boolean }).again = true;
    const running = k.runAll();
    await wait(10);
    await k.kernel.stop();
    await running;
    (globalThis as { again?: boolean }).again = false;
    expect(await k.console("i")).toEqual(["in"]);
    expect(await k.console("w")).toEqual([]);
    expect(await k.results()).toEqual({ i: "interrupted", w: "interrupted", r: "interrupted" });
    expect(await k.do({ type: "runStale" })).toEqual(["i", "w", "r"]);
  });

  test("F13 what a cell waits for in vain is left: a fetch, a generator that loops, a promise that never settles", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    for (const code of [`await fetch('http://127.0.0.1:${(silent.address() as AddressInfo).port}/')`, "function* all() { let n = 0; while (true) { if (++n === 9000) pressStop(); yield n } } for (const n of all()) void n", "try { await new Promise(() => {}) } catch { await new Promise(() => {}) }", "[...{ *[Symbol.iterator]() { pressStop(); for (;;) yield 1 } }]"]) {
      const k = await TestKernel.open({ keep: "const kept = 1", a: code });
      await k.run("keep");
      k.pressStopFromCell();
      const running = k.run("a");
      await wait(20);
      await k.kernel.stop();
      await running;
      expect((await k.cell("a")).result).toBe("interrupted");
      expect(await k.names()).toMatchObject({ kept: 1 });
      expect(await k.run("keep")).toEqual(["keep"]);
    }
    silent.closeAllConnections();
    silent.close();
  });

  test("F18 state's getter and setter are passed as they are", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0); globalThis.mine = [get, set]", r: "const same = get === globalThis.mine[0] && set === globalThis.mine[1]" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ same: true });
  });
});
