import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../destination/duckdb/engine.node.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, env, setPipelineHost } from "../index.ts";
import type { Pipeline } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";

let files: MemoryFileStore;

function open(): void {
  setPipelineHost(nodeHost({ files }));
}

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

beforeEach(() => {
  files = new MemoryFileStore();
  open();
});

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
});

const shop = () => dlt.pipeline({ pipelineName: "shop", datasetName: "data" });

/** Two resources, of which the first remembers how far it came. */
const source = (first: number, count = 3) =>
  dlt.source(
    () => [
      dlt.resource(Array.from({ length: count }, (_, n) => ({ id: first + n, items: [{ sku: "tea" }] })), { name: "orders", incremental: dlt.sources.incremental("id", { initialValue: 0 }) }),
      dlt.resource([{ name: `user ${first}` }], { name: "users" }),
    ],
    { name: "shop" },
  );

const counts = (pipeline: Pipeline) => pipeline.dataset().rowCounts();
const lastValue = (pipeline: Pipeline) => {
  const state = pipeline.state?.sources.shop as { resources?: Record<string, { incremental?: Record<string, { last_value: unknown }> }> } | undefined;
  return state?.resources?.orders?.incremental?.id?.last_value;
};

test("refresh: drop_sources forgets all tables and the state of the source, and a reload agrees", async () => {
  const pipeline = shop();
  await pipeline.run(source(10));
  await pipeline.run([{ id: 1 }], { tableName: "others" });
  await pipeline.run(source(1).withResources("orders"), { refresh: "drop_sources" });
  expect(await counts(pipeline)).toEqual({ orders: 3, orders__items: 3 });
  expect(lastValue(pipeline)).toBe(3);
  open();
  expect(await counts(shop())).toEqual({ orders: 3, orders__items: 3 });
});

test("refresh: drop_resources forgets the tables and the state of what runs, and leaves the rest", async () => {
  const pipeline = shop();
  await pipeline.run(source(10));
  await pipeline.run(source(1, 2).withResources("orders"), { refresh: "drop_resources" });
  expect(await counts(pipeline)).toEqual({ orders: 2, orders__items: 2, users: 1 });
  expect(lastValue(pipeline)).toBe(2);
});

test("refresh: drop_data empties tables and forgets how far a resource came; columns stay", async () => {
  const pipeline = shop();
  await pipeline.run([{ id: 10, old: true }], { tableName: "plain" });
  await pipeline.run([{ id: 1 }], { tableName: "plain", refresh: "drop_data" });
  expect(await pipeline.dataset().table("plain").select("id", "old").rows()).toEqual([{ id: 1, old: null }]);
  await pipeline.run(source(10));
  await pipeline.run(source(1, 1).withResources("orders"), { refresh: "drop_data" });
  expect(await counts(pipeline)).toMatchObject({ orders: 1, orders__items: 1, users: 1 });
  expect(lastValue(pipeline)).toBe(1);
});

test("without refresh a resource goes on where it was", async () => {
  const pipeline = shop();
  await pipeline.run(source(10));
  await pipeline.run(source(11));
  expect(await counts(pipeline)).toMatchObject({ orders: 4, users: 2 });
});

test("drop of a resource takes its tables and its state away, also for those who reload", async () => {
  const pipeline = shop();
  await pipeline.run(source(10));
  await pipeline.drop("orders");
  expect(await counts(pipeline)).toEqual({ users: 1 });
  expect([lastValue(pipeline), Object.keys(pipeline.defaultSchema.tables).filter((name) => name.startsWith("orders"))]).toEqual([undefined, []]);
  open();
  expect(await counts(shop())).toEqual({ users: 1 });
  await shop().run(source(1));
  expect(await counts(shop())).toEqual({ orders: 3, orders__items: 3, users: 2 });
});

test("a resource that filled no table cannot be dropped", async () => {
  const pipeline = shop();
  await pipeline.run(source(10));
  await expect(pipeline.drop(["orders", "nobody"])).rejects.toMatchObject({ code: "E444", fix: "Resources there are: orders, users." });
});

test("a way to refresh, and a format, must be one that there is", async () => {
  await expect(shop().run([{ id: 1 }], { tableName: "t", refresh: "all" as never })).rejects.toMatchObject({ code: "E445" });
  await expect(shop().run([{ id: 1 }], { tableName: "t", loaderFileFormat: "avro" as never })).rejects.toMatchObject({ code: "E442" });
  await expect(shop().run([{ id: 1 }], { tableName: "t", schema: 5 as never })).rejects.toMatchObject({ code: "E443" });
});

test("rows without a source can go into a schema of another name", async () => {
  const other = dlt.pipeline({ pipelineName: "other" });
  await other.run([{ id: 1, v: 1.5 }], { tableName: "t" });
  const pipeline = shop();
  await pipeline.run([{ id: 2 }], { tableName: "t", schema: other.defaultSchema });
  expect(pipeline.schemaNames).toEqual(["other"]);
  expect(pipeline.schemas.other?.tables.t?.columns.v?.data_type).toBe("double");
});

test("a lost work folder is made again from the destination: state, schemas, and where a resource was", async () => {
  const into = () => dlt.pipeline({ pipelineName: "shop", datasetName: "data", destination: "filesystem" });
  await into().run(source(10));
  await files.remove("shop");
  open();
  const pipeline = into();
  expect(await pipeline.hasData()).toBe(false);
  expect(await pipeline.syncDestination()).toBe(true);
  expect([lastValue(pipeline), pipeline.schemaNames, await pipeline.syncDestination()]).toEqual([12, ["shop"], false]);
  await files.remove("shop");
  open();
  const again = into();
  await again.run(source(12).withResources("orders"));
  expect([lastValue(again), again.lastLoadInfo?.loadPackages[0]?.jobs.find(({ table }) => table === "orders")?.rows]).toEqual([14, 2]);
});
