import { expect, test } from "vitest";
import { tableOfRows } from "./rowTable.ts";
import type { SourceFilter } from "./tableSource.ts";

const rows = [
  { n: 3, name: "Ada 100%", at: new Date(86_400_000), big: 2n ** 60n, ok: true },
  { n: null, name: "grace", at: new Date(0), big: 1n, ok: false },
  { n: -1, name: null, at: null, big: 5n, ok: true },
  { n: Number.NaN, name: "Ada", at: new Date(1), big: 2n, ok: true },
];

async function names(...filters: SourceFilter[]): Promise<unknown[]> {
  const table = await tableOfRows(rows).filtered?.(filters);
  return (await table?.page(0, 10) ?? []).map((row) => row[3]);
}

test("filters compare by the column's kind, and a missing value passes none but those that ask for it", async () => {
  expect(await names({ column: "n", operator: "<", value: 4 })).toEqual([String(2n ** 60n), "5"]);
  expect(await names({ column: "n", operator: "!=", value: 3 })).toEqual(["5", "2"]);
  expect(await names({ column: "n", operator: "=", value: null })).toEqual(["1"]);
  expect(await names({ column: "name", operator: "!=", value: null })).toHaveLength(3);
  expect(await names({ column: "at", operator: ">=", value: new Date(1) })).toEqual([String(2n ** 60n), "2"]);
  expect(await names({ column: "big", operator: ">", value: 2n ** 59n })).toEqual([String(2n ** 60n)]);
  expect(await names({ column: "ok", operator: "=", value: true }, { column: "big", operator: "<=", value: 2 })).toEqual(["2"]);
  expect(await names({ column: "n", operator: "=", value: "three" })).toEqual([]);
});

test("a text contains another without regard to case, and its own signs are no patterns", async () => {
  expect(await names({ column: "name", operator: "like", value: "%ADA%" })).toEqual([String(2n ** 60n), "2"]);
  expect(await names({ column: "name", operator: "like", value: "gr.ce" })).toEqual([]);
  expect(await names({ column: "name", operator: "like", value: "gr_ce" })).toEqual(["1"]);
});

test("a summary counts what is there, what is missing, and how it is spread", async () => {
  const table = tableOfRows(Array.from({ length: 200 }, (_, n) => ({ n: n < 20 ? null : n, word: n % 3 === 0 ? "a" : "b" })));
  const n = await table.summary?.("n");
  expect(n).toMatchObject({ rows: 200, nulls: 20, distinct: 180, distinctIsExact: true, min: 20, max: 199, frequent: [] });
  expect(n?.histogram).toHaveLength(20);
  expect(n?.histogram.reduce((sum, step) => sum + step.rows, 0)).toBe(180);
  expect(await table.summary?.("word")).toMatchObject({ min: "a", max: "b", histogram: [], frequent: [{ value: "b", rows: 133 }, { value: "a", rows: 67 }] });
});

test("a column of one value, of none, or with infinities has a summary, too", async () => {
  const table = tableOfRows([{ same: 7, none: null, wild: Infinity, at: new Date(5) }, { same: 7, none: null, wild: 1, at: new Date(9) }]);
  expect((await table.summary?.("same"))?.histogram).toEqual([{ from: 7, to: 7, rows: 2 }]);
  expect(await table.summary?.("none")).toMatchObject({ nulls: 2, distinct: 0, min: null, max: null });
  expect(await table.summary?.("wild")).toMatchObject({ min: 1, max: "Infinity", histogram: [{ from: 1, to: 1, rows: 1 }] });
  expect(await table.summary?.("at")).toMatchObject({ min: "1970-01-01T00:00:00.005Z", max: "1970-01-01T00:00:00.009Z" });
});

test("rows with equal values keep their order when sorted, in both directions", async () => {
  const table = tableOfRows([{ k: 1, i: 0 }, { k: 0, i: 1 }, { k: 1, i: 2 }, { k: 0, i: 3 }]);
  const order = async (descending: boolean) => (await table.page(0, 9, { column: "k", descending })).map((row) => row[1]);
  expect(await order(false)).toEqual([1, 3, 0, 2]);
  expect(await order(true)).toEqual([0, 2, 1, 3]);
});
