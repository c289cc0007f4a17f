import { beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../destination/duckdb/engine.node.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, setPipelineHost } from "../index.ts";
import type { SinkRow } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";

let files = new MemoryFileStore();

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

beforeEach(() => {
  files = new MemoryFileStore();
  setPipelineHost(nodeHost({ files }));
});

const rows = [
  { id: 1, name: "ß \"quoted\", and\nmore", big: 2n ** 60n + 1n, at: new Date("2024-01-02T03:04:05.006Z"), price: 1.25, ok: true, tags: [{ t: "a" }, { t: "b" }] },
  { id: 2, name: "", big: 0n, at: new Date(0), price: -0.1, ok: false, tags: [] },
  { id: 3 },
];
const orders = () => dlt.resource(() => rows, { name: "orders" });

test.each<LoaderFileFormat>(["jsonl", "csv", "parquet", "insert_values"])("a run by way of %s leaves what a run by way of Arrow does", async (loaderFileFormat) => {
  const read = async (format?: LoaderFileFormat) => {
    const pipeline = dlt.pipeline({ pipelineName: `by_${format ?? "arrow"}` });
    await pipeline.run(orders(), format === undefined ? {} : { loaderFileFormat: format });
    const dataset = pipeline.dataset();
    return [await dataset.table("orders").select("id", "name", "big", "at", "price", "ok").orderBy("id").rows(), await dataset.table("orders__tags").select("t", "_dlt_list_idx").orderBy("t").rows()];
  };
  expect(await read(loaderFileFormat)).toEqual(await read());
});

test.each<LoaderFileFormat>(["jsonl", "csv", "parquet"])("files of format %s lie in the bucket and read back", async (loaderFileFormat) => {
  const bucket = dlt.destinations.filesystem();
  const pipeline = dlt.pipeline({ pipelineName: "lake", destination: bucket, datasetName: "lake" });
  await pipeline.run(orders(), { loaderFileFormat });
  const data = (await bucket.list("lake")).filter(({ path }) => path.includes("/orders"));
  expect(data.map(({ path }) => path.split(".").at(-1))).toEqual([loaderFileFormat, loaderFileFormat]);
  expect(await pipeline.dataset().table("orders").select("id", "name", "big", "at", "price", "ok").orderBy("id").rows()).toEqual([
    ...rows.slice(0, 2).map(({ tags: _tags, ...row }) => ({ ...row, big: (row.big ?? 0n) > 2n ** 53n ? row.big : Number(row.big) })),
    { id: 3, name: null, big: null, at: null, price: null, ok: null },
  ]);
});

test("a resource asks for the format of its table", async () => {
  const bucket = dlt.destinations.filesystem();
  await dlt.pipeline({ pipelineName: "mixed", destination: bucket }).run([dlt.resource(() => [{ a: 1 }], { name: "a", fileFormat: "parquet" }), dlt.resource(() => [{ b: 1 }], { name: "b" })]);
  expect((await bucket.list()).filter(({ path }) => /\/[ab]\//.test(path)).map(({ path }) => path.split(".").at(-1))).toEqual(["parquet", "jsonl"]);
});

test("a sink gets names and nested values as the data has them, unless it asks for tables", async () => {
  const seen: [string, SinkRow[]][] = [];
  const keep = (items: SinkRow[], { name }: { readonly name: string }): void => void seen.push([name, items]);
  const nested = [{ userName: "a", address: { city: "B" }, tags: ["x"] }];
  await dlt.pipeline({ pipelineName: "plain", destination: dlt.destination(keep) }).run(nested, { tableName: "Users" });
  expect(seen).toEqual([["Users", nested]]);
  seen.length = 0;
  await dlt.pipeline({ pipelineName: "tables", destination: dlt.destination(keep, { namingConvention: "snake_case", maxTableNesting: 1 }) }).run(nested, { tableName: "Users" });
  expect(seen).toEqual([["users", [{ user_name: "a", address__city: "B" }]], ["users__tags", [{ value: "x" }]]]);
});
