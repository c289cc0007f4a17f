import { beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../destination/duckdb/engine.node.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, setPipelineHost } from "../index.ts";
import type { Pipeline } from "../index.ts";

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

beforeEach(() => setPipelineHost(nodeHost()));

const shop = () => dlt.pipeline({ pipelineName: "shop", datasetName: "shop_data" });

const ids = async (pipeline: Pipeline, table: string) => (await pipeline.dataset().table<{ id: number }>(table).orderBy("id").select("id").rows()).map(({ id }) => id);

test("append keeps what was there", async () => {
  const pipeline = shop();
  for (const load of [1, 2]) await pipeline.run([{ id: load }], { tableName: "t" });
  expect(await ids(pipeline, "t")).toEqual([1, 2]);
});

test("replace empties the table and the tables nested in it first", async () => {
  const pipeline = shop();
  await pipeline.run([{ id: 1, l: [1, 2] }], { tableName: "t", writeDisposition: "replace" });
  await pipeline.run([{ id: 2 }], { tableName: "t", writeDisposition: "replace" });
  expect(await ids(pipeline, "t")).toEqual([2]);
  expect(await pipeline.dataset().table("t__l").rowCount()).toBe(0);
});

test("replace without rows empties the table; append without rows leaves it", async () => {
  const pipeline = shop();
  await pipeline.run([{ id: 1 }], { tableName: "t" });
  await pipeline.run([], { tableName: "t" });
  expect(await ids(pipeline, "t")).toEqual([1]);
  await pipeline.run([], { tableName: "t", writeDisposition: "replace" });
  expect(await ids(pipeline, "t")).toEqual([]);
});

const merged = (rows: readonly object[], spec = {}) => dlt.resource(() => rows, { name: "t", writeDisposition: "merge", ...spec });

test("merge updates rows of a key and inserts new ones, nested rows with them", async () => {
  const pipeline = shop();
  await pipeline.run(merged([{ id: 1, v: "a", l: [1] }, { id: 2, v: "b", l: [2, 3] }], { primaryKey: "id" }));
  await pipeline.run(merged([{ id: 2, v: "B", l: [4] }, { id: 3, v: "c" }], { primaryKey: "id" }));
  expect(await pipeline.dataset().table("t").select("id", "v").orderBy("id").rows()).toEqual([{ id: 1, v: "a" }, { id: 2, v: "B" }, { id: 3, v: "c" }]);
  expect(await pipeline.dataset().table("t__l").select("value").orderBy("value").rows()).toEqual([{ value: 1 }, { value: 4 }]);
});

test.each([
  { why: "of several rows of a key the first by dedupSort stays", spec: { primaryKey: "id", columns: { v: { dedupSort: "desc" } } }, loads: [[{ id: 1, v: 1 }, { id: 1, v: 3 }, { id: 1, v: 2 }]], expected: [{ id: 1, v: 3 }] },
  { why: "ascending keeps the lowest", spec: { primaryKey: "id", columns: { v: { dedupSort: "asc" } } }, loads: [[{ id: 1, v: 2 }, { id: 1, v: 1 }]], expected: [{ id: 1, v: 1 }] },
  { why: "without keys merge appends", spec: {}, loads: [[{ id: 1, v: 1 }], [{ id: 1, v: 1 }]], expected: [{ id: 1, v: 1 }, { id: 1, v: 1 }] },
  { why: "a merge key does not make rows unique", spec: { mergeKey: "v" }, loads: [[{ id: 1, v: 1 }, { id: 2, v: 1 }]], expected: [{ id: 1, v: 1 }, { id: 2, v: 1 }] },
  { why: "rows of either key are replaced", spec: { primaryKey: "id", mergeKey: "v" }, loads: [[{ id: 1, v: 1 }, { id: 2, v: 2 }, { id: 3, v: 3 }], [{ id: 1, v: 2 }]], expected: [{ id: 1, v: 2 }, { id: 3, v: 3 }] },
  { why: "a row marked as deleted deletes", spec: { primaryKey: "id", columns: { gone: { hardDelete: true } } }, loads: [[{ id: 1, v: 1, gone: false }, { id: 2, v: 2, gone: false }], [{ id: 1, v: 1, gone: true }]], expected: [{ id: 2, v: 2 }] },
])("merge: $why", async ({ spec, loads, expected }) => {
  const pipeline = shop();
  for (const rows of loads) await pipeline.run(merged(rows, spec));
  expect(await pipeline.dataset().table("t").select("id", "v").orderBy("id").rows()).toEqual(expected);
});

test("a strategy that there is not is refused before anything changes", async () => {
  const pipeline = shop();
  const run = pipeline.run(merged([{ id: 1 }], { primaryKey: "id", writeDisposition: { disposition: "merge", strategy: "guess" } }));
  await expect(run).rejects.toMatchObject({ code: "E831" });
});
