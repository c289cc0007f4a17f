import { afterEach, expect, test } from "vitest";
import { env } from "./env.ts";
import { findConfigWarnings } from "./nearMiss.ts";
import { extractConfig, extractWriterConfig, loadConfig, normalizeConfig } from "./settings.ts";

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
});

test("without any key the defaults hold", () => {
  expect(extractWriterConfig({})).toEqual({ bufferMaxItems: 5000, fileMaxItems: undefined, fileMaxBytes: undefined, disableCompression: true });
  expect(extractConfig({})).toEqual({ workers: 5, maxParallelItems: 20, nextItemMode: "round_robin" });
  expect(normalizeConfig({}).workers).toBe(1);
  expect(loadConfig({}).workers).toBe(20);
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
