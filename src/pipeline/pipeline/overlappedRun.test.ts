import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../destination/duckdb/engine.node.ts";
import { nodeHost } from "../host.node.ts";
import type { NodeHostSpec } from "../host.node.ts";
import { dlt, env, setPipelineHost } from "../index.ts";
import type { Pipeline } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";

let files: MemoryFileStore;

function open(more: NodeHostSpec = {}): void {
  setPipelineHost(nodeHost({ files, ...more }));
}

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

beforeEach(() => {
  files = new MemoryFileStore();
  open();
});

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
});

const river = (name = "river") => dlt.pipeline({ pipelineName: name, datasetName: "data" });

const counting = (count: number, name = "rows") =>
  dlt.resource(
    function* () {
      for (let id = 0; id < count; id++) yield { id, text: `row ${id}` };
    },
    { name },
  );

const rowsOf = async (pipeline: Pipeline, sql: string) => (await pipeline.sqlClient().query(sql)).rows();

test("stages overlap: rows are normalized and loaded before extract has ended", async () => {
  const pipeline = river();
  await pipeline.run(counting(400_000));
  const [extract, normalize, load, run] = pipeline.lastTrace?.steps ?? [];
  expect([extract?.step, normalize?.step, load?.step, run?.step]).toEqual(["extract", "normalize", "load", "run"]);
  expect(normalize?.startedAt).toBeLessThan(extract?.finishedAt ?? 0);
  expect(load?.startedAt).toBeLessThan(extract?.finishedAt ?? 0);
  expect(run?.finishedAt).toBeGreaterThanOrEqual(load?.finishedAt ?? Number.POSITIVE_INFINITY);
  expect(extract?.jobs.filter(({ table }) => table === "rows").length).toBeGreaterThan(2);
  expect(await rowsOf(pipeline, "SELECT count(*) AS n, count(DISTINCT id) AS ids FROM rows")).toEqual([{ n: 400_000, ids: 400_000 }]);
});

test("tables and columns that appear after the load has begun, and whole numbers that become fractions, are loaded", async () => {
  env.DATA_WRITER__FILE_MAX_ITEMS = 100;
  const wide = "x".repeat(40_000);
  const growing = dlt.resource(
    function* () {
      for (let id = 0; id < 100; id++) yield { id, wide, value: 1 };
      for (let id = 100; id < 200; id++) yield { id, wide, value: 2.5, late: true };
      for (let id = 200; id < 300; id++) yield { id, value: 3, tags: [{ name: "t" }] };
    },
    { name: "growing" },
  );
  const pipeline = river();
  await pipeline.run(growing);
  expect(pipeline.defaultSchema.tables.growing?.columns.value?.data_type).toBe("double");
  expect(await rowsOf(pipeline, "SELECT count(*) AS n, sum(value) AS total, count(late) AS late FROM growing")).toEqual([{ n: 300, total: 100 + 250 + 300, late: 100 }]);
  expect(await rowsOf(pipeline, "SELECT count(*) AS n FROM growing__tags t JOIN growing g ON g._dlt_id = t._dlt_parent_id")).toEqual([{ n: 100 }]);
  open();
  expect(await rowsOf(river(), "SELECT count(*) AS n, sum(value) AS total FROM growing")).toEqual([{ n: 300, total: 650 }]);
});

test("a replaced table is emptied once, also when its rows come in many files", async () => {
  env.DATA_WRITER__FILE_MAX_ITEMS = 10;
  const pipeline = river();
  await pipeline.run(counting(50), { writeDisposition: "replace" });
  await pipeline.run(counting(30), { writeDisposition: "replace" });
  expect(await pipeline.dataset().table("rows").rowCount()).toBe(30);
});

test("a source that fails after much was loaded leaves nothing: no rows, no package, no state", async () => {
  const pipeline = river();
  await pipeline.run(counting(3));
  const before = [pipeline.state, pipeline.defaultSchema, await files.list("river/load/loaded")];
  const failing = dlt.resource(
    function* () {
      for (let id = 0; id < 300_000; id++) yield { id, other: id };
      throw new Error("gone");
    },
    { name: "rows" },
  );
  await expect(pipeline.run(failing)).rejects.toMatchObject({ code: "E452" });
  expect([pipeline.state, pipeline.defaultSchema, await files.list("river/load/loaded")]).toEqual(before);
  expect([await pipeline.dataset().table("rows").rowCount(), await pipeline.listPendingPackages()]).toEqual([3, []]);
  await pipeline.run(counting(2));
  expect(await pipeline.dataset().table("rows").rowCount()).toBe(5);
});

test("Stop while rows are being loaded undoes the transaction", async () => {
  const stopping = new AbortController();
  open({ signal: () => stopping.signal });
  const pipeline = river();
  const endless = dlt.resource(
    function* () {
      for (let id = 0; ; id++) {
        if (id === 400_000) stopping.abort(new DOMException("stopped by hand", "AbortError"));
        yield { id, text: `row ${id}` };
      }
    },
    { name: "rows" },
  );
  await expect(pipeline.run(endless)).rejects.toThrow("stopped by hand");
  open();
  expect(await river().listPendingPackages()).toEqual([]);
  expect(await files.list("river/load/loaded")).toEqual([]);
  await river().run(counting(2));
  expect(await river().dataset().table("rows").rowCount()).toBe(2);
});

test("several sources are several packages, loaded one after the other, the state in the first", async () => {
  const pipeline = river();
  const info = await pipeline.run([dlt.source(() => [counting(5, "a")], { name: "first" }), dlt.source(() => [counting(6, "b")], { name: "second" })]);
  expect(info.loadPackages.map(({ schemaName, state, jobs }) => [schemaName, state, jobs.map(({ table }) => table).sort()])).toEqual([
    ["first", "loaded", ["_dlt_pipeline_state", "a"]],
    ["second", "loaded", ["b"]],
  ]);
  expect(await pipeline.dataset().rowCounts()).toEqual({ a: 5, b: 6 });
});

test("when the load of the second package is refused, the first stays and the second is aborted", async () => {
  const pipeline = river();
  const both = (v: string | null) => [dlt.source(() => [counting(1, "a")], { name: "first" }), dlt.source(() => [dlt.resource([{ v }], { name: "b" })], { name: "second" })];
  await pipeline.run(both("x"));
  await pipeline.sqlClient().query("DELETE FROM b");
  await pipeline.sqlClient().query("ALTER TABLE b ALTER COLUMN v SET NOT NULL");
  await expect(pipeline.run(both(null))).rejects.toMatchObject({ code: "E481" });
  expect(await rowsOf(pipeline, "SELECT (SELECT count(*) FROM a) AS a, (SELECT count(*) FROM b) AS b")).toEqual([{ a: 2, b: 0 }]);
  expect(await pipeline.listPendingPackages()).toEqual([]);
  const failed = await pipeline.listFailedJobs();
  expect(failed.map(({ table, message }) => [table, message.includes("NOT NULL")])).toEqual([["b", true]]);
  const [job] = (await pipeline.getLoadPackage(failed[0]?.loadId ?? "")).failedJobs;
  expect(await files.readText(`river/load/loaded/${failed[0]?.loadId}/failed_jobs/${job?.file}.exception`)).toContain("NOT NULL constraint failed");
});

test("with LOAD__RAISE_ON_FAILED_JOBS off, the other jobs of the package are loaded", async () => {
  const pipeline = river();
  const two = (v: string | null) => [dlt.resource([{ v }], { name: "a" }), dlt.resource([{ id: 1 }], { name: "b" })];
  await pipeline.run(two("x"));
  await pipeline.sqlClient().query("DELETE FROM a");
  await pipeline.sqlClient().query("ALTER TABLE a ALTER COLUMN v SET NOT NULL");
  env.LOAD__RAISE_ON_FAILED_JOBS = false;
  const info = await pipeline.run(two(null));
  expect([info.hasFailedJobs, info.loadPackages[0]?.state]).toEqual([true, "loaded"]);
  expect(await rowsOf(pipeline, "SELECT (SELECT count(*) FROM a) AS a, (SELECT count(*) FROM b) AS b")).toEqual([{ a: 0, b: 2 }]);
});

const value = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ min: -1000, max: 1000, noNaN: true }), fc.string({ maxLength: 5 }), fc.boolean(), fc.constant(null));
const row = fc.record({ a: value, b: value, list: fc.array(fc.record({ c: value }), { maxLength: 2 }) }, { requiredKeys: [] });

test("random rows in random files over one to three workers give the same rows in the same tables", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 3 }), async (rows, perFile, workers) => {
      const numbered = rows.map((one, n) => ({ n, ...one }));
      const contents: unknown[] = [];
      for (const [config, size] of [[1, rows.length], [workers, perFile]] as const) {
        const pipeline = river(`property_${round++}`);
        env.NORMALIZE__WORKERS = config;
        env.DATA_WRITER__FILE_MAX_ITEMS = size;
        await pipeline.run(numbered, { tableName: "t" });
        contents.push([await plainRows(pipeline, "t", "n"), await childRows(pipeline)]);
        await pipeline.drop();
      }
      expect(contents[1]).toEqual(contents[0]);
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** Each row with its values as text, whatever column of a name they went to: which type comes first depends on the order of files. */
async function plainRows(pipeline: Pipeline, table: string, order: string): Promise<unknown[]> {
  return (await rowsOf(pipeline, `SELECT * FROM ${table} ORDER BY ${order}`)).map(plain);
}

async function childRows(pipeline: Pipeline): Promise<unknown[]> {
  if (!("t__list" in pipeline.defaultSchema.tables)) return [];
  return (await rowsOf(pipeline, "SELECT t.n, l._dlt_list_idx AS i, l.* FROM t__list l JOIN t ON t._dlt_id = l._dlt_parent_id ORDER BY t.n, l._dlt_list_idx")).map(plain);
}

function plain(found: Record<string, unknown>): Record<string, string> {
  const values = Object.entries(found).filter(([key, one]) => one !== null && !key.startsWith("_dlt"));
  return Object.fromEntries(values.map(([key, one]) => [key.replace(/__v_.*$/, ""), typeof one === "number" ? String(one) : asText(one)] as const).sort());
}

/** A number that went into a text column, or a boolean, reads as itself. */
function asText(one: unknown): string {
  const text = String(one);
  return text !== "" && Number.isFinite(Number(text)) ? String(Number(text)) : text.toLowerCase();
}
