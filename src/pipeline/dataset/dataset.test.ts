import { beforeAll, beforeEach, expect, test } from "vitest";
import { startNodeDuckDb } from "../destination/duckdb/engine.node.ts";
import { resource } from "../extract/resource.ts";
import { nodeHost } from "../host.node.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { tableSymbol } from "./tableSymbol.ts";

let pipeline: Pipeline;

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);
beforeEach(() => {
  pipeline = new Pipeline(nodeHost(), { pipelineName: "shop", datasetName: "d" });
});

interface Order {
  readonly id: number;
  readonly city: string | null;
  readonly price: number;
  readonly at: Date;
  readonly more: unknown;
}

const orders = [
  { id: 1, city: "Kyiv", price: 1.5, at: new Date("2024-01-01T10:00:00.123Z"), more: { a: 1 }, items: [{ sku: "x" }, { sku: "y" }] },
  { id: 2, city: "it's \"Lviv\"?", price: 2.5, at: new Date("2024-01-02T10:00:00Z"), more: [1], items: [{ sku: "x" }] },
  { id: 9_007_199_254_740_993n, city: null, price: -1, at: new Date("2024-01-03T10:00:00Z"), more: null, items: [] },
];

async function loaded(): Promise<ReturnType<Pipeline["dataset"]>> {
  await pipeline.run(resource(() => orders, { name: "orders", columns: { more: { dataType: "json" } } }));
  return pipeline.dataset();
}

const relation = async () => (await loaded()).table<Order>("orders");
const idsOf = async (rows: Promise<readonly { readonly id: number }[]>) => (await rows).map(({ id }) => id);

test("rows come as JavaScript has them: dates, parsed JSON, exact integers", async () => {
  const rows = await (await relation()).orderBy("price").select("id", "price", "at", "more").rows();
  expect(rows).toEqual([
    { id: 9_007_199_254_740_993n, price: -1, at: new Date("2024-01-03T10:00:00Z"), more: null },
    { id: 1, price: 1.5, at: new Date("2024-01-01T10:00:00.123Z"), more: { a: 1 } },
    { id: 2, price: 2.5, at: new Date("2024-01-02T10:00:00Z"), more: [1] },
  ]);
});

test.each([
  ["equal", ["city", "=", "it's \"Lviv\"?"], [2]],
  ["not equal leaves nulls out", ["city", "!=", "Kyiv"], [2]],
  ["null", ["city", "=", null], [9_007_199_254_740_993n]],
  ["not null", ["city", "ne", null], [1, 2]],
  ["less", ["price", "lt", 1.5], [9_007_199_254_740_993n]],
  ["a date", ["at", ">=", new Date("2024-01-02T10:00:00Z")], [2, 9_007_199_254_740_993n]],
  ["a large integer", ["id", "=", 9_007_199_254_740_993n], [9_007_199_254_740_993n]],
  ["one of a list", ["city", "in", ["Kyiv", "nowhere"]], [1]],
  ["one of nothing", ["city", "in", []], []],
  ["none of a list", ["id", "not in", [1, 2]], [9_007_199_254_740_993n]],
  ["a pattern", ["city", "like", "it%"], [2]],
  ["SQL with values", ["length(city) > ? AND price < ?", 3, 2], [1]],
  ["SQL without values", ["price > 2"], [2]],
] as const)("where: %s", async (_, args, expected) => {
  const table = await relation();
  const where = table.where.bind(table) as (...all: readonly unknown[]) => typeof table;
  const narrowed = where(...args);
  expect(await idsOf(narrowed.orderBy("id").rows())).toEqual(expected);
  expect(await narrowed.rowCount()).toBe(expected.length);
});

test("conditions are all held, and text with quotes and question marks stays text", async () => {
  const narrowed = (await relation()).where("city", "=", "'; DROP TABLE orders; --?").where("price", ">", 0);
  expect(await narrowed.rows()).toEqual([]);
  expect(narrowed.toSql()).toBe(`SELECT * FROM "orders" WHERE "city" = '''; DROP TABLE orders; --?' AND "price" > 0`);
});

test("a value that cannot be bound and an operator that there is not are told", async () => {
  const table = await relation();
  expect(() => table.where("price", ">", Number.NaN)).toThrow(expect.objectContaining({ code: "E854" }));
  expect(() => table.where("price", "in", 5)).toThrow(expect.objectContaining({ code: "E854" }));
  expect(() => table.where("price", "~" as "=", 5)).toThrow(expect.objectContaining({ code: "E456" }));
  expect(() => table.limit(1.5)).toThrow(expect.objectContaining({ code: "E854" }));
});

test("steps after a limit narrow its rows and no others", async () => {
  const two = (await relation()).where("price", ">", -5).orderBy("price").limit(2);
  expect(await idsOf(two.where("price", ">", 0).rows())).toEqual([1]);
  expect(await two.max("price")).toBe(1.5);
  expect(await two.min("at")).toEqual(new Date("2024-01-01T10:00:00.123Z"));
});

test("the first row, the first value, the columns", async () => {
  const table = (await relation()).orderBy("id").select("id", "more");
  expect(await table.first()).toEqual({ id: 1, more: { a: 1 } });
  expect(await table.value()).toBe(1);
  expect(await table.where("id", "=", 77).first()).toBeUndefined();
  expect(await table.columns()).toEqual(["id", "more"]);
  expect(table.columnsSchema).toMatchObject({ id: { data_type: "bigint" }, more: { data_type: "json" } });
});

test("a nested table is joined to its parent by their ids; others by columns that are named", async () => {
  const dataset = await loaded();
  const [items, table] = [dataset.table<{ sku: string }>("orders__items"), dataset.table<Order>("orders")];
  expect(await items.join(table).orderBy("id").orderBy("sku").select("id", "sku").rows()).toEqual([{ id: 1, sku: "x" }, { id: 1, sku: "y" }, { id: 2, sku: "x" }]);
  expect(await table.join(items).rowCount()).toBe(3);
  expect(await table.join(items, { left: "_dlt_id", right: "_dlt_parent_id", kind: "left" }).rowCount()).toBe(4);
  expect(() => table.join(dataset.query("SELECT 1 AS one"))).toThrow(expect.objectContaining({ code: "E855" }));
  const joined = table.where("price", "<", 2).join(dataset.query("SELECT * FROM orders WHERE price > ?", 1), { left: "id", right: "id" });
  expect(await joined.rowCount()).toBe(1);
});

test("a query takes values, and may end with a comment or a semicolon", async () => {
  const dataset = await loaded();
  expect(await dataset.query("SELECT count(*) AS n FROM orders WHERE price > ? -- all of them", 1).value()).toBe(2);
  expect(await dataset.query("SELECT 1 AS one;").rows()).toEqual([{ one: 1 }]);
});

test("rows in chunks belong together, whatever is loaded meanwhile", async () => {
  await pipeline.run(resource(() => Array.from({ length: 25 }, (_, id) => ({ id })), { name: "t" }));
  const chunks: number[][] = [];
  for await (const rows of pipeline.dataset().table<{ id: number }>("t").orderBy("id", "desc").iterRows(10)) {
    chunks.push(rows.map(({ id }) => id));
    if (chunks.length === 1) await pipeline.run(resource(() => [{ id: 99 }], { name: "t" }));
  }
  expect(chunks.map((chunk) => chunk.length)).toEqual([10, 10, 5]);
  expect(chunks.flat()).toEqual(Array.from({ length: 25 }, (_, at) => 24 - at));
  const kept = "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE '_watercourse%'";
  expect(await pipeline.dataset().query(kept).value()).toBe(0);
  for await (const rows of pipeline.dataset().table("t").iterRows(10)) if (rows.length > 0) break;
  expect(await pipeline.dataset().query(kept).value()).toBe(0);
});

test("rows are counted by table, by kind of table and by load", async () => {
  const dataset = await loaded();
  await pipeline.run(resource(() => [{ id: 5, items: [{ sku: "z" }] }], { name: "orders" }));
  const [first = "", second = ""] = await dataset.loadIds();
  expect(await dataset.rowCounts()).toEqual({ orders: 4, orders__items: 4 });
  expect(await dataset.rowCounts({ dltTables: true, dataTables: false })).toEqual({ _dlt_version: expect.any(Number), _dlt_loads: 2, _dlt_pipeline_state: expect.any(Number) });
  expect(await dataset.rowCounts({ loadId: first })).toEqual({ orders: 3, orders__items: 3 });
  expect(await dataset.rowCounts({ loadId: second, tableNames: ["orders__items"] })).toEqual({ orders__items: 1 });
  await expect(dataset.rowCounts({ tableNames: ["nope"] })).rejects.toMatchObject({ code: "E474" });
  expect(await dataset.latestLoadId()).toBe(second);
  expect(dataset.schema.name).toBe("shop");
  expect((await dataset.loadsTable().rows()).map(({ status, inserted_at: at }) => [status, at instanceof Date])).toEqual([[0, true], [0, true]]);
});

test("statements take values; a transaction keeps all of them or none", async () => {
  await loaded();
  const client = pipeline.sqlClient();
  expect(await client.execute("INSERT INTO orders__items (sku, _dlt_id, _dlt_parent_id, _dlt_list_idx) VALUES (?, ?, ?, ?)", "it's", "a", "b", 0)).toEqual([]);
  expect(await client.execute("SELECT sku FROM orders__items WHERE sku = $1 OR sku = $1", "it's")).toEqual([{ sku: "it's" }]);
  expect((await client.query(`SELECT count(*) FROM ${client.makeQualifiedTableName("orders")}`)).value()).toBe(3);
  const failing = client.transaction(async (inside) => {
    await inside.execute("DELETE FROM orders");
    expect((await inside.query("SELECT count(*) FROM orders")).value()).toBe(0);
    expect((await client.query("SELECT count(*) FROM orders")).value()).toBe(3);
    throw new Error("not like this");
  });
  await expect(failing).rejects.toThrow("not like this");
  expect((await client.query("SELECT count(*) FROM orders")).value()).toBe(3);
  expect(await client.transaction(async (inside) => (await inside.query("DELETE FROM orders WHERE price < ?", 0)).value())).toBe(1);
  expect((await client.query("SELECT count(*) FROM orders")).value()).toBe(2);
  await expect(client.query("SELECT * FROM orders WHERE id = ?", "abc")).rejects.toMatchObject({ code: "E483" });
  await expect(client.query("SELECT nope FROM orders")).rejects.toMatchObject({ code: "E483", message: expect.stringContaining("LINE 1: SELECT nope FROM orders") });
});

test("the staging dataset can be read", async () => {
  await pipeline.run(resource(() => [{ id: 1 }], { name: "t", writeDisposition: "merge", primaryKey: "id" }));
  const staged = await pipeline.sqlClient().withStaging(async (client) => [client.datasetName, (await client.query("SELECT id FROM t")).rows()]);
  expect(staged).toEqual(["d_staging", [{ id: 1 }]]);
});

const large = 30_000;

async function largeHandle() {
  await pipeline.run(resource(() => Array.from({ length: large }, (_, id) => ({ id, v: (id * 7919) % large, kind: id % 3 === 0 ? "a" : "b", half: id % 2 === 0 ? id : null })), { name: "t" }));
  return pipeline.dataset().table("t")[tableSymbol]();
}

const keptTables = async () => (await pipeline.sqlClient().query("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE '_watercourse_page%'")).value();

test("a large table is sorted once for all its pages, and the order is freed with the handle", async () => {
  const handle = await largeHandle();
  const sort = { column: "v", descending: true };
  const values = async (offset: number) => (await handle.page(offset, 3, sort)).map((row) => row[1]);
  expect(await values(0)).toEqual([29_999, 29_998, 29_997]);
  expect(await keptTables()).toBe(1);
  expect(await values(29_997)).toEqual([2, 1, 0]);
  expect(await keptTables()).toBe(1);
  expect((await handle.page(5, 1)).length).toBe(1);
  expect(await keptTables()).toBe(1);
  await handle.close?.();
  expect(await keptTables()).toBe(0);
});

test("a kept order is made anew when the table has changed", async () => {
  const handle = await largeHandle();
  const sort = { column: "v", descending: true };
  await handle.page(0, 1, sort);
  await pipeline.run(resource(() => [{ id: -1, v: 1_000_000, kind: "z" }], { name: "t" }));
  expect((await handle.page(0, 1, sort))[0]?.[1]).toBe(1_000_000);
  await pipeline.sqlClient().query("DELETE FROM t WHERE v > 29000");
  expect((await handle.page(0, 1, sort))[0]?.[1]).toBe(29_000);
  expect(await keptTables()).toBe(1);
});

test("a handle narrows its rows and sums up a column", async () => {
  const handle = await largeHandle();
  const narrowed = await handle.filtered?.([{ column: "kind", operator: "=", value: "a" }, { column: "id", operator: "<", value: 30 }]);
  expect(narrowed?.rowCount).toBe(10);
  expect((await narrowed?.page(0, 2, { column: "id", descending: true }))?.map(([id]) => id)).toEqual([27, 24]);
  const half = await handle.summary?.("half");
  expect(half).toMatchObject({ rows: large, nulls: 15_000, min: 0, max: 29_998, frequent: [] });
  expect(half?.histogram).toHaveLength(20);
  expect(half?.histogram.reduce((sum, { rows }) => sum + rows, 0)).toBe(15_000);
  const kind = await handle.summary?.("kind");
  expect(kind).toMatchObject({ nulls: 0, distinct: 2, frequent: [{ value: "b", rows: 20_000 }, { value: "a", rows: 10_000 }], histogram: [] });
  expect(await narrowed?.summary?.("id")).toMatchObject({ rows: 10, min: 0, max: 27 });
});

test("columns with the names of an object's own workings are columns like others", async () => {
  await pipeline.run(resource(() => [JSON.parse('{"id": 1, "__proto__": 2, "constructor": 3}')], { name: "t" }));
  const [row] = await pipeline.dataset().query('SELECT 1 AS "__proto__", 3 AS constructor').rows();
  expect(Object.entries(row ?? {})).toEqual([["__proto__", 1], ["constructor", 3]]);
  expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
});
