import { describe, expect, test } from "vitest";
import { TestKernel, wait } from "./kernelHarness.ts";

describe("state", () => {
  test("a loop of state that never ends is cut with an error", async () => {
    const k = await TestKernel.open({ s: "const [get, set] = state(0)", 1: "const x = get()", 2: "set(x + 1)" });
    await k.runAll();
    expect((await k.cell("2")).error?.code).toBe("E208");
  });
});

describe("inputs", () => {
  const cells = { 1: "const s = ui.slider(0, 10); s", 2: "const x = s.value + 1", 3: "x" };

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
  test("a module from elsewhere is a clear error", async () => {
    const k = await TestKernel.open({ i: "import { sum } from 'npm:d3-array'" });
    await k.runAll();
    expect((await k.cell("i")).error?.code).toBe("E271");
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
