/** The whole pipeline in a real browser: OPFS, nested workers, DuckDB-WASM. */
import * as Comlink from "comlink";
import { afterEach, expect, test } from "vitest";
import { exerciseFacts } from "./storage/storeExercise.ts";
import type { PipelineTestApi } from "./host.browser.test.worker.ts";

const workers: Worker[] = [];

function startKernel() {
  const worker = new Worker(new URL("./host.browser.test.worker.ts", import.meta.url), { type: "module" });
  workers.push(worker);
  return { api: Comlink.wrap<PipelineTestApi>(worker), kill: () => worker.terminate() };
}

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

test("files in the origin private file system can be written, replaced, listed, moved and removed", async () => {
  expect(await startKernel().api.exerciseFiles()).toEqual(exerciseFacts);
});

const uniqueName = (name: string) => `${name}_${crypto.randomUUID().slice(0, 8)}`;

test("rows go through OPFS and normalize workers into DuckDB", async () => {
  const { api } = startKernel();
  const name = uniqueName("shop");
  await api.setEnv({ NORMALIZE__WORKERS: 2, DATA_WRITER__FILE_MAX_ITEMS: 2_000 });
  const { info, workers: used, counts } = await api.run(name, 10_000);
  expect(info).toContain("is LOADED and contains no failed jobs");
  expect(counts).toEqual({ orders: 10_000, orders__items: 20_000 });
  expect(used).toEqual(expect.arrayContaining(["main", "normalize-1", "normalize-2", "load-1"]));

  const page = await api.page(name, "orders", 5_000, 2);
  expect(page.rowCount).toBe(10_000);
  expect(page.columns.slice(0, 2)).toEqual([{ name: "id", type: "bigint", sourceType: "BIGINT" }, { name: "customer__name", type: "string", sourceType: "VARCHAR" }]);
  expect(page.rows.map((row) => row[0])).toEqual([4_999, 4_998]);
  expect(await api.query(name, "SELECT sku, count(*) AS n FROM orders__items GROUP BY sku ORDER BY sku")).toEqual([{ sku: "jaffle", n: 10_000 }, { sku: "tea", n: 10_000 }]);

  expect(await api.read(name)).toEqual({ outcome: "Error: inside 9900", afterwards: 10_000, chunks: [10, 20, 30], text: [{ a: "it's", b: "it's" }] });

  const files = (await api.workFolder()).filter((path) => path.startsWith(`watercourse/pipelines/${name}/`));
  expect(files.filter((path) => /load\/loaded\/[\d.]+\/completed_jobs\/orders\.[0-9a-f]{10}\.0\.arrow$/.test(path)).length).toBe(5);
  expect(files.some((path) => path.includes("/normalize/extracted/") || path.includes("/load/normalized/"))).toBe(false);
});

test("after a killed worker the dataset is there again, complete and without doubles", async () => {
  const first = startKernel();
  const name = uniqueName("reload");
  await first.api.run(name, 100);
  await first.api.run(name, 50);
  await first.api.extractOnly(name, 7);
  first.kill();

  const second = startKernel();
  expect(await second.api.counts(name)).toEqual({ orders: 150, orders__items: 300 });
  const { pending, counts } = await second.api.finishPending(name);
  expect(pending).toEqual(["extracted"]);
  expect(counts).toEqual({ orders: 157, orders__items: 314 });
});

test("a worker killed at any moment loses nothing committed and loads nothing twice", async () => {
  const name = uniqueName("killed");
  const first = startKernel();
  await first.api.run(name, 500);
  first.kill();
  for (const delay of [15, 40, 80, 160]) {
    const kernel = startKernel();
    await kernel.api.counts(name);
    kernel.api.run(name, 3_000).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, delay));
    kernel.kill();
  }
  const last = startKernel();
  const { counts } = await last.api.finishPending(name);
  expect(counts.orders).toBeGreaterThanOrEqual(500);
  expect(((counts.orders ?? 0) - 500) % 3_000).toBe(0);
  expect(counts.orders__items).toBe(2 * (counts.orders ?? 0));
  const ids = await last.api.query(name, "SELECT count(DISTINCT _dlt_id) AS ids, count(*) AS rows FROM orders");
  expect(ids).toEqual([{ ids: counts.orders, rows: counts.orders }]);
}, 60_000);

test("a second tab cannot take the same pipeline, and can once the first is gone", async () => {
  const name = uniqueName("tabs");
  const first = startKernel();
  await first.api.run(name, 1);
  const second = startKernel();
  await expect(second.api.run(name, 1)).rejects.toThrow(`The pipeline \`${name}\` is in use in another tab`);
  first.kill();
  expect((await second.api.run(name, 1)).counts).toEqual({ orders: 2, orders__items: 4 });
});

test("Stop ends an endless resource, and nothing half-made is left", async () => {
  const { api } = startKernel();
  const { outcome, ms, pending } = await api.endless(uniqueName("endless"));
  expect(outcome).toContain("stopped by hand");
  expect(ms).toBeLessThan(2_000);
  expect(pending).toBe(0);
});

test("devMode begins afresh each time", async () => {
  const { api } = startKernel();
  const name = uniqueName("dev");
  expect((await api.run(name, 3, true)).counts).toEqual({ orders: 3, orders__items: 6 });
  expect((await api.run(name, 3, true)).counts).toEqual({ orders: 3, orders__items: 6 });
});

test("an extension that would be fetched is an SQL error, and the database lives on", async () => {
  const { api } = startKernel();
  const name = uniqueName("sql");
  await api.run(name, 1);
  await expect(api.query(name, "SELECT * FROM read_parquet('x.parquet')")).rejects.toThrow("parquet");
  await expect(api.query(name, "SELECT now() AT TIME ZONE 'Europe/Berlin'")).rejects.toThrow("icu");
  expect(await api.query(name, "SELECT count(*) AS n FROM orders")).toEqual([{ n: 1 }]);
  expect(await api.query(name, "SELECT id FROM orders WHERE id < 0")).toEqual([]);
  await api.query(name, "CREATE VIEW ids AS SELECT id + 1 AS next FROM orders");
  await api.query(name, "DELETE FROM orders WHERE id < 0");
  expect(await api.query(name, "SELECT * FROM ids")).toEqual([{ next: 1 }]);
  await expect(api.query(name, "SELECT nothing FROM orders")).rejects.toThrow("Binder Error");
});
