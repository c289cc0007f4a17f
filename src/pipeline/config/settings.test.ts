import { afterEach, expect, test } from "vitest";
import { env } from "./env.ts";
import { findConfigWarnings } from "./nearMiss.ts";
import { config } from "./accessor.ts";
import { runtimeConfig } from "./runtime.ts";
import { destinationConfig, extractConfig, extractWriterConfig, loadConfig, normalizeConfig, pipelineConfig, schemaConfig } from "./settings.ts";

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
});

test("without any key the defaults hold", () => {
  expect(extractWriterConfig({})).toEqual({ bufferMaxItems: 5000, fileMaxItems: undefined, fileMaxBytes: undefined, disableCompression: true });
  expect(extractConfig({})).toEqual({ workers: 5, maxParallelItems: 20, nextItemMode: "round_robin", futuresPollInterval: 0.01, copyOnFork: false });
  expect(normalizeConfig({}).workers).toBe(1);
  expect(normalizeConfig({}).jsonNormalizer).toEqual({ addDltId: true, addDltLoadId: true });
  expect(loadConfig({})).toEqual({ workers: 20, raiseOnFailedJobs: true, raiseOnMaxRetries: 5, deleteCompletedJobs: false, parallelismStrategy: "parallel", truncateStagingDataset: false, startNewJobsOnSignal: false });
  expect(destinationConfig("duckdb", {})).toEqual({ replaceStrategy: undefined, stagingDatasetNameLayout: "%s_staging", createIndexes: false });
  expect(schemaConfig({})).toEqual({ naming: undefined, useBreakPathOnNormalize: true });
  expect(pipelineConfig("p")).toEqual({ progress: undefined, devMode: false, refresh: undefined, restoreFromDestination: true, enableRuntimeTrace: true, useSingleDataset: true });
  expect(runtimeConfig()).toEqual({ logLevel: "WARNING", requestTimeout: 60, requestMaxAttempts: 5, requestBackoffFactor: 1, requestMaxRetryDelay: 300, httpShowErrorBody: false, httpMaxErrorBodyLength: 8192, dlthubTelemetry: false });
});

test.each<[key: string, read: () => unknown, value: string, expected: unknown]>([
  ["EXTRACT__FUTURES_POLL_INTERVAL", () => extractConfig({}).futuresPollInterval, "0.5", 0.5],
  ["SOURCES__SHOP__EXTRACT__NEXT_ITEM_MODE", () => extractConfig({ sourceName: "shop" }).nextItemMode, "fifo", "fifo"],
  ["NORMALIZE__JSON_NORMALIZER__ADD_DLT_ID", () => normalizeConfig({}).jsonNormalizer.addDltId, "false", false],
  ["NORMALIZE__START_METHOD", () => normalizeConfig({}).startMethod, "spawn", "spawn"],
  ["LOAD__RAISE_ON_MAX_RETRIES", () => loadConfig({}).raiseOnMaxRetries, "7", 7],
  ["DESTINATION__DUCKDB__REPLACE_STRATEGY", () => destinationConfig("duckdb", {}).replaceStrategy, "insert-from-staging", "insert-from-staging"],
  ["DESTINATION__REPLACE_STRATEGY", () => destinationConfig("duckdb", {}).replaceStrategy, "insert-from-staging", "insert-from-staging"],
  ["REPLACE_STRATEGY", () => destinationConfig("duckdb", {}).replaceStrategy, "insert-from-staging", "insert-from-staging"],
  ["DESTINATION__STAGING_DATASET_NAME_LAYOUT", () => destinationConfig("duckdb", {}).stagingDatasetNameLayout, "s_%s", "s_%s"],
  ["SOURCES__SHOP__SCHEMA__NAMING", () => schemaConfig({ sourceName: "shop" }).naming, "direct", "direct"],
  ["PIPELINES__SHOP__PROGRESS", () => pipelineConfig("shop").progress, "log", "log"],
  ["PROGRESS", () => pipelineConfig("shop").progress, "log", "log"],
  ["RUNTIME__REQUEST_MAX_ATTEMPTS", () => runtimeConfig().requestMaxAttempts, "2", 2],
])("%s is read", (key, read, value, expected) => {
  env[key] = value;
  expect(read()).toEqual(expected);
  expect(findConfigWarnings(["shop"])).toEqual([]);
});

test("an assignment takes effect at the next read", () => {
  env.DATA_WRITER__BUFFER_MAX_ITEMS = 1;
  expect(extractWriterConfig({}).bufferMaxItems).toBe(1);
  delete env.DATA_WRITER__BUFFER_MAX_ITEMS;
  expect(extractWriterConfig({}).bufferMaxItems).toBe(5000);
});

test("the lesson's EXTRACT__DATA_WRITER key rotates extract files, and a source's own key beats it", () => {
  env.DATA_WRITER__FILE_MAX_ITEMS = 30;
  env.EXTRACT__DATA_WRITER__FILE_MAX_ITEMS = 20;
  expect(extractWriterConfig({ sourceName: "shop" }).fileMaxItems).toBe(20);
  expect(normalizeConfig({}).writer.fileMaxItems).toBe(30);
  env.SOURCES__SHOP__DATA_WRITER__FILE_MAX_ITEMS = 10;
  expect(extractWriterConfig({ sourceName: "shop" }).fileMaxItems).toBe(10);
});

test("the buffer is never larger than a file", () => {
  env.DATA_WRITER__FILE_MAX_ITEMS = 100;
  expect(extractWriterConfig({}).bufferMaxItems).toBe(100);
});

test("the pipeline's name comes before everything, an argument before the environment", () => {
  env.NORMALIZE__WORKERS = 2;
  env.SHOP__WORKERS = 3;
  expect(normalizeConfig({ pipelineName: "shop" }).workers).toBe(3);
  expect(normalizeConfig({ pipelineName: "other" }).workers).toBe(2);
  expect(normalizeConfig({ pipelineName: "shop" }, { normalize: { workers: 4 } }).workers).toBe(4);
});

test("bare WORKERS sets normalize and load, not extract", () => {
  env.WORKERS = 7;
  expect([normalizeConfig({}).workers, loadConfig({}).workers, extractConfig({}).workers]).toEqual([7, 7, 5]);
});

test("a bad value names its key, itself and what was expected", () => {
  for (const value of ["two", "0", "-1", "1.5", ""]) {
    env.NORMALIZE__WORKERS = value;
    expect(() => normalizeConfig({})).toThrowError(`\`NORMALIZE__WORKERS\` is "${value}"; expected a whole number of at least 1.`);
  }
  env.EXTRACT__NEXT_ITEM_MODE = "lifo";
  expect(() => extractConfig({})).toThrowError(/expected one of round_robin, fifo/);
});

test("near misses are warned about with a suggestion", () => {
  env.NORMALIZE_DATA_WRITER__DISABLE_COMPRESSION = true;
  env.NORMALISE__WORKERS = 2;
  env.data_writer__buffer_max_items = 1;
  env.SHOP__NORMALIZE__WORKER = 2;
  const suggestions = findConfigWarnings(["shop"]).map(({ key, suggestion }) => [key, suggestion]);
  expect(suggestions).toEqual([
    ["NORMALIZE_DATA_WRITER__DISABLE_COMPRESSION", "NORMALIZE__DATA_WRITER__DISABLE_COMPRESSION"],
    ["NORMALISE__WORKERS", "NORMALIZE__WORKERS"],
    ["data_writer__buffer_max_items", "DATA_WRITER__BUFFER_MAX_ITEMS"],
    ["SHOP__NORMALIZE__WORKER", "NORMALIZE__WORKERS"],
  ]);
});

test("an unknown field of a stage is warned about; arguments of sources and known keys are not", () => {
  env.LOAD__COLOUR = "red";
  env.API_KEY = "k";
  env.SOURCES__GITHUB__API_KEY = "k";
  env.SOURCES__GITHUB__ISSUES__DATA_WRITER__FILE_MAX_ITEMS = 5;
  env.SHOP__LOAD__WORKERS = 5;
  env.WORKERS = 2;
  expect(findConfigWarnings(["shop"]).map(({ key }) => key)).toEqual(["LOAD__COLOUR"]);
});

test("near misses in dlt.config are found too, in their own spelling", () => {
  config["normalise.workers"] = 2;
  config["sources.github.page_size"] = 5;
  config["destination.mailing.list"] = "all";
  try {
    expect(findConfigWarnings().map(({ key, suggestion }) => [key, suggestion])).toEqual([["normalise.workers", "normalize.workers"]]);
  } finally {
    for (const name of ["normalise.workers", "sources.github.page_size", "destination.mailing.list"]) delete config[name];
  }
});
