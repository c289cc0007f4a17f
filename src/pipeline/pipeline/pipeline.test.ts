import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../destination/duckdb/engine.node.ts";
import { nodeHost } from "../host.node.ts";
import type { NodeHostSpec } from "../host.node.ts";
import { dlt, env, setPipelineHost } from "../index.ts";
import type { Pipeline, PipelineEvent } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";

let files: MemoryFileStore;
let events: PipelineEvent[];

/** A new host over the same files is what a reloaded page is. */
function reload(more: NodeHostSpec = {}): void {
  setPipelineHost(nodeHost({ files, report: (event) => events.push(event), ...more }));
}

/** Compiling the program takes seconds on a busy machine; the tests share it. */
beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

beforeEach(() => {
  files = new MemoryFileStore();
  events = [];
  reload();
});

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
});

const shop = (config = {}) => dlt.pipeline({ pipelineName: "shop", datasetName: "shop_data", ...config });

const orders = (count = 2) =>
  dlt.resource(
    function* () {
      for (let id = 1; id <= count; id++) yield { id, userName: `user ${id}`, at: new Date(Date.UTC(2026, 0, id)), items: Array.from({ length: id }, (_, n) => ({ sku: `s${n}` })) };
    },
    { name: "orders" },
  );

const ids = async (pipeline: Pipeline, table: string) => (await pipeline.dataset().table<{ id: number }>(table).orderBy("id").select("id").rows()).map(({ id }) => id);

test("nested rows become tables in DuckDB, tied to their parents", async () => {
  const pipeline = shop();
  await pipeline.run(orders());
  expect(await pipeline.dataset().table("orders").select("id", "user_name", "at").orderBy("id").rows()).toEqual([
    { id: 1, user_name: "user 1", at: new Date("2026-01-01T00:00:00Z") },
    { id: 2, user_name: "user 2", at: new Date("2026-01-02T00:00:00Z") },
  ]);
  const joined = await pipeline.sqlClient().query("SELECT o.id, i.sku FROM orders o JOIN orders__items i ON i._dlt_parent_id = o._dlt_id ORDER BY 1, i._dlt_list_idx");
  expect(joined.rows()).toEqual([{ id: 1, sku: "s0" }, { id: 2, sku: "s0" }, { id: 2, sku: "s1" }]);
  expect(await pipeline.dataset().rowCounts()).toEqual({ orders: 2, orders__items: 3 });
  const loads = await pipeline.dataset().table("_dlt_loads").rows();
  expect(loads).toMatchObject([{ load_id: pipeline.lastLoadInfo?.loadIds[0], schema_name: "shop", status: 0 }]);
});

test("the library's own tables hold the version of the schema and the pipeline's state", async () => {
  const pipeline = shop();
  await pipeline.run(orders());
  const [version] = await pipeline.dataset().table("_dlt_version").rows();
  expect(version).toMatchObject({ schema_name: "shop", version_hash: pipeline.defaultSchema.version_hash, engine_version: 11 });
  expect(await pipeline.dataset().table("_dlt_pipeline_state").select("version", "pipeline_name").rows()).toEqual([{ version: 1, pipeline_name: "shop" }]);
  await pipeline.run(orders());
  expect(await pipeline.dataset().table("_dlt_pipeline_state").rowCount()).toBe(1);
});

test("the three steps by themselves leave their files where they belong", async () => {
  const pipeline = shop();
  const extracted = await pipeline.extract(orders());
  const [loadId] = extracted.loadIds;
  const under = async (folder: string) => (await files.list(`shop/${folder}/${loadId}`)).join(" ");
  expect(await under("normalize/extracted")).toBe("new_jobs/ package.json schema.json");
  expect((await files.list(`shop/normalize/extracted/${loadId}/new_jobs`)).map((name) => name.replace(/[0-9a-f]{10}/, "ID"))).toEqual(["_dlt_pipeline_state.ID.0.typed-jsonl", "orders.ID.0.typed-jsonl"]);
  await pipeline.normalize();
  expect(await under("normalize/extracted")).toBe("");
  expect((await files.list(`shop/load/normalized/${loadId}/new_jobs`)).map((name) => name.replace(/[0-9a-f]{10}/, "ID"))).toEqual(["_dlt_pipeline_state.ID.0.arrow", "orders.ID.0.arrow", "orders__items.ID.0.arrow"]);
  await pipeline.load();
  expect(await under("load/normalized")).toBe("");
  expect(await under("load/loaded")).toBe("completed_jobs/ package.json schema.json");
  expect(await files.list("shop")).toEqual(["load/", "schemas/", "state.json"].sort());
  expect(await files.list("shop/schemas")).toEqual(["shop.schema.json"]);
});

test("texts read as dlt prints them", async () => {
  const pipeline = shop();
  await pipeline.run(orders());
  const [loadId] = pipeline.lastLoadInfo?.loadIds ?? [];
  const info = [
    "Pipeline shop load step completed in N seconds",
    "1 load package(s) were loaded to destination duckdb and into dataset shop_data",
    "The duckdb destination used duckdb: in memory, dataset shop_data location to store data",
    `Load package ${loadId} is LOADED and contains no failed jobs`,
  ].join("\n");
  const plain = (text: unknown) => String(text).replace(/[\d.]+ seconds?/g, "N seconds").replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00/g, "TIME");
  expect(plain(pipeline.lastLoadInfo)).toBe(info);
  expect(plain(pipeline.lastTrace)).toBe(
    [
      "Run started at TIME and COMPLETED in N seconds with 4 steps.",
      "Step extract COMPLETED in N seconds.",
      "",
      `Load package ${loadId} is EXTRACTED and NOT YET LOADED to the destination and contains no failed jobs`,
      "",
      "Step normalize COMPLETED in N seconds.",
      "Normalized data for the following tables:",
      "- orders: 2 row(s)",
      "- orders__items: 3 row(s)",
      "- _dlt_pipeline_state: 1 row(s)",
      "",
      `Load package ${loadId} is NORMALIZED and NOT YET LOADED to the destination and contains no failed jobs`,
      "",
      "Step load COMPLETED in N seconds.",
      info,
      "",
      "Step run COMPLETED in N seconds.",
      info,
    ].join("\n"),
  );
  const [loaded] = pipeline.lastLoadInfo?.loadPackages ?? [];
  expect(String(loaded)).toMatch(/^The package with load id [\d.]+ for schema shop is in LOADED state\. It updated schema for 5 tables\. The package was LOADED at .*\nJobs details:\nJob: orders\.[0-9a-f]{10}\.arrow, table: orders in completed_jobs\. File type: arrow, size: /);
});

test("the trace is data, too: every job with its worker and its times", async () => {
  env.DATA_WRITER__FILE_MAX_ITEMS = 10;
  env.NORMALIZE__WORKERS = 2;
  const pipeline = shop();
  await pipeline.run(orders(20));
  const jobs = pipeline.lastTrace?.jobs ?? [];
  expect(jobs.filter(({ stage, table }) => stage === "extract" && table === "orders").map(({ rows }) => rows)).toEqual([10, 10]);
  expect(new Set(jobs.filter(({ stage }) => stage === "normalize").map(({ worker }) => worker))).toEqual(new Set(["normalize-1", "normalize-2"]));
  expect(jobs.every(({ startedAt, finishedAt }) => startedAt > 0 && finishedAt >= startedAt)).toBe(true);
});

test("a trace goes on from step to step, and a run begins a new one", async () => {
  const pipeline = shop();
  await pipeline.extract(orders());
  await pipeline.normalize();
  expect(pipeline.lastTrace?.steps.map(({ step }) => step)).toEqual(["extract", "normalize"]);
  await pipeline.run();
  expect(pipeline.lastTrace?.steps.map(({ step }) => step)).toContain("run");
  expect(String(await pipeline.load())).toContain("load step completed in ---\n0 load package(s) were loaded to destination duckdb and into dataset None");
});

test("columns that come later, and in another order, find their place", async () => {
  const pipeline = shop();
  await pipeline.run([{ a: 1, b: "x" }], { tableName: "t" });
  await pipeline.run([{ c: true, b: "y" }], { tableName: "t" });
  await pipeline.run([{ b: "z", a: 3 }], { tableName: "t" });
  expect(await pipeline.dataset().table("t").select("a", "b", "c").orderBy("b").rows()).toEqual([{ a: 1, b: "x", c: null }, { a: null, b: "y", c: true }, { a: 3, b: "z", c: null }]);
});

test("every type comes back as it went in", async () => {
  const row = { text: "ü", int: 7, big: 2n ** 60n, huge: 2n ** 90n, double: 0.5, bool: true, at: new Date("2026-01-02T03:04:05.678Z"), bytes: Uint8Array.of(1, 2), deep: { x: { y: [1] } }, price: 12.5 };
  const pipeline = shop();
  await pipeline.run(dlt.resource([row], { name: "t", maxTableNesting: 0, columns: { price: { dataType: "decimal" }, day: { dataType: "date" } } }));
  const [back] = await pipeline.dataset().table("t").rows();
  expect(back).toMatchObject({ text: "ü", int: 7, double: 0.5, bool: true, at: row.at, bytes: row.bytes, deep: { x: { y: [1] } }, price: 12.5 });
  expect(Number(back?.huge)).toBe(2 ** 90);
});

test("a failed resource leaves no package, names itself and keeps the place of the error", async () => {
  const pipeline = shop();
  const failing = dlt.resource(
    function* () {
      yield { id: 1 };
      throw new TypeError("no such field");
    },
    { name: "failing" },
  );
  const error: unknown = await pipeline.run([orders(), failing]).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "E452", message: "Resource `failing` failed after 1 rows: TypeError: no such field" });
  expect((error as Error).stack).toContain("pipeline.test.ts");
  expect(await pipeline.listPendingPackages()).toEqual([]);
  expect(String(pipeline.lastTrace)).toMatch(/FAILED in .* with 2 steps\.\nStep extract FAILED in .*\nFailed due to: Pipeline execution failed at `step=extract` with exception:\n\nE452 resource-failed\nResource `failing` failed/);
});

const unacceptable = () => dlt.resource([{ id: 1, v: null }], { name: "t", columns: { v: { dataType: "text", nullable: false } } });

test("a run whose rows normalize refuses keeps nothing of them: the next run is not blocked", async () => {
  const pipeline = shop();
  await pipeline.run(orders());
  const before = [await files.list("shop/load/loaded"), pipeline.state, pipeline.defaultSchema];
  await expect(pipeline.run(unacceptable())).rejects.toMatchObject({ code: "E420" });
  expect(await pipeline.listPendingPackages()).toEqual([]);
  expect([await files.list("shop/load/loaded"), pipeline.state, pipeline.defaultSchema]).toEqual(before);
  await pipeline.run([{ id: 9 }], { tableName: "orders" });
  expect(await ids(pipeline, "orders")).toEqual([1, 2, 9]);
});

test("after extract, and with keepPending, a package that normalize refuses waits, and says how to give it up", async () => {
  const pipeline = shop();
  await expect(pipeline.run(unacceptable(), { keepPending: true })).rejects.toMatchObject({ code: "E420" });
  const [waiting] = await pipeline.listPendingPackages();
  expect([waiting?.state, await pipeline.hasPendingData()]).toEqual(["extracted", true]);
  const error: unknown = await pipeline.run([{ id: 1 }], { tableName: "orders" }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "E420", fix: expect.stringContaining(`getLoadPackage("${waiting?.loadId}")`) as string });
  expect(String(pipeline.lastTrace)).toContain(`Pipeline execution failed at \`step=normalize\` when processing package with \`load_id=${waiting?.loadId}\``);
  expect((await pipeline.getLoadPackage(waiting?.loadId ?? "")).jobs.map(({ table }) => table)).toContain("t");
  expect(await pipeline.dropPendingPackages()).toEqual([waiting?.loadId]);
  await expect(pipeline.getLoadPackage(waiting?.loadId ?? "")).rejects.toMatchObject({ code: "E441" });
  await pipeline.run([{ id: 1 }], { tableName: "orders" });
  expect(await ids(pipeline, "orders")).toEqual([1]);
});

test("a job that the database refuses aborts its package, and the dataset is as it was", async () => {
  const pipeline = shop();
  await pipeline.run([{ id: 1, v: "x" }], { tableName: "t" });
  await pipeline.sqlClient().query("DELETE FROM t");
  await pipeline.sqlClient().query("ALTER TABLE t ALTER COLUMN v SET NOT NULL");
  const error: unknown = await pipeline.run([{ id: 2, v: null }], { tableName: "t" }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "E481" });
  expect(String(error)).toContain("NOT NULL constraint failed");
  expect(await pipeline.dataset().table("t").rowCount()).toBe(0);
  expect(await pipeline.listPendingPackages()).toEqual([]);
  const text = String(pipeline.lastLoadInfo);
  expect(text).toMatch(/is ABORTED and contains 1 FAILED job\(s\)!\n\t\[t\.[0-9a-f]{10}\.arrow\]: Constraint Error: .*NOT NULL constraint failed/);
  await pipeline.run([{ id: 3, v: "y" }], { tableName: "t" });
  expect(await ids(pipeline, "t")).toEqual([3]);
});

test("what an earlier page left pending is finished first, then the new data is loaded", async () => {
  await shop().extract(orders(1));
  reload();
  await shop().normalize();
  reload();
  await shop().extract([{ id: 10 }], { tableName: "orders" });
  reload();
  const pipeline = shop();
  expect((await pipeline.listPendingPackages()).map(({ state }) => state)).toEqual(["normalized", "extracted"]);
  await pipeline.run([{ id: 20 }], { tableName: "orders" });
  expect(await ids(pipeline, "orders")).toEqual([1, 10, 20]);
  expect(await pipeline.listPendingPackages()).toEqual([]);
});

test("after a reload the dataset is filled again from the packages, once", async () => {
  const first = shop();
  await first.run(orders(2));
  await first.run([{ id: 9 }], { tableName: "orders" });
  const loads = await first.dataset().table("_dlt_loads").rows();
  reload();
  const pipeline = shop();
  expect(await ids(pipeline, "orders")).toEqual([1, 2, 9]);
  expect(await pipeline.dataset().table("orders__items").rowCount()).toBe(3);
  expect(await pipeline.dataset().table("_dlt_loads").rows()).toEqual(loads);
  await pipeline.run([{ id: 10 }], { tableName: "orders" });
  expect(await ids(pipeline, "orders")).toEqual([1, 2, 9, 10]);
});

test("a package whose load was interrupted between commit and note is not loaded twice", async () => {
  const pipeline = shop();
  await pipeline.extract(orders(2));
  await pipeline.normalize();
  const write = files.writeText.bind(files);
  files.writeText = (path, text) => (path.includes("load/loaded") ? Promise.reject(new Error("no room")) : write(path, text));
  await expect(pipeline.load()).rejects.toThrow("no room");
  files.writeText = write;
  await pipeline.load();
  expect(await ids(pipeline, "orders")).toEqual([1, 2]);
});

test("Stop during extract leaves nothing; during load it leaves the package", async () => {
  let stopped = false;
  const stop = () => {
    if (stopped) throw new DOMException("stopped", "AbortError");
  };
  reload({ checkpoint: stop });
  const pipeline = shop();
  const endless = dlt.resource(
    function* () {
      for (let id = 0; ; id++) {
        if (id === 50_000) stopped = true;
        yield { id };
      }
    },
    { name: "endless" },
  );
  await expect(pipeline.run(endless)).rejects.toThrow("stopped");
  stopped = false;
  expect(await pipeline.listPendingPackages()).toEqual([]);
  expect(await files.list("shop/normalize/extracted")).toEqual([]);
  await pipeline.extract(orders());
  await pipeline.normalize();
  stopped = true;
  await expect(pipeline.load()).rejects.toThrow("stopped");
  stopped = false;
  await pipeline.load();
  expect(await ids(pipeline, "orders")).toEqual([1, 2]);
});

test("a database that does not start is an error with a way on, and the next try begins anew", async () => {
  const host = nodeHost({ files });
  let broken = true;
  setPipelineHost({ ...host, startDuckDb: () => (broken ? Promise.reject(new Error("cannot fetch the program")) : host.startDuckDb()) });
  const pipeline = shop();
  await expect(pipeline.run(orders())).rejects.toMatchObject({ code: "E480", message: "DuckDB did not start: cannot fetch the program." });
  broken = false;
  await pipeline.run();
  expect(await ids(pipeline, "orders")).toEqual([1, 2]);
});

test("two pipelines keep apart, also when their datasets share a name", async () => {
  const [a, b] = [dlt.pipeline({ pipelineName: "a", datasetName: "data" }), dlt.pipeline({ pipelineName: "b", datasetName: "data" })];
  await Promise.all([a.run([{ id: 1 }], { tableName: "t" }), b.run([{ id: 2 }], { tableName: "t" })]);
  expect([await ids(a, "t"), await ids(b, "t")]).toEqual([[1], [2]]);
});

test("several resources in one source, and a table per row", async () => {
  const pipeline = shop();
  const events = dlt.resource([{ kind: "click", id: 1 }, { kind: "key", id: 2 }, { kind: "click", id: 3 }], { name: "events", tableName: ({ kind }) => `event_${kind}` });
  await pipeline.run(dlt.source(() => [orders(1), events], { name: "web" }));
  expect(await pipeline.dataset().rowCounts()).toEqual({ orders: 1, orders__items: 1, event_click: 2, event_key: 1 });
  expect(pipeline.schemaNames).toEqual(["web"]);
});

test("devMode begins afresh: a new dataset, nothing pending, no old state", async () => {
  await shop().extract(orders());
  const pipeline = shop({ devMode: true });
  expect(pipeline.datasetName).toMatch(/^shop_data_\d{14}$/);
  await pipeline.run([{ id: 5 }], { tableName: "t" });
  expect(await pipeline.dataset().rowCounts()).toEqual({ t: 1 });
});

test("drop forgets everything", async () => {
  const pipeline = shop();
  await pipeline.run(orders());
  await pipeline.drop();
  expect(await files.list("shop")).toEqual([]);
  await expect(pipeline.dataset().table("orders").rows()).rejects.toMatchObject({ code: "E473" });
  await pipeline.run(orders(1));
  expect(await ids(pipeline, "orders")).toEqual([1]);
});

test("a table that is not there names those that are", async () => {
  const pipeline = shop();
  await pipeline.run(orders());
  await expect(pipeline.dataset().table("order").rows()).rejects.toMatchObject({ code: "E474", fix: "Tables there are: orders, orders__items." });
  await expect(pipeline.sqlClient().query("SELEC 1")).rejects.toMatchObject({ code: "E483" });
});

test("misspelt names and options are refused", () => {
  expect(() => dlt.pipeline({ pipelineName: "../x" })).toThrow(expect.objectContaining({ code: "E470" }));
  expect(() => dlt.pipeline({ destination: "bigquery" })).toThrow(expect.objectContaining({ code: "E471" }));
  expect(() => dlt.pipeline({ pipeline_name: "x" } as object)).toThrow("Did you mean `pipelineName`?");
  expect(() => dlt.resource([{ a: 1 }])).toThrow(expect.objectContaining({ code: "E450" }));
  expect(() => dlt.resource(5 as never, { name: "five" })).toThrow(expect.objectContaining({ code: "E451" }));
});

test("a resource can read the dataset of its own pipeline", async () => {
  const pipeline = shop();
  await pipeline.run(orders(2));
  await pipeline.run(
    dlt.resource(
      async function* () {
        const [last] = await pipeline.dataset().table<{ id: number }>("orders").orderBy("id", "desc").limit(1).rows();
        yield { id: (last?.id ?? 0) + 1 };
      },
      { name: "orders" },
    ),
  );
  expect(await ids(pipeline, "orders")).toEqual([1, 2, 3]);
});

test("a setting that nothing reads, and a column of nulls, are warnings", async () => {
  env.NORMALIZE_DATA_WRITER__DISABLE_COMPRESSION = true;
  await shop().run([{ id: 1, never: null, nor: null }], { tableName: "t" });
  expect(events.filter(({ type }) => type === "warning")).toMatchObject([
    { code: "E402", message: expect.stringContaining("NORMALIZE__DATA_WRITER__DISABLE_COMPRESSION") as string },
    {
      code: "E488",
      message:
        "In schema `shop`: these columns of table `t` held only nulls in this load, so they have no type and are not made:\n  - never\n  - nor\n" +
        'To give a column its type: `dlt.resource(rows, { columns: { "never": { dataType: "text" } } })`.',
    },
  ]);
});

test("a relation can be narrowed before it is read", async () => {
  const pipeline = shop();
  await pipeline.run(Array.from({ length: 10 }, (_, id) => ({ id, odd: id % 2 === 1, name: `it's ${id}` })), { tableName: "t" });
  const table = pipeline.dataset().table<{ id: number; odd: boolean; name: string }>("t");
  expect(await table.where("odd", "=", true).where("id", ">", 2).orderBy("id", "desc").select("id").rows()).toEqual([{ id: 9 }, { id: 7 }, { id: 5 }, { id: 3 }]);
  expect(await table.where("name", "=", "it's 4").select("id").rows()).toEqual([{ id: 4 }]);
  expect(await table.orderBy("id").limit(3).where("odd", "=", true).rowCount()).toBe(1);
  expect(await pipeline.dataset().query("SELECT max(id) AS top FROM t;").rows()).toEqual([{ top: 9 }]);
  expect((await table.arrow()).numRows).toBe(10);
});
