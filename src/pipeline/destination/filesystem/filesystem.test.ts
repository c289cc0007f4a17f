import { beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../duckdb/engine.node.ts";
import { nodeHost } from "../../host.node.ts";
import type { PipelineEvent } from "../../host.ts";
import { dlt, setPipelineHost } from "../../index.ts";
import { MemoryFileStore } from "../../storage/memoryStore.ts";
import type { FilesystemSpec } from "./filesystemConfig.ts";

let files = new MemoryFileStore();
let events: PipelineEvent[] = [];

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

beforeEach(() => {
  files = new MemoryFileStore();
  events = [];
  setPipelineHost(nodeHost({ files, report: (event) => events.push(event) }));
});

const shop = (spec: FilesystemSpec = {}) => dlt.pipeline({ pipelineName: "shop", destination: dlt.destinations.filesystem(spec), datasetName: "shop_data" });
const bucket = (spec: FilesystemSpec = {}) => dlt.destinations.filesystem(spec);

/** Paths with ids and hashes replaced by their kind. */
const shape = (paths: readonly { path: string }[]) =>
  paths.map(({ path }) => path.replace(/\d{10}\.\d+/g, "LOAD").replace(/\.[0-9a-f]{10}\./, ".FILE.").replace(/__[0-9a-f]{64}/, "__HASH"));

test("rows become one file per table and package, beside dlt's own tables", async () => {
  await shop().run([{ id: 1, items: [{ sku: "a" }, { sku: "b" }] }], { tableName: "orders" });
  const listed = await bucket().list();
  expect(shape(listed)).toEqual([
    "shop_data/_dlt_loads/init",
    "shop_data/_dlt_loads/shop__LOAD.jsonl",
    "shop_data/_dlt_pipeline_state/init",
    "shop_data/_dlt_pipeline_state/shop__LOAD__HASH.jsonl",
    "shop_data/_dlt_version/init",
    "shop_data/_dlt_version/shop__LOAD__HASH.jsonl",
    "shop_data/init",
    "shop_data/orders/LOAD.FILE.jsonl",
    "shop_data/orders__items/LOAD.FILE.jsonl",
  ]);
  const orders = listed.find(({ path }) => path.startsWith("shop_data/orders/"));
  const [row] = new TextDecoder().decode(await bucket().read(orders?.path ?? "")).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(Object.keys(row ?? {})).toEqual(["id", "_dlt_load_id", "_dlt_id"]);
  expect(orders?.bytes).toBeGreaterThan(40);
});

test("append adds files, replace takes the older ones away when the new ones are there", async () => {
  const pipeline = shop();
  for (const id of [1, 2]) await pipeline.run([{ id, l: [id] }], { tableName: "t" });
  expect(shape(await bucket().list("shop_data")).filter((path) => path.includes("/t/") || path.includes("/t__l/")).length).toBe(4);
  await pipeline.run([{ id: 3 }], { tableName: "t", writeDisposition: "replace" });
  expect(shape(await bucket().list("shop_data")).filter((path) => path.includes("/t"))).toEqual(["shop_data/t/LOAD.FILE.jsonl"]);
  expect(await pipeline.dataset().table("t").select("id").rows()).toEqual([{ id: 3 }]);
  expect(await pipeline.dataset().table("t__l").rowCount()).toBe(0);
});

test("merge appends, with a warning", async () => {
  const pipeline = shop();
  for (const load of [1, 2]) await pipeline.run(dlt.resource(() => [{ id: 1, load }], { name: "t", writeDisposition: "merge", primaryKey: "id" }));
  expect(await pipeline.dataset().table("t").rowCount()).toBe(2);
  expect(events.filter((event) => event.type === "warning" && event.code === "E866").length).toBe(2);
});

test("the dataset reads the files with SQL, and sees a new package", async () => {
  const pipeline = shop();
  await pipeline.run([{ id: 1, at: new Date("2024-01-02T03:04:05Z"), big: 2n ** 60n + 1n, extra: { deep: 1.5 } }], { tableName: "t" });
  expect(await pipeline.dataset().table("t").select("id", "at", "big", "extra__deep").rows()).toEqual([{ id: 1, at: new Date("2024-01-02T03:04:05Z"), big: 2n ** 60n + 1n, extra__deep: 1.5 }]);
  await pipeline.run([{ id: 2, added: "new" }], { tableName: "t" });
  expect(await pipeline.dataset().table("t").select("id", "added").orderBy("id").rows()).toEqual([{ id: 1, added: null }, { id: 2, added: "new" }]);
});

test("another page sees what was loaded, from the files alone", async () => {
  await shop().run([{ id: 1 }], { tableName: "t" });
  setPipelineHost(nodeHost({ files }));
  expect(await shop().dataset().table("t").rowCount()).toBe(1);
});

test("a layout with dates and a folder of its own are kept to", async () => {
  const spec = { folder: "lake/raw", layout: "{schema_name}/{table_name}/{YYYY}-{MM}-{DD}/{load_id}-{file_id}" };
  const pipeline = shop(spec);
  for (const id of [1, 2]) await pipeline.run([{ id }], { tableName: "t", writeDisposition: "replace" });
  const data = (await bucket(spec).list()).filter(({ path }) => path.includes("/t/"));
  expect(data.length).toBe(1);
  expect(data[0]?.path).toMatch(/^shop_data\/shop\/t\/\d{4}-\d\d-\d\d\/\d+\.\d+-[0-9a-f]{10}\.jsonl$/);
  expect(await files.list("local.files/lake/raw")).toEqual(["shop_data/"]);
});

test("tables whose names begin alike are told apart in a flat layout", async () => {
  const pipeline = shop({ layout: "{table_name}_{load_id}_{file_id}.{ext}" });
  await pipeline.run([{ id: 1 }], { tableName: "t" });
  await pipeline.run([{ id: 1 }], { tableName: "t_1" });
  await pipeline.run([{ id: 2 }], { tableName: "t", writeDisposition: "replace" });
  expect(await pipeline.dataset().table("t").select("id").rows()).toEqual([{ id: 2 }]);
  expect(await pipeline.dataset().table("t_1").rowCount()).toBe(1);
});

test("files may go to any store, and settings come from configuration", async () => {
  const elsewhere = new MemoryFileStore();
  await shop({ files: elsewhere }).run([{ id: 1 }], { tableName: "t" });
  expect(await elsewhere.list("")).toEqual(["shop_data/"]);
  dlt.config["destination.filesystem.bucket_url"] = "file:///from/config";
  try {
    await dlt.pipeline({ pipelineName: "other", destination: "filesystem", datasetName: "d" }).run([{ id: 1 }], { tableName: "t" });
  } finally {
    delete dlt.config["destination.filesystem.bucket_url"];
  }
  expect(await files.list("local.files/from/config")).toEqual(["d/"]);
});

test("everything is downloaded as one zip file", async () => {
  await shop().run([{ id: 1 }], { tableName: "t" });
  const zip = await bucket().download("shop_data");
  const text = new TextDecoder("latin1").decode(await zip.arrayBuffer());
  expect(text.startsWith("PK")).toBe(true);
  expect(text).toMatch(/shop_data\/t\/\d+\.\d+\.[0-9a-f]{10}\.jsonl/);
  expect(text).toContain('{"id":1,');
});

test("drop removes what the pipeline loaded, and leaves what others did", async () => {
  await shop().run([{ id: 1 }], { tableName: "t" });
  const other = dlt.pipeline({ pipelineName: "other", destination: dlt.destinations.filesystem(), datasetName: "shop_data" });
  await other.run([{ id: 2 }], { tableName: "t" });
  await shop().drop();
  expect(await other.dataset().table("t").select("id").rows()).toEqual([{ id: 2 }]);
  await other.drop();
  expect(await bucket().list()).toEqual([]);
});

test("a package that comes again writes over its files", async () => {
  const broken = new MemoryFileStore();
  const failing = new Proxy(broken, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key === "writeText") return async (path: string, text: string) => (path.includes("/_dlt_loads/") && path.endsWith(".jsonl") ? Promise.reject(new Error("lost connection")) : target.writeText(path, text));
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  await expect(shop({ files: failing }).run([{ id: 1 }], { tableName: "t" })).rejects.toThrow(/lost connection/);
  await shop({ files: broken }).load();
  expect(shape(await bucket({ files: broken }).list()).filter((path) => path.includes("/t/"))).toEqual(["shop_data/t/LOAD.FILE.jsonl"]);
  expect(await shop({ files: broken }).dataset().table("t").rowCount()).toBe(1);
});

test.each([
  { layout: "{table_name}/{file_id}.{ext}", why: "without load_id" },
  { layout: "{table_name}/{load_id}.{file_id}.{colour}", why: "with an unknown placeholder" },
  { layout: "../{table_name}/{load_id}.{file_id}", why: "that leaves the dataset" },
])("a layout $why is refused", ({ layout }) => {
  expect(() => dlt.destinations.filesystem({ layout })).toThrowError(expect.objectContaining({ code: "E865" }));
});

test("a cloud address is refused", async () => {
  await expect(shop({ bucketUrl: "s3://bucket" }).run([{ id: 1 }], { tableName: "t" })).rejects.toMatchObject({ message: expect.stringMatching(/no cloud storage here/) });
});
