import { beforeEach, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";
import type { ChartOutput, Output, ProgressOutput, TableOutput } from "./protocol.ts";

declare global {
  /** The points that cells of these tests ran, in order. */
  var ran: string[];
}

beforeEach(() => {
  globalThis.ran = [];
});

async function shown(k: TestKernel): Promise<{ progress: ProgressOutput; chart: ChartOutput; table: TableOutput; texts: string[] }> {
  const outputs = (await k.cell("a")).outputs.map(({ output }) => output);
  const find = <Kind extends Output["kind"]>(kind: Kind) => outputs.find((output) => output.kind === kind) as Extract<Output, { kind: Kind }>;
  return { progress: find("progress"), chart: find("chart"), table: find("table"), texts: outputs.flatMap((output) => (output.kind === "text" ? output.text : [])) };
}

test("every point is measured, warm-ups are dropped, medians and spread come out by point", async () => {
  const k = await TestKernel.open({
    a: "let calls = 0; const result = await sweep({ n: [1, 10, 100], m: ['x', 'y'] }, async (run, { repeat }) => { calls++; ran.push(run.n + run.m); return repeat === 0 ? 1e9 : run.n * 10 + repeat }, { repeats: 3, warmup: 2, label: 'ms', title: 'How long' }); result",
    b: "const rows = result.rows.map((row) => [row.params.n, row.params.m, row.median, row.min, row.max, row.runs.length, row.error])",
  });
  await k.runAll();
  expect((await k.cell("a")).error).toBeNull();
  const names = await k.names();
  expect(names["calls"]).toBe(3 * 2 * 5);
  expect(names["rows"]).toEqual([
    [1, "x", 12, 11, 13, 3, null],
    [1, "y", 12, 11, 13, 3, null],
    [10, "x", 102, 101, 103, 3, null],
    [10, "y", 102, 101, 103, 3, null],
    [100, "x", 1002, 1001, 1003, 3, null],
    [100, "y", 1002, 1001, 1003, 3, null],
  ]);
  const { progress, chart, table } = await shown(k);
  expect((await k.cell("a")).outputs).toHaveLength(3);
  expect(progress).toMatchObject({ value: 30, total: 30, done: true });
  expect(chart.chart).toMatchObject({ title: "How long", x: "n", xScale: "log", series: [{}, {}] });
  expect(chart.chart.data).toHaveLength(3);
  expect(table.columns.map(({ name }) => name)).toEqual(["n", "m", "ms (median)", "ms min", "ms max", "counted runs"]);
  expect(table.rows[2]).toEqual([10, "x", 102, 101, 103, 3]);
});

test("the order is random by default, repeatable by its seed, and as listed when asked for", async () => {
  const code = (options: string) => `await sweep({ n: [1, 2, 3, 4, 5, 6, 7, 8] }, (run) => { ran.push(String(run.n)); return 1 }, { repeats: 2, warmup: 0, ${options} })`;
  const orderOf = async (options: string) => {
    globalThis.ran = [];
    const k = await TestKernel.open({ a: code(options) });
    await k.runAll();
    return globalThis.ran.join("");
  };
  expect(await orderOf("order: 'given'")).toBe("1234567812345678");
  const seeded = await orderOf("seed: 5");
  expect(seeded).not.toBe("1234567812345678");
  expect(await orderOf("seed: 5")).toBe(seeded);
  expect(seeded.slice(0, 8)).not.toBe(seeded.slice(8));
});

test("a run that returns nothing is timed", async () => {
  const k = await TestKernel.open({ a: "const r = await sweep({ n: [1] }, async () => { await sleep(15) }, { repeats: 2, warmup: 0 })", b: "const fine = r.rows[0].runs.every((s) => s >= 0.014 && s < 5)" });
  await k.runAll();
  expect(await k.names()).toMatchObject({ fine: true });
});

test("a point whose run throws is named, the others are measured", async () => {
  const k = await TestKernel.open({ a: "const r = await sweep({ n: [1, 2, 3] }, (run) => { ran.push(''); if (run.n === 2) throw new Error('too small'); return run.n }, { repeats: 2, warmup: 0 })", b: "const errors = r.rows.map((row) => row.error)" });
  await k.runAll();
  expect(await k.names()).toMatchObject({ errors: [null, "too small", null] });
  expect(globalThis.ran).toHaveLength(5);
  expect((await shown(k)).table.rows).toContainEqual([2, null, null, null, 0, "too small"]);
});

test("when every point throws, the sweep fails with the first error", async () => {
  const k = await TestKernel.open({ a: "await sweep({ n: [1, 2] }, () => { throw new Error('broken') })" });
  await k.runAll();
  expect((await k.cell("a")).error).toMatchObject({ code: "E584", message: expect.stringContaining("broken") as string });
});

test("settings that a run changes are as before in the next one and after the sweep", async () => {
  const { env } = await import("../pipeline/config/env.ts");
  const k = await TestKernel.open(
    { a: "await sweep({ n: [1, 2, 3] }, (run) => { ran.push(String(env.SWEPT)); env.SWEPT = run.n; return 1 }, { repeats: 1, warmup: 0 })", b: "env.SWEPT" },
    "automatic",
    { loadPipeline: async () => ({ env, dlt: {} }) },
  );
  await k.runAll();
  expect((await k.cell("a")).error).toBeNull();
  expect(globalThis.ran).toEqual(["undefined", "undefined", "undefined"]);
  expect(env["SWEPT"]).toBeUndefined();
});

/** Runs a cell until it has made some runs, then presses Stop. */
async function stopAfter(k: TestKernel, runs: number): Promise<void> {
  globalThis.ran = [];
  const running = k.run("a");
  await expect.poll(() => globalThis.ran.length, { interval: 1 }).toBeGreaterThanOrEqual(runs);
  await k.kernel.stop();
  await running;
}

const slow = (more = "") => `const r = await sweep({ n: [1, 2, 3, 4] }, async (run) => { ran.push(String(run.n)); await sleep(limit); return run.n }, { repeats: 2, warmup: 0${more} })`;

test("Stop keeps what was measured on the page; the next run goes on with the rest", async () => {
  const k = await TestKernel.open({ c: "const limit = 20", a: { code: slow(), manual: true }, b: "const medians = r.rows.map((row) => row.median), runs = r.rows.map((row) => row.runs.length)" });
  await k.run("c");
  await stopAfter(k, 4);
  expect((await k.cell("a")).result).toBe("interrupted");
  const before = await shown(k);
  expect(before.table.rows.length).toBeGreaterThanOrEqual(3);
  expect(before.progress.done).toBe(false);
  const made = globalThis.ran.length;
  await k.run("a");
  expect(await k.names()).toMatchObject({ medians: [1, 2, 3, 4], runs: [2, 2, 2, 2] });
  // The run that Stop ended is made again; those before it are not.
  expect(globalThis.ran.length).toBe(8 + 1);
  expect((await shown(k)).texts[0]).toContain(`${made - 1} of 8 runs`);
  globalThis.ran = [];
  await k.run("a");
  expect(globalThis.ran).toHaveLength(8);
});

test.each([
  ["its text changes", (k: TestKernel) => k.edit("a", slow(" /* */")), 8],
  ["what it reads has run again", async (k: TestKernel) => void (await k.edit("c", "const limit = 1")), 8],
  ["it is told to", (k: TestKernel) => k.edit("a", slow(", resume: false")), 8],
])("a stopped sweep begins anew when %s", async (_, change, expected) => {
  const k = await TestKernel.open({ c: "const limit = 20", a: { code: slow(" "), manual: true } });
  await k.run("c");
  await stopAfter(k, 4);
  globalThis.ran = [];
  await change(k);
  if (globalThis.ran.length === 0) await k.run("a");
  expect(globalThis.ran).toHaveLength(expected);
});

test("a stopped sweep begins anew when an input that it reads, or a setting, has changed", async () => {
  const { env } = await import("../pipeline/config/env.ts");
  const k = await TestKernel.open({ s: "const slider = ui.slider(0, 100, { value: 20 })", c: "const limit = slider.value", a: { code: slow(), manual: true } });
  await k.run("c");
  await stopAfter(k, 4);
  await k.set("slider", 1);
  globalThis.ran = [];
  await k.run("a");
  expect(globalThis.ran).toHaveLength(8);
  await k.set("slider", 20);
  globalThis.ran = [];
  await stopAfter(k, 4);
  env["SOME_SETTING"] = 1;
  globalThis.ran = [];
  await k.run("a");
  delete env["SOME_SETTING"];
  expect(globalThis.ran).toHaveLength(8);
});

test.each([
  ["sweep({ n: [1] }, 5)", "E585"],
  ["sweep({ n: [] }, () => 1)", "E580"],
  ["sweep({ n: [1] }, () => 1, { repeats: 0 })", "E581"],
  ["sweep({ n: [1] }, () => 1, { order: 'up' })", "E581"],
  ["sweep({ seconds: [1] }, () => 1)", "E581"],
  ["sweep({ n: Array.from({ length: 9999 }, (_, n) => n) }, () => 1)", "E582"],
  ["sweep({ n: [1, 2] }, () => 'fast')", "E583"],
])("%s is refused with %s", async (call, code) => {
  const k = await TestKernel.open({ a: `await ${call}` });
  await k.runAll();
  expect((await k.cell("a")).error?.code).toBe(code);
});
