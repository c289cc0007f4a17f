/** Transformers, deferred calls, arguments: what resources give by themselves. */
import { expect, test } from "vitest";
import { outcomeOf } from "../fixtures/outcome.ts";
import { Deferred, defer } from "./deferred.ts";
import { resource, transformer } from "./resource.ts";
import type { AnyResource } from "./resource.ts";
import { itemsOf } from "./rowsOf.ts";
import { Source, source } from "./source.ts";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function all(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

async function named(...resources: AnyResource[]): Promise<[string, unknown][]> {
  const list: [string, unknown][] = [];
  for await (const [from, item] of itemsOf(resources)) list.push([from.name, item]);
  return list;
}

const pages = () => resource(function* () { yield [1, 2]; yield [3]; }, { name: "pages" });

test.each([
  { what: "a generator", fn: function* (page: number[]) { for (const n of page) yield { n }; } },
  { what: "an async generator", fn: async function* (page: number[]) { await pause(0); for (const n of page) yield { n }; } },
  { what: "a page", fn: (page: number[]) => page.map((n) => ({ n })) },
  { what: "a promise of a page", fn: async (page: number[]) => page.map((n) => ({ n })) },
  { what: "deferred calls", fn: function* (page: number[]) { for (const n of page) yield defer(async (m: number) => ({ n: m }))(n); } },
])("a transformer's function may give $what", async ({ fn }) => {
  const rows = await all(transformer(fn as (page: number[]) => { n: number }[], { from: pages(), name: "each" }));
  expect(rows.toSorted((a, b) => (a as { n: number }).n - (b as { n: number }).n)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test("a function that gives a row, or nothing, gives as many rows", async () => {
  expect(await all(transformer((page: number[]) => (page.length > 1 ? { sum: page.length } : undefined), { from: pages(), name: "one" }))).toEqual([{ sum: 2 }]);
});

test("pipe connects a copy: the transformer can be used again, and chains are transformers of transformers", async () => {
  const tens = transformer((page: number[]) => page.map((n) => n * 10), { name: "tens" });
  const texts = transformer((page: number[]) => page.map((n) => `<${n}>`), { name: "texts" });
  expect(await all(pages().pipe(tens).pipe(texts))).toEqual(["<10>", "<20>", "<30>"]);
  expect(await all(resource([[7]], { name: "other" }).pipe(tens))).toEqual([70]);
  await expect(all(tens)).rejects.toMatchObject({ code: "E808" });
});

test("a function at the end of a pipe is a map", async () => {
  expect(await all(pages().pipe((n) => n + 1))).toEqual([2, 3, 4]);
});

test("what is piped into a plain resource is refused", () => {
  expect(outcomeOf(() => (pages() as unknown as { pipe(next: unknown): unknown }).pipe(pages()))).toEqual({ error: "E451" });
});

test("a resource feeds each of its transformers, and itself if it is selected", async () => {
  const parent = pages();
  const first = transformer((page: number[]) => ({ first: page.length }), { from: parent, name: "first" });
  const second = transformer((page: number[]) => ({ second: page.length }), { from: parent, name: "second" });
  const everything = await named(parent, first, second);
  for (const name of ["pages", "first", "second"]) expect(everything.filter(([from]) => from === name)).toHaveLength(2);
  expect(everything.filter(([from]) => from === "pages")).toEqual([["pages", [1, 2]], ["pages", [3]]]);
  expect(await named(first, second)).toHaveLength(4);
});

test("takers of one item share it, unless each is to have a copy", async () => {
  const parent = resource(function* () { yield { n: 1 }; }, { name: "parent" });
  const adding = (name: string) => transformer((row: { n: number }) => ({ n: ++row.n }), { from: parent, name });
  const numbers = async (copyOnFork: boolean) => {
    const list: unknown[] = [];
    for await (const [, item] of itemsOf([adding("a"), adding("b")], { copyOnFork })) list.push((item as { n: number }).n);
    return list;
  };
  expect(await numbers(false)).toEqual([2, 3]);
  expect(await numbers(true)).toEqual([2, 2]);
});

test("deferred calls run at the same time, a few together", async () => {
  let running = 0;
  let most = 0;
  const call = defer(async (n: number) => {
    most = Math.max(most, ++running);
    await pause(5);
    running--;
    return { n };
  });
  const calls = resource(function* () { for (let n = 0; n < 12; n++) yield call(n); }, { name: "calls" });
  const rows: unknown[] = [];
  for await (const [, item] of itemsOf([calls], { workers: 3 })) rows.push(item);
  expect(most).toBe(3);
  expect(rows).toHaveLength(12);
});

test("what is ready first comes first", async () => {
  const calls = resource(function* () { for (const ms of [30, 1]) yield new Deferred(() => pause(ms).then(() => ms)); }, { name: "calls" });
  expect(await all(calls)).toEqual([1, 30]);
});

test("no more promises are asked for than may be under way", async () => {
  let asked = 0;
  let settled = 0;
  let most = 0;
  const eager = resource(function* () {
    for (let n = 0; n < 30; n++) {
      most = Math.max(most, ++asked - settled);
      yield pause(1).then(() => {
        settled++;
        return n;
      });
    }
  }, { name: "eager" });
  const rows: unknown[] = [];
  for await (const [, item] of itemsOf([eager], { maxParallelItems: 4 })) rows.push(item);
  expect(rows).toHaveLength(30);
  expect(most).toBeLessThanOrEqual(6);
});

test("parallelized async generators share the workers", async () => {
  let running = 0;
  let most = 0;
  const slow = (name: string) =>
    resource(async function* () {
      for (let n = 0; n < 3; n++) {
        most = Math.max(most, ++running);
        await pause(2);
        running--;
        yield n;
      }
    }, { name, parallelized: true });
  const rows: unknown[] = [];
  for await (const [, item] of itemsOf(["a", "b", "c", "d"].map(slow), { workers: 2 })) rows.push(item);
  expect(rows).toHaveLength(12);
  expect(most).toBe(2);
});

test("bind gives a copy with arguments, and missing ones are named", async () => {
  const range = resource(function* (from: number, to: number) { for (let n = from; n < to; n++) yield n; }, { name: "range" });
  expect(await all(range.bind(2, 5))).toEqual([2, 3, 4]);
  expect(await all(range.bind(0, 1))).toEqual([0]);
  await expect(all(range)).rejects.toMatchObject({ code: "E809", message: "The function of resource `range` needs 2 arguments, and 0 were given." });
  const times = transformer((page: number[], factor: number) => page.map((n) => n * factor), { from: pages(), name: "times" });
  expect(await all(times.bind(3))).toEqual([3, 6, 9]);
});

test("steps go where they are told: behind the data, or before incremental and limit", async () => {
  const seen: unknown[] = [];
  const rows = pages().addMap((n) => n * 10).addLimit(1).addFilter((n) => n > 10).addMap((n) => n + 1, { insertAt: 1 });
  expect(await all(rows.addMetrics((item) => seen.push(item)))).toEqual([20, 30]);
  expect(seen).toEqual([[20, 30]]);
  expect(outcomeOf(() => pages().addMap((n) => n, { insertAt: 0 }))).toEqual({ error: "E814" });
});

test("addYieldMap gives each row's items one by one", async () => {
  const twice = resource(function* () { yield [1, 2]; yield 3; yield []; }, { name: "n" }).addYieldMap(function* (n) { yield n; yield -n; });
  expect(await named(twice)).toEqual([["n", 1], ["n", 3], ["n", -1], ["n", []], ["n", -3], ["n", 2], ["n", -2]]);
});

test("a limit by time ends the resource after the item that passes it", async () => {
  const endless = resource(async function* () { for (let n = 0; ; n++) { await pause(5); yield n; } }, { name: "endless" });
  expect((await all(endless.addLimit(null, { maxTime: 0.02 }))).length).toBeGreaterThan(0);
});

test("iterating stops drawing when the reader stops", async () => {
  let drawn = 0;
  let closed = false;
  const endless = resource(function* () {
    try {
      for (;;) yield drawn++;
    } finally {
      closed = true;
    }
  }, { name: "endless" });
  for await (const row of endless) if (row === 2) break;
  expect({ drawn, closed }).toEqual({ drawn: 3, closed: true });
});

test("rows that look like iterators are rows", async () => {
  const rows = [{ next: "/page/2" }, { next: () => "/page/3" }, new Map([["a", 1]]), new Set([1])];
  expect(await named(resource(rows, { name: "rows" }))).toEqual(rows.map((row) => ["rows", row]));
});

test("a source limits and parallelizes its resources, and selects among them", async () => {
  const parent = pages();
  const shop = source([parent, transformer((page: number[]) => page, { from: parent, name: "each" })], { name: "shop", maxTableNesting: 1 });
  expect(await named(...shop.addLimit(1).withResources("each").selectedResources)).toEqual([["each", [1, 2]]]);
  shop.maxTableNesting = 0;
  shop.schemaContract = "freeze";
  expect(shop.parallelize().resources["each"]?.spec.parallelized).toBe(true);
  expect(shop.settings).toMatchObject({ maxTableNesting: 0, schemaContract: "freeze" });
  expect(await all(shop.withResources("each"))).toEqual([1, 2]);
  expect(shop.resource("each").name).toBe("each");
  expect(outcomeOf(() => shop.resource("none"))).toEqual({ error: "E451" });
  parent.selected = false;
  expect(new Source("s", [parent]).selectedResources).toEqual([]);
});

test("hints given later change single ones, and null takes one away", () => {
  const rows = resource([{ id: 1 }], { name: "rows", primaryKey: "id", columns: { id: { dataType: "text" } } });
  rows.applyHints({ primaryKey: null, columns: { id: { nullable: false }, at: { dataType: "timestamp" } }, writeDisposition: undefined, tableName: (row) => `t${row.id}` });
  expect(rows.spec).toMatchObject({ columns: { id: { dataType: "text", nullable: false }, at: { dataType: "timestamp" } } });
  expect("primaryKey" in rows.spec).toBe(false);
  expect(outcomeOf(() => rows.applyHints({ primary_key: "id" } as never))).toEqual({ error: "E456" });
});
