import { expect, test } from "vitest";
import { nodeHost } from "../host.node.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { MemoryFileStore } from "./memoryStore.ts";
import { upToDate } from "./storedFormat.ts";

const place = { path: "a.json", pipeline: "shop" };

test("an older file is brought up to date, version by version", () => {
  const format = { current: 3, versionKey: "v", migrations: { 1: (file: object) => ({ ...file, v: 2, b: 1 }), 2: (file: object) => ({ ...file, v: 3, c: 2 }) } };
  expect(upToDate(format, { v: 1, a: 0 }, place)).toEqual({ v: 3, a: 0, b: 1, c: 2 });
  expect(upToDate(format, { v: 3 }, place)).toEqual({ v: 3 });
  expect(() => upToDate(format, { v: 0 }, place)).toThrow(expect.objectContaining({ code: "E466" }));
  expect(() => upToDate(format, { v: 4 }, place)).toThrow(expect.objectContaining({ code: "E467" }));
  expect(() => upToDate(format, null, place)).toThrow(expect.objectContaining({ code: "E466" }));
});

const open = (files: MemoryFileStore) => new Pipeline(nodeHost({ files }), { pipelineName: "shop" });

test.each([
  ["state.json", /"_state_engine_version": 4/, '"_state_engine_version": 5'],
  ["schemas/shop.schema.json", /"engine_version": 11/, '"engine_version": 12'],
  ["package.json", /"version": 1/, '"version": 2'],
  ["schema.json", /"engine_version": 11/, '"engine_version": 12'],
])("a %s of a newer version is an error that leaves the files as they are", async (name, version, newer) => {
  const files = new MemoryFileStore();
  await open(files).extract([{ id: 1 }], { tableName: "orders" });
  const [loadId] = await files.list("shop/normalize/extracted");
  const path = name === "package.json" || name === "schema.json" ? `shop/normalize/extracted/${loadId}${name}` : `shop/${name}`;
  const text = (await files.readText(path)).replace(version, newer);
  await files.writeText(path, text);
  await expect(open(files).normalize()).rejects.toMatchObject({ code: "E467" });
  expect(await files.readText(path)).toBe(text);
  expect(await files.list("shop/normalize/extracted")).toEqual([loadId]);
});
