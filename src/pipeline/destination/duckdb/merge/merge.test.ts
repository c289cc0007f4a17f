import { beforeAll, beforeEach, expect, test } from "vitest";
import { resource } from "../../../extract/resource.ts";
import type { ResourceSpec } from "../../../extract/resource.ts";
import { nodeHost } from "../../../host.node.ts";
import { Pipeline } from "../../../pipeline/pipeline.ts";
import { startNodeDuckDb } from "../engine.node.ts";

let pipeline: Pipeline;

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);
beforeEach(() => {
  pipeline = new Pipeline(nodeHost(), { pipelineName: "merged", datasetName: "d" });
});

type Row = Record<string, unknown>;

async function load(rows: readonly Row[], spec: Partial<ResourceSpec>): Promise<void> {
  await pipeline.run(resource(() => rows, { name: "t", writeDisposition: "merge", ...spec }));
}

/** Rows without the library's columns, in the order of their text. */
async function rowsOf(table: string, ...kept: string[]): Promise<string[]> {
  const rows = await pipeline.dataset().table<Row>(table).rows();
  return rows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => kept.includes(name) || !name.startsWith("_dlt"))))).sort();
}

const texts = (...rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

test("a composite key counts as a whole, also for rows that repeat it", async () => {
  const spec = { primaryKey: ["a", "b"] };
  await load([{ a: 1, b: 1, v: "x" }, { a: 1, b: 2, v: "y" }, { a: 1, b: 2, v: "z" }], spec);
  await load([{ a: 1, b: 1, v: "X" }, { a: 2, b: 1, v: "n" }], spec);
  expect(await rowsOf("t")).toEqual(texts({ a: 1, b: 1, v: "X" }, { a: 1, b: 2, v: "y" }, { a: 2, b: 1, v: "n" }));
});

test("a merge key replaces all rows of its value, with the rows nested in them at any depth", async () => {
  const spec = { mergeKey: ["day"] };
  const order = (day: string, id: number, value: string): Row => ({ day, id, l: [{ m: [value] }] });
  await load([order("mon", 1, "a"), order("mon", 2, "b"), order("tue", 3, "c")], spec);
  await load([order("mon", 4, "d"), order("mon", 4, "e")], spec);
  expect(await rowsOf("t")).toEqual(texts({ day: "mon", id: 4 }, { day: "mon", id: 4 }, { day: "tue", id: 3 }));
  expect(await rowsOf("t__l__m")).toEqual(texts({ value: "c" }, { value: "d" }, { value: "e" }));
  expect(await pipeline.dataset().table("t__l").rowCount()).toBe(3);
});

test("of rows that repeat a key, nested rows of the one that stays are inserted, and no others", async () => {
  const spec: Partial<ResourceSpec> = { primaryKey: "id", columns: { v: { dedupSort: "desc" } } };
  await load([{ id: 1, v: 1, l: ["low"] }, { id: 1, v: 2, l: ["high"] }, { id: 1, v: null, l: ["none"] }], spec);
  expect(await rowsOf("t")).toEqual(texts({ id: 1, v: 2 }));
  expect(await rowsOf("t__l")).toEqual(texts({ value: "high" }));
});

test("rows with ids of their own that repeat a key bring their nested rows once", async () => {
  await load([{ id: 1, _dlt_id: "one", l: ["a"] }, { id: 1, _dlt_id: "one", l: ["a"] }], { primaryKey: "id" });
  expect(await rowsOf("t")).toEqual(texts({ id: 1 }));
  expect(await rowsOf("t__l")).toEqual(texts({ value: "a" }));
});

test("rows that were declared deduplicated are all inserted", async () => {
  await load([{ id: 1, v: 1 }, { id: 1, v: 2 }], { primaryKey: "id", writeDisposition: { disposition: "merge", strategy: "delete-insert", deduplicated: true } });
  expect(await rowsOf("t")).toEqual(texts({ id: 1, v: 1 }, { id: 1, v: 2 }));
});

test("without keys, rows that are marked as deleted do not arrive", async () => {
  const spec: Partial<ResourceSpec> = { columns: { gone: { hardDelete: true, dataType: "text" } } };
  await load([{ id: 1, gone: null }, { id: 2, gone: "yes" }], spec);
  await load([{ id: 1, gone: null }], spec);
  expect(await rowsOf("t")).toEqual(texts({ id: 1, gone: null }, { id: 1, gone: null }).map((row) => row.replace('{"id":1,"gone":null}', '{"gone":null,"id":1}')));
});

test("the mark of a deleted row deletes what was sorted first, not what follows it", async () => {
  const spec: Partial<ResourceSpec> = { primaryKey: "id", columns: { v: { dedupSort: "desc" }, gone: { hardDelete: true } } };
  await load([{ id: 1, v: 1, gone: false }, { id: 2, v: 1, gone: false }], spec);
  await load([{ id: 1, v: 2, gone: false }, { id: 1, v: 3, gone: true }, { id: 2, v: 4, gone: false }, { id: 2, v: 3, gone: true }], spec);
  expect((await rowsOf("t")).map((row) => (JSON.parse(row) as Row)["id"])).toEqual([2]);
});

const history = (day: number, more: object = {}): Partial<ResourceSpec> => ({ writeDisposition: { disposition: "merge", strategy: "scd2", boundaryTimestamp: `2024-01-0${day}T00:00:00Z`, ...more } });
const moment = (day: number): string => `2024-01-0${day}T00:00:00.000Z`;

test("scd2 with a merge key retires only rows whose key was looked at", async () => {
  for (const [day, rows] of [[1, [{ day: "mon", v: 1 }, { day: "tue", v: 2 }]], [2, [{ day: "mon", v: 9 }]]] as const) await load(rows, { ...history(day), mergeKey: "day" });
  expect(await rowsOf("t", "_dlt_valid_from", "_dlt_valid_to")).toHaveLength(3);
  const open = await pipeline.dataset().table("t").where("_dlt_valid_to", "=", null).orderBy("v").select("v").rows();
  expect(open).toEqual([{ v: 2 }, { v: 9 }]);
});

test("scd2 takes a merge key of several columns as a whole", async () => {
  const spec = (day: number) => ({ ...history(day), mergeKey: ["a", "b"] });
  await load([{ a: "x", b: "yz", v: 1 }, { a: "xy", b: "z", v: 2 }], spec(1));
  await load([{ a: "x", b: "yz", v: 3 }], spec(2));
  expect(await pipeline.dataset().table("t").where("_dlt_valid_to", "=", null).orderBy("v").select("v").rows()).toEqual([{ v: 2 }, { v: 3 }]);
});

test("scd2 with names of its own, a moment for what counts, and a column that tells versions apart", async () => {
  const more = { validityColumnNames: ["valid_from", "valid_to"], activeRecordTimestamp: "9999-12-31", rowVersionColumnName: "version" };
  await load([{ id: 1, version: "a", note: "first" }, { id: 2, version: "b", note: "kept" }], history(1, more));
  await load([{ id: 1, version: "c", note: "second" }, { id: 2, version: "b", note: "not seen" }], history(2, more));
  const rows = await pipeline.dataset().table<{ version: string; note: string; valid_from: Date; valid_to: Date }>("t").orderBy("version").rows();
  expect(rows.map(({ version, note, valid_from: from, valid_to: to }) => [version, note, from.toISOString(), to.toISOString()])).toEqual([
    ["a", "first", moment(1), moment(2)],
    ["b", "kept", moment(1), "9999-12-31T00:00:00.000Z"],
    ["c", "second", moment(2), "9999-12-31T00:00:00.000Z"],
  ]);
});

test("scd2 without a boundary takes the moment when the package was extracted", async () => {
  await load([{ id: 1 }], { writeDisposition: { disposition: "merge", strategy: "scd2" } });
  const [row] = await pipeline.dataset().table<{ _dlt_valid_from: Date; _dlt_load_id: string }>("t").rows();
  expect(Math.abs((row?._dlt_valid_from.getTime() ?? 0) - Number(row?._dlt_load_id) * 1000)).toBeLessThan(5000);
});
