/** What the trace of a real run tells. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { secretsProvider } from "../config/providers.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, env, setPipelineHost } from "../index.ts";

let printed: string[] = [];
const settings = ["DATA_WRITER__FILE_MAX_ITEMS", "TRACED__NORMALIZE__WORKERS", "NORMALIZE__WORKERS"];
beforeEach(() => {
  printed = [];
  setPipelineHost(nodeHost({ print: (text) => printed.push(text) }));
});
afterEach(() => {
  for (const key of settings) delete env[key];
  secretsProvider.clear();
});

const orders = (rows = 20) => dlt.resource(Array.from({ length: rows }, (_, id) => ({ id, items: [{ sku: "tea" }] })), { name: "orders" });

test("the timeline has every file in every stage, within the time of the run", async () => {
  Object.assign(env, { DATA_WRITER__FILE_MAX_ITEMS: 10, NORMALIZE__WORKERS: 2 });
  const pages = dlt.resource(
    function* () {
      for (let page = 0; page < 3; page++) yield Array.from({ length: 10 }, (_, id) => ({ id }));
    },
    { name: "pages" },
  );
  const pipeline = dlt.pipeline({ pipelineName: "timeline" });
  await pipeline.run(pages);
  const bars = pipeline.lastTrace?.timeline() ?? [];
  const ofPages = bars.filter(({ table }) => table === "pages");
  expect(ofPages.filter(({ stage }) => stage === "extract").map(({ rows }) => rows)).toEqual([10, 10, 10]);
  expect(new Set(ofPages.map(({ stage }) => stage))).toEqual(new Set(["extract", "normalize", "load"]));
  const whole = (pipeline.lastTrace?.seconds("run") ?? 0) * 1_000;
  for (const { start, end, bytes, file } of bars) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(whole + 1);
    expect(bytes).toBeGreaterThan(0);
    expect(file).toMatch(/^\w+\.[0-9a-f]{10}\.0\./);
  }
});

test("settings that somebody had set are in the trace, with the place that held them", async () => {
  Object.assign(env, { DATA_WRITER__FILE_MAX_ITEMS: 10, TRACED__NORMALIZE__WORKERS: 2 });
  const pipeline = dlt.pipeline({ pipelineName: "traced" });
  await pipeline.run(orders());
  const values = pipeline.lastTrace?.asDict().resolved_config_values ?? [];
  expect(values).toContainEqual({ key: "file_max_items", value: 10, is_secret_hint: false, sections: ["data_writer"], provider_name: "Environment Variables" });
  expect(values).toContainEqual({ key: "workers", value: 2, is_secret_hint: false, sections: ["traced", "normalize"], provider_name: "Environment Variables" });
  expect(pipeline.lastTrace?.asText(1)).toContain("file_max_items->10 in data_writer by Environment Variables");
});

test("when a failed normalize leaves its package, the trace says so for the step and for the run", async () => {
  const pipeline = dlt.pipeline({ pipelineName: "failing" });
  const rows = dlt.resource([{ id: 1, v: null }], { name: "t", columns: { v: { dataType: "text", nullable: false } } });
  await expect(pipeline.run(rows, { keepPending: true })).rejects.toMatchObject({ code: "E420" });
  const text = String(pipeline.lastTrace);
  const [loadId] = (await pipeline.listPendingPackages()).map((one) => one.loadId);
  const failure = [`Failed due to: Pipeline execution failed at \`step=normalize\` when processing package with \`load_id=${loadId}\` with exception:`, "", "E420 null-in-required-column"].join("\n");
  const left = `No data found to normalize\nLoad package ${loadId} is EXTRACTED and NOT YET LOADED to the destination and contains no failed jobs`;
  for (const step of ["normalize", "run"]) {
    const own = text.slice(text.indexOf(`Step ${step} FAILED in `));
    expect(own).toContain(failure);
    expect(own).toContain(left);
  }
});

test("a secret in an error stays out of the trace", async () => {
  dlt.secrets["sources.shop.api_key"] = "correct-horse";
  const pipeline = dlt.pipeline({ pipelineName: "secret" });
  const failing = dlt.resource(
    function* () {
      yield { id: 1 };
      throw new Error(`GET https://shop.example/?key=${String(dlt.secrets["sources.shop.api_key"])} gave 403`);
    },
    { name: "failing" },
  );
  await expect(pipeline.run(failing)).rejects.toMatchObject({ code: "E452" });
  expect(String(pipeline.lastTrace)).toContain("?key=*** gave 403");
  expect(JSON.stringify(pipeline.lastTrace) + pipeline.lastTrace?.asText(1)).not.toContain("correct-horse");
});

test("the log counts resources, rows, files and jobs under the titles of dlt", async () => {
  const pipeline = dlt.pipeline({ pipelineName: "log_pipeline", progress: "log" });
  const info = await pipeline.run(orders());
  const lines = printed.flatMap((block) => block.split("\n"));
  const [loadId] = info.loadIds;
  const titles = new Set(lines.filter((line) => line.startsWith("---")).map((line) => line.replaceAll("-", "").trim()));
  expect(titles).toEqual(new Set(["Extract log", `Normalize log in ${loadId}`, `Load log in ${loadId}`]));
  const counts = lines.filter((line) => line.includes(" | Time: ") && !line.startsWith("Memory")).map((line) => line.slice(0, line.indexOf(" |")).trim());
  expect(counts).toEqual(expect.arrayContaining(["Resources: 0/1 (0.0%)", "Resources: 1/1 (100.0%)", "orders: 20", "Files: 2/2 (100.0%)", "orders__items: 20", "Jobs: 3/3 (100.0%)"]));
  expect(lines.some((line) => line.startsWith("Memory usage: "))).toBe(true);
});
