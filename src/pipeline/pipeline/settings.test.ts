import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../destination/duckdb/engine.node.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, env, setPipelineHost } from "../index.ts";

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

beforeEach(() => setPipelineHost(nodeHost()));

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
});

test("SCHEMA__NAMING names the tables of new schemas", async () => {
  env.SCHEMA__NAMING = "direct";
  const pipeline = dlt.pipeline({ pipelineName: "named" });
  await pipeline.run([{ userName: "a" }], { tableName: "Users" });
  expect(await pipeline.dataset().table("Users").select("userName").rows()).toEqual([{ userName: "a" }]);
});

test("PIPELINES__<NAME>__REFRESH forgets the data of earlier runs, for this pipeline alone", async () => {
  for (const pipelineName of ["fresh", "kept"]) await dlt.pipeline({ pipelineName }).run([{ id: 1 }], { tableName: "t" });
  env.PIPELINES__FRESH__REFRESH = "drop_data";
  for (const pipelineName of ["fresh", "kept"]) await dlt.pipeline({ pipelineName }).run([{ id: 2 }], { tableName: "t" });
  expect(await dlt.pipeline({ pipelineName: "fresh" }).dataset().table("t").rowCount()).toBe(1);
  expect(await dlt.pipeline({ pipelineName: "kept" }).dataset().table("t").rowCount()).toBe(2);
});

test("DEV_MODE adds the time to the dataset's name, unless code says otherwise", () => {
  env.PIPELINES__DEV_MODE = true;
  expect(dlt.pipeline({ pipelineName: "p" }).datasetName).toMatch(/^p_dataset_\d{14}$/);
  expect(dlt.pipeline({ pipelineName: "p", devMode: false }).datasetName).toBe("p_dataset");
});

test("a setting that cannot be read is told with its key when the pipeline is made", () => {
  env.PROGRESS = "tqdm";
  expect(() => dlt.pipeline({ pipelineName: "p" })).toThrowError(/`PROGRESS` is "tqdm"; expected one of log/);
});
