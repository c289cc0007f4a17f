import { expect, test } from "vitest";
import { tableOfRows } from "../std/rowTable.ts";
import type { TableSource } from "../std/tableSource.ts";
import { OutputData } from "./outputData.ts";
import type { TreeChildren } from "./outputQueries.ts";

const idle = () => Promise.resolve();
const rows = Array.from({ length: 2_500 }, (_, n) => ({ n, text: n % 2 === 0 ? `even, "${n}"` : null }));

test("a page through filters says how many rows pass them", async () => {
  const data = new OutputData();
  const table = data.keepTable("a", tableOfRows(rows));
  const page = await data.tables.page({ table, offset: 0, limit: 2, filters: [{ column: "n", operator: ">=", value: 10 }, { column: "text", operator: "contains", value: "EVEN" }], sort: { column: "n", descending: true } });
  expect(page).toEqual({ offset: 0, rowCount: 1_245, rows: [[2_498, 'even, "2498"'], [2_496, 'even, "2496"']] });
});

test("rows of a source that can neither filter nor count are read for it", async () => {
  const plain = tableOfRows(rows);
  const source: TableSource = { columns: plain.columns, rowCount: plain.rowCount, page: (offset, limit, sort) => plain.page(offset, limit, sort) };
  const data = new OutputData();
  const table = data.keepTable("a", source);
  const filters = [{ column: "n", operator: "<", value: 3 }] as const;
  expect((await data.tables.page({ table, offset: 0, limit: 5, filters })).rows.map(([n]) => n)).toEqual([0, 1, 2]);
  expect(await data.answer({ type: "tableSummary", table, column: "text", filters }, idle)).toMatchObject({ rows: 3, nulls: 1, distinct: 2 });
});

test("a table is written as CSV with its quotes, and as tabs without its head", async () => {
  const data = new OutputData();
  const table = data.keepTable("a", tableOfRows([{ a: 1, b: 'say "hi"' }, { a: null, b: "x\ty" }]));
  const text = async (query: object) => ((await data.answer({ type: "tableText", table, format: "csv", ...query } as never, idle)) as Blob).text();
  expect(await text({})).toBe('a,b\r\n1,"say ""hi"""\r\n,x\ty\r\n');
  expect(await text({ format: "tsv", withoutHead: true, columns: ["b"], offset: 1, limit: 5 })).toBe("x y\n");
  const long = data.keepTable("a", tableOfRows(rows));
  expect((await ((await data.answer({ type: "tableText", table: long, format: "csv" }, idle)) as Blob).text()).split("\r\n")).toHaveLength(2_502);
});

test("a summary waits until no cell runs", async () => {
  const data = new OutputData();
  const table = data.keepTable("a", tableOfRows(rows));
  const order: string[] = [];
  const answered = data.answer({ type: "tableSummary", table, column: "n" }, async () => void order.push("idle")).then(() => order.push("counted"));
  await answered;
  expect(order).toEqual(["idle", "counted"]);
});

test("members of a tree that were cut are given on demand, and all is gone with the cell's outputs", async () => {
  const data = new OutputData();
  const tree = data.keepTree("a", { list: Array.from({ length: 250 }, (_, n) => ({ n })) });
  const file = data.keepFile("a", new Blob(["abc"]));
  const more = (await data.answer({ type: "treeChildren", tree, path: [0], offset: 100 }, idle)) as TreeChildren;
  expect(more.children).toHaveLength(100);
  expect(more).toMatchObject({ more: 50, children: { 0: { key: "100", preview: "{n: 100}" } } });
  expect(await ((await data.answer({ type: "file", file }, idle)) as Blob).text()).toBe("abc");
  data.dropCell("a");
  await expect(data.answer({ type: "file", file }, idle)).rejects.toMatchObject({ code: "E212" });
  await expect(data.answer({ type: "treeChildren", tree, path: [], offset: 0 }, idle)).rejects.toMatchObject({ code: "E212" });
});
