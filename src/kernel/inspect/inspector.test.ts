import { expect, test } from "vitest";
import { MemoryFileStore } from "../../pipeline/storage/memoryStore.ts";
import { type TestCell, TestKernel } from "../kernelHarness.ts";
import type { InspectedPipeline } from "./databases.ts";

async function ran(cells: Readonly<Record<string, TestCell>>): Promise<TestKernel> {
  const k = await TestKernel.open(cells);
  await k.runAll();
  return k;
}

test("variables: what they are, about how large, and who reads them", async () => {
  const k = await ran({
    a: "const rows = Array.from({ length: 10_000 }, (_, n) => ({ n })), bytes = new Uint8Array(1e6), title = 'x'",
    b: "const total = rows.length + title.length",
    c: "rows.at(0)",
  });
  const { variables } = await k.kernel.inspect({ type: "variables" });
  const byName = Object.fromEntries(variables.map((info) => [info.name, info]));
  expect(byName["rows"]).toMatchObject({ type: "Array(10000)", cell: "a", usedBy: ["b", "c"] });
  expect(byName["total"]).toMatchObject({ type: "number", bytes: 8, preview: "10001", cell: "b", usedBy: [] });
  expect(byName["bytes"]?.bytes).toBeGreaterThanOrEqual(1e6);
  expect(byName["bytes"]?.bytes).toBeLessThan(1.01e6);
  expect(byName["rows"]?.bytes).toBeGreaterThan(10_000 * 8);
});

test("variables that refuse to be looked at are listed without a size", async () => {
  const k = await ran({ a: "const p = new Proxy({}, { ownKeys() { throw new Error('no') } }), loop: any = { get boom() { throw 1 } }; loop.self = loop" });
  const { variables } = await k.kernel.inspect({ type: "variables" });
  expect(variables.map(({ name, bytes }) => [name, bytes === null])).toEqual([["p", true], ["loop", false]]);
});

test("an input is shown with its kind and present value", async () => {
  const k = await ran({ a: "const s = ui.slider(0, 10)", b: "s.value" });
  await k.set("s", 7);
  expect((await k.kernel.inspect({ type: "variables" })).variables).toMatchObject([{ name: "s", type: "slider", preview: "7", usedBy: ["b"] }]);
});

test("graph: cells with their state, edges with the names that they carry", async () => {
  const k = await ran({ a: "const x = 1, y = 2", b: "const z = x + y; throw new Error('no')", c: "z" });
  const { cells, edges } = await k.kernel.inspect({ type: "graph" });
  expect(edges).toEqual([{ from: "a", to: "b", names: ["x", "y"] }, { from: "b", to: "c", names: ["z"] }]);
  expect(cells).toMatchObject([
    { id: "a", defines: ["x", "y"], reads: [], result: "success", errorCode: null },
    { id: "b", defines: ["z"], reads: ["x", "y"], result: "exception", errorCode: "E200" },
    { id: "c", defines: [], reads: ["z"], result: "cancelled", blockedBy: "b" },
  ]);
});

test("history: the last runs, newest first, of all cells or of one", async () => {
  const k = await ran({ a: "const x = 1", b: "x; throw new Error('no')" });
  await k.edit("a", "const x = 2");
  const { runs } = await k.kernel.inspect({ type: "history" });
  expect(runs.map(({ cell, number, result, errorCode }) => [cell, number, result, errorCode])).toEqual([
    ["b", 4, "exception", "E200"],
    ["a", 3, "success", null],
    ["b", 2, "exception", "E200"],
    ["a", 1, "success", null],
  ]);
  expect((await k.kernel.inspect({ type: "history", cell: "a", limit: 1 })).runs.map(({ number }) => number)).toEqual([3]);
  expect(runs.every(({ startedAt, ms }) => startedAt > 1e12 && ms >= 0)).toBe(true);
});

test("panels are answered while a cell runs", async () => {
  const k = await TestKernel.open({ a: "const x = 1", b: "await new Promise(() => {})" });
  const running = k.runAll();
  await expect.poll(async () => (await k.kernel.inspect({ type: "graph" })).cells.map(({ status }) => status)).toEqual(["idle", "running"]);
  await k.kernel.stop();
  await running;
});

test("without the pipeline library there are no files and no databases", async () => {
  const k = await ran({});
  expect(await k.kernel.inspect({ type: "files" })).toEqual({ type: "files", store: null, entries: [], isCut: false });
  expect(await k.kernel.inspect({ type: "database" })).toEqual({ type: "database", databases: [] });
  await expect(k.kernel.inspect({ type: "fileText", path: "a" })).rejects.toMatchObject({ code: "E280" });
});

test("files: folders first, sizes summed, the beginning of a file as text", async () => {
  const store = new MemoryFileStore();
  await store.writeText("shop/state.json", '{"a":"ä"}');
  await store.writeText("shop/schemas/one.json", "12345");
  await store.writeBytes("shop/packages/1/rows.arrow", new Uint8Array([65, 0, 66]));
  const k = await TestKernel.open({}, "automatic", { viewPipelines: async () => ({ files: async () => store, made: () => [] }) });
  const { entries, store: kind } = await k.kernel.inspect({ type: "files" });
  expect(kind).toBe("memory");
  expect(entries).toMatchObject([{ name: "shop", path: "shop", bytes: 18, entries: [{ name: "packages", bytes: 3 }, { name: "schemas", path: "shop/schemas", bytes: 5 }, { name: "state.json", bytes: 10 }] }]);
  expect((await k.kernel.inspect({ type: "files", path: "shop/schemas" })).entries).toEqual([{ name: "one.json", path: "shop/schemas/one.json", bytes: 5 }]);
  expect(await k.kernel.inspect({ type: "fileText", path: "shop/state.json" })).toMatchObject({ bytes: 10, text: '{"a":"ä"}', isCut: false });
  expect(await k.kernel.inspect({ type: "fileText", path: "shop/state.json", bytes: 7 })).toMatchObject({ text: '{"a":"', isCut: true });
  expect(await k.kernel.inspect({ type: "fileText", path: "shop/packages/1/rows.arrow" })).toMatchObject({ bytes: 3, text: null });
});

test.each(["../secret", "/etc", "shop/../../x", "a\\b"])("the path %s does not lead out of the work folders", async (path) => {
  const k = await TestKernel.open({}, "automatic", { viewPipelines: async () => ({ files: async () => new MemoryFileStore(), made: () => [] }) });
  await expect(k.kernel.inspect({ type: "fileText", path })).rejects.toMatchObject({ code: "E281" });
  await expect(k.kernel.inspect({ type: "files", path })).rejects.toMatchObject({ code: "E281" });
});

test("a pipeline that cannot be read says why, and the next one is shown", async () => {
  const broken = { pipelineName: "a", datasetName: "d", destination: "duckdb", hasData: () => Promise.reject(new Error("another tab has it")), dataset: () => { throw new Error("not asked"); } } satisfies InspectedPipeline;
  const empty = { ...broken, pipelineName: "b", hasData: () => Promise.resolve(false) } satisfies InspectedPipeline;
  const k = await TestKernel.open({}, "automatic", { viewPipelines: async () => ({ files: async () => new MemoryFileStore(), made: () => [broken, empty] }) });
  expect((await k.kernel.inspect({ type: "database" })).databases).toMatchObject([
    { pipeline: "a", problem: "another tab has it", tables: [] },
    { pipeline: "b", problem: "Nothing has been loaded yet.", tables: [] },
  ]);
});
