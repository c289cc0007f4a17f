import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("state", () => {
  test("G1 G2: a setter in a later cell re-runs readers after the pass, to a fixpoint", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "x; if (x < 5) set(x + 1)" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 5 });
    expect((await k.cell("1")).runs).toBe(6);
  });

  test("G3: the cell that sets does not run again for it", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get(); set(1)" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 0 });
    expect((await k.cell("1")).runs).toBe(1);
  });

  test("G5 G6: a plain function computes the next value; another callable thing is a value", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state<any>(0)", 1: "set((v: number) => v + 1)", 2: "const x = get()" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 1 });
    await k.edit("1", "set(Object.assign(() => 9, { kind: 'callable' }))");
    expect((await k.names())["x"]).toMatch(/^function/);
  });

  test("G7: a reader that runs after the setter in the same pass runs once", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "set(1); const x = 0", 2: "x; const y = get()" });
    await k.runAll();
    expect((await k.cell("2")).runs).toBe(1);
    expect(await k.names()).toMatchObject({ y: 1 });
  });

  test("G8: a reader that the setter's failure cancelled does not run", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = 1; set(1); throw 1", 2: "x; get()" });
    await k.runAll();
    expect(await k.cell("2")).toMatchObject({ result: "cancelled", runs: 0 });
  });

  test("G9: setting an identical value does nothing", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "x; set(0)" });
    await k.runAll();
    expect((await k.cell("1")).runs).toBe(1);
  });

  test("G10: a timer that sets re-runs the readers, also in its own cell", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get(); if (x === 0) setTimeout(() => set(42), 1)" });
    await k.runAll();
    await wait(30);
    expect(await k.names()).toMatchObject({ x: 42 });
  });

  test("G12 lazy: readers turn stale", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "set(3)" }, "lazy");
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 0 });
    expect(await k.stale()).toEqual(["1"]);
  });

  test("a loop of state that never ends is cut with an error", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "set(x + 1)" });
    await k.runAll();
    expect((await k.cell("2")).error?.code).toBe("E208");
  });
});

describe("inputs", () => {
  const cells = { 1: "const s = ui.slider(0, 10); s", 2: "const x = s.value + 1", 3: "x" };

  test("H1: a change runs the cells that read the variable, not the one that made it", async () => {
    const k = await TestKernel.open(cells);
    await k.runAll();
    expect(await k.set("s", 5)).toEqual(["2", "3"]);
    expect(await k.names()).toEqual({ s: 5, x: 6 });
    expect((await k.cell("1")).outputs[0]?.output).toMatchObject({ kind: "input", value: 5, spec: { type: "slider", min: 0, max: 10, step: 1 } });
    expect(await k.do({ type: "set", input: "1/1", value: 7 })).toEqual(["2", "3"]);
  });

  test("H1 lazy: the readers turn stale", async () => {
    const k = await TestKernel.open(cells, "lazy");
    await k.runAll();
    expect(await k.set("s", 5)).toEqual([]);
    expect(await k.stale()).toEqual(["2", "3"]);
  });

  test("H2: reading the value where the input is made is an error with the way out", async () => {
    const k = await TestKernel.open({ 1: "const s = ui.slider({ min: 1, max: 9 }); s.value" });
    await k.runAll();
    expect((await k.cell("1")).error).toMatchObject({ code: "E510", fix: expect.stringContaining("another") as string });
  });

  test("H9: an unknown input is ignored, and so is a value that is none", async () => {
    const k = await TestKernel.open(cells);
    await k.runAll();
    expect(await k.set("nobody", 1)).toEqual([]);
    expect(await k.do({ type: "set", input: "9/9", value: 1 })).toEqual([]);
    expect(await k.set("s", "much")).toEqual([]);
  });

  test("H12: the value outlives a re-run of its cell while name and limits are the same", async () => {
    const k = await TestKernel.open(cells);
    await k.runAll();
    await k.set("s", 5);
    await k.run("1");
    expect(await k.names()).toEqual({ s: 5, x: 6 });
    await k.edit("1", "'new'; const s = ui.slider(0, 10, { label: 'renamed' }); s");
    expect(await k.names()).toEqual({ s: 5, x: 6 });
    await k.edit("1", "const s = ui.slider(0, 20); s");
    expect(await k.names()).toEqual({ s: 0, x: 1 });
  });

  test("H6 D14: a private input is shown and can be set, and runs nothing", async () => {
    const k = await TestKernel.open({ 1: "const _s = ui.slider(0, 10); _s", 2: "1" });
    await k.runAll();
    expect(await k.do({ type: "set", input: "1/1", value: 3 })).toEqual([]);
    expect((await k.cell("1")).outputs[0]?.output).toMatchObject({ value: 3 });
  });

  test("an input in a list is read through the list's name", async () => {
    const k = await TestKernel.open({ 1: "const both = [ui.slider(0, 10), ui.slider(0, 10)]", 2: "const sum = both[0].value + both[1].value" });
    await k.runAll();
    await k.do({ type: "set", input: "1/2", value: 4 });
    expect(await k.names()).toMatchObject({ sum: 4 });
    await k.run("1");
    expect(await k.names()).toMatchObject({ sum: 4 });
  });

  test("changes that come during a run are merged: the last one counts, once", async () => {
    const k = await TestKernel.open({ ...cells, slow: "await sleep(30)" });
    await k.runAll();
    const slow = k.run("slow");
    const sets = [k.set("s", 1), k.set("s", 2), k.set("s", 3)];
    await slow;
    expect(await Promise.all(sets)).toEqual([["2", "3"], ["2", "3"], ["2", "3"]]);
    expect(await k.names()).toMatchObject({ x: 4 });
    expect((await k.cell("2")).runs).toBe(2);
  });
});

describe("imports", () => {
  test("I2 I3: an import-only cell that runs again re-runs only users of what is new", async () => {
    const k = await TestKernel.open({ i: "import { sleep } from 'watercourse'", u: "const used = typeof sleep", v: "typeof pause" });
    await k.runAll();
    expect(await k.run("i")).toEqual(["i"]);
    expect(await k.edit("i", "import { sleep, sleepSync as pause } from 'watercourse'")).toEqual(["i", "v"]);
    expect((await k.cell("u")).runs).toBe(1);
  });

  test("I4: the same local name from something else re-runs its users", async () => {
    const k = await TestKernel.open({ i: "import { sleep as s } from 'watercourse'", u: "const name = typeof s" });
    await k.runAll();
    expect(await k.edit("i", "import { md as s } from 'watercourse'")).toEqual(["i", "u"]);
  });

  test("I6: users run when an import that failed is repaired", async () => {
    const k = await TestKernel.open({ i: "import { sleep, nap } from 'watercourse'", u: "const name = typeof sleep" });
    await k.runAll();
    expect(await k.results()).toEqual({ i: "exception", u: "cancelled" });
    expect((await k.cell("i")).error?.code).toBe("E207");
    expect(await k.edit("i", "import { sleep } from 'watercourse'")).toEqual(["i", "u"]);
  });

  test("a module from elsewhere is a clear error", async () => {
    const k = await TestKernel.open({ i: "import { sum } from 'npm:d3-array'" });
    await k.runAll();
    expect((await k.cell("i")).error?.code).toBe("E206");
  });

  test("the pipeline library is loaded for cells that use it, and only then", async () => {
    let loads = 0;
    const loadPipeline = async () => {
      loads += 1;
      return { dlt: { resource: () => "r" }, env: {} };
    };
    const k = await TestKernel.open({ a: "display(1)", b: "const r = dlt.resource()", c: "import { env as e } from 'watercourse'" }, "automatic", { loadPipeline });
    await k.run("a");
    expect(loads).toBe(0);
    await k.run("b", "c");
    expect(loads).toBe(1);
    expect(await k.names()).toMatchObject({ r: "r", e: {} });
  });

  test("a cell's own name hides a standard one, for its readers too", async () => {
    const k = await TestKernel.open({ a: "const md = 'mine'", b: "const seen = md" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ seen: "mine" });
  });
});

describe("names of a run", () => {
  test("D9 D10: private helpers live on in the functions that use them", async () => {
    const k = await TestKernel.open({ 0: "const _d = 1; const _h = () => _d; const foo = () => _h()", 1: "const x = foo()" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ x: 1 });
  });

  test("timers of a cell end when it runs again", async () => {
    const k = await TestKernel.open({ 0: "globalThis.ticks = 0; setInterval(() => globalThis.ticks++, 2)" });
    await k.runAll();
    await wait(25);
    await k.edit("0", "'quiet'");
    const ticks = (globalThis as { ticks?: number }).ticks;
    expect(ticks).toBeGreaterThan(0);
    await wait(25);
    expect((globalThis as { ticks?: number }).ticks).toBe(ticks);
  });

  test("A50: a using declaration is disposed when the cell runs again, not when it ends", async () => {
    const k = await TestKernel.open({ 0: "globalThis.disposed = 0; using file = { open: true, [Symbol.for('nodejs.dispose')]: () => {}, [Symbol.dispose ?? Symbol.for('nodejs.dispose')]: () => { globalThis.disposed += 1 } }", 1: "const open = file.open" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ open: true });
    expect(globalThis).toMatchObject({ disposed: 0 });
    await k.edit("0", "1");
    expect(globalThis).toMatchObject({ disposed: 1 });
  });

  test("lines printed by another cell's function go to the cell that runs", async () => {
    const k = await TestKernel.open({ a: "const say = (t: string) => { console.log(t); display(t) }", b: "say('one'); await sleep(1); console.log('two')" });
    await k.runAll();
    expect(await k.console("b")).toEqual(["one", "two"]);
    expect(await k.outputs("b")).toEqual(["one"]);
    expect(await k.console("a")).toEqual([]);
  });

  test("snapshot names: plain data as it is, a preview for the rest", async () => {
    const k = await TestKernel.open({ a: "const list = [1, { a: null }], fn = () => 1, when = new Date(0), big = 10n, nan = NaN, long = 'x'.repeat(70_000), none = undefined" });
    await k.runAll();
    expect(await k.names()).toMatchObject({ list: [1, { a: null }], fn: "function fn", when: "1970-01-01T00:00:00.000Z", big: "10n", nan: "NaN", none: "undefined" });
    expect(String((await k.names())["long"]).length).toBeLessThan(200);
  });
});

describe("outputs", () => {
  test("B1 B2 B4 B5: the last expression is shown; undefined and branches are not", async () => {
    const k = await TestKernel.open({ a: "'hello'; 123;", b: "const x = 1", c: "undefined", d: "if (true) { 5 }", e: "null", f: "" });
    await k.runAll();
    expect(await k.outputs("a")).toEqual(["123"]);
    for (const id of ["b", "c", "d"]) expect(await k.outputs(id)).toEqual([]);
    expect(await k.outputs("e")).toEqual(["null"]);
  });

  test("B9: a value whose own formatting throws is shown plainly, and the cell succeeds", async () => {
    const k = await TestKernel.open({ a: "({ n: 1, [Symbol.for('watercourse.output')]() { throw new Error('no') } })" });
    await k.runAll();
    expect(await k.cell("a")).toMatchObject({ result: "success", outputs: [{ output: { kind: "tree" } }] });
    expect((await k.console("a"))[0]).toContain("no");
  });

  test("B10: a text that is too long is cut and says so", async () => {
    const k = await TestKernel.open({ a: "'x'.repeat(9e6)" });
    await k.runAll();
    expect((await k.cell("a")).outputs[0]?.output).toMatchObject({ kind: "text", cutFrom: 9e6 });
  });

  test("markdown cells show their text with values in it", async () => {
    const k = await TestKernel.open({ a: "const n = 3", p: { code: "We have **${n}** rows, ${n * 2} twice.", lang: "md", role: "prose" } });
    await k.run("a");
    expect((await k.cell("p")).outputs[0]?.output).toEqual({ kind: "markdown", markdown: "We have **3** rows, 6 twice." });
  });

  test("the console of a cell ends visibly after 5,000 lines, outputs after 200", async () => {
    const k = await TestKernel.open({ a: "for (let i = 0; i < 6000; i++) console.log(i)", b: "for (let i = 0; i < 300; i++) display(i)" });
    await k.runAll();
    const lines = await k.console("a");
    expect(lines).toHaveLength(5001);
    expect(lines.at(-1)).toContain("5000");
    expect(await k.outputs("b")).toHaveLength(201);
  });

  test("values that fight back do not hurt the kernel", async () => {
    const hostile = "new Proxy({}, { get() { throw new Error('get') }, ownKeys() { throw new Error('keys') }, has() { throw new Error('has') }, getPrototypeOf() { throw new Error('proto') } })";
    const k = await TestKernel.open({
      a: `const p = ${hostile}; console.log(p, { p }); display(p); display([p]); 0`,
      b: "({ toString() { throw new Error('text') } })",
      c: `throw ${hostile}`,
      d: "const e = new Error('x'); Object.defineProperty(e, 'stack', { get() { throw 1 } }); Object.defineProperty(e, 'message', { get() { throw 2 } }); throw e",
      e: "const loop: any = { get boom() { throw 1 } }; loop.self = loop; loop",
      f: "1",
    });
    await k.runAll();
    expect(await k.results()).toEqual({ a: "success", b: "success", c: "exception", d: "exception", e: "success", f: "success" });
    expect(JSON.stringify(await k.kernel.snapshot())).toContain("[circular]");
  });

  test("a chart grows by updates of its one output", async () => {
    const k = await TestKernel.open({ a: "const c = display(chart.line([], { x: 'n', y: 'ms', xScale: 'log', xValues: [1, 10] })); for (const n of [1, 10]) { c.push({ n, ms: n * 2 }); await sleep(20) } c" });
    await k.runAll();
    const { outputs } = await k.cell("a");
    expect(outputs).toHaveLength(1);
    expect(outputs[0]?.output).toMatchObject({ kind: "chart", chart: { xScale: "log", data: [{ n: 1, ms: 2 }, { n: 10, ms: 20 }] } });
    expect(k.events.filter((event) => event.type === "outputUpdated").length).toBeGreaterThanOrEqual(2);
  });
});
