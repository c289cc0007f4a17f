/** Extract through a pipeline: marks, what is current, state, errors. */
import { beforeEach, expect, test } from "vitest";
import { nodeHost } from "../host.node.ts";
import { dlt, setPipelineHost } from "../index.ts";
import type { Pipeline, PipelineEvent } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";

let files: MemoryFileStore;
let events: PipelineEvent[];

/** A new host over the same files is what a reloaded page is. */
function reload(): void {
  setPipelineHost(nodeHost({ files, report: (event) => events.push(event) }));
}

beforeEach(() => {
  files = new MemoryFileStore();
  events = [];
  reload();
});

const shop = (): Pipeline => dlt.pipeline({ pipelineName: "shop" });
const warnings = (): string[] => events.flatMap((event) => (event.type === "warning" ? [event.code] : []));
const failureOf = (promise: Promise<unknown>): Promise<{ code?: string; message: string }> => promise.then(() => ({ message: "no error" }), (error: Error) => error);

/** Extracted rows by table, of all packages that wait. */
async function extracted(pipeline: Pipeline): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const { loadId, jobs } of await pipeline.listPendingPackages()) {
    for (const { table, file } of jobs) {
      if (table.startsWith("_dlt")) continue;
      const text = await files.readText(`shop/normalize/extracted/${loadId}/new_jobs/${file}`);
      (tables[table] ??= []).push(...text.trimEnd().split("\n").flatMap((line) => JSON.parse(line) as unknown[]));
    }
  }
  return tables;
}

test("marked items go to the tables that they name", async () => {
  const pipeline = shop();
  await pipeline.extract(
    dlt.resource(function* () {
      yield dlt.mark.withTableName({ id: 1 }, "First Table");
      yield dlt.mark.withTableName([{ id: 2 }, { id: 3 }], "second");
      yield { id: 4 };
    }, { name: "rows" }).addMap((row) => ({ ...row, seen: true })),
  );
  expect(await extracted(pipeline)).toEqual({
    first_table: [{ id: 1, seen: true }],
    second: [{ id: 2, seen: true }, { id: 3, seen: true }],
    rows: [{ id: 4, seen: true }],
  });
});

test("hints of a marked item hold from there on; those of a variant for its table alone", async () => {
  const pipeline = shop();
  const special = dlt.mark.makeHints({ tableName: "special", primaryKey: "code" });
  await pipeline.extract(
    dlt.resource(function* () {
      yield dlt.mark.withHints({ id: 1 }, dlt.mark.makeHints({ columns: { price: { dataType: "decimal" } } }));
      yield dlt.mark.withHints({ code: "a" }, special, { createTableVariant: true });
      yield { id: 2 };
    }, { name: "rows", primaryKey: "id" }),
  );
  expect(await extracted(pipeline)).toEqual({ rows: [{ id: 1 }, { id: 2 }], special: [{ code: "a" }] });
  const { tables } = pipeline.defaultSchema;
  expect(tables["rows"]?.columns).toMatchObject({ id: { primary_key: true }, price: { data_type: "decimal" } });
  expect(tables["special"]?.columns).toMatchObject({ code: { primary_key: true } });
  expect(tables["special"]?.columns["id"]).toBeUndefined();
});

test("a variant without a table is refused", async () => {
  const rows = dlt.resource([dlt.mark.withHints({ id: 1 }, {}, { createTableVariant: true })], { name: "rows" });
  await expect(shop().extract(rows)).rejects.toMatchObject({ code: "E815" });
});

test("a table can be made without rows", async () => {
  const pipeline = shop();
  const rows = dlt.resource(function* () { yield dlt.mark.materializeTableSchema(); }, { name: "rows", columns: { id: { dataType: "bigint" } } });
  await pipeline.run(rows);
  expect(await pipeline.dataset().table("rows").columns()).toContain("id");
  expect(await pipeline.dataset().table("rows").rowCount()).toBe(0);
});

test("code of a resource knows its source, itself, its pipeline and their state", async () => {
  const pipeline = shop();
  const seen: unknown[] = [];
  const orders = dlt.resource(async function* () {
    const state = dlt.current.resourceState();
    dlt.current.sourceState()["runs"] = 1;
    seen.push(dlt.current.source().name, dlt.current.resource().name, dlt.current.pipeline());
    await Promise.resolve();
    state["last"] = "b";
    yield [{ id: 1 }];
  }, { name: "orders" });
  const customers = dlt.resource([{ id: 1 }], { name: "customers" }).addMap((row) => ({ ...row, by: dlt.current.resource().name }));
  await pipeline.extract(dlt.source([orders, customers], { name: "Shop API" }));
  expect(seen).toEqual(["Shop API", "orders", pipeline]);
  expect(await extracted(pipeline)).toMatchObject({ customers: [{ id: 1, by: "customers" }] });
  expect(pipeline.state?.sources).toEqual({ shop_api: { runs: 1, resources: { orders: { last: "b" } } } });
});

test("after an await, the resource is known only if it is the only one", async () => {
  const asks = (name: string) =>
    dlt.resource(async function* () {
      await new Promise((resolve) => setTimeout(resolve, 1));
      yield { state: Object.keys(dlt.current.sourceState()), resource: dlt.current.resource().name };
    }, { name });
  const pipeline = shop();
  await pipeline.extract(asks("one"));
  expect(await extracted(pipeline)).toEqual({ one: [{ state: [], resource: "one" }] });
  expect(await failureOf(shop().extract([asks("one"), asks("two")]))).toMatchObject({ code: "E810" });
  expect(() => dlt.current.resourceState()).toThrow(expect.objectContaining({ code: "E810" }));
});

const counting = (fails = false) =>
  dlt.resource(function* () {
    const state = dlt.current.resourceState();
    state["runs"] = ((state["runs"] as number | undefined) ?? 0) + 1;
    yield { runs: state["runs"] };
    if (fails) throw new Error("no more");
  }, { name: "counted" });

test("state is kept when extract succeeds, and is there after a reload", async () => {
  await shop().extract(counting());
  expect(await failureOf(shop().extract(counting(true)))).toMatchObject({ code: "E452" });
  reload();
  const pipeline = shop();
  await pipeline.extract(counting());
  expect(pipeline.state?.sources).toEqual({ shop: { resources: { counted: { runs: 2 } } } });
});

test("a resource that replaces its table begins without state, and so do those it takes items from", async () => {
  const pipeline = shop();
  await pipeline.extract(counting());
  await pipeline.extract(counting(), { writeDisposition: "replace" });
  expect(pipeline.state?.sources).toEqual({ shop: { resources: { counted: { runs: 1 } } } });
  const parent = counting().applyHints({ writeDisposition: "replace" });
  await pipeline.extract(dlt.transformer((row) => row, { from: parent, name: "child" }));
  expect(pipeline.state?.sources).toEqual({ shop: { resources: { counted: { runs: 1 } } } });
});

test("state that is not JSON is refused, and nothing is kept", async () => {
  const pipeline = shop();
  const rows = dlt.resource(function* () {
    dlt.current.resourceState()["big"] = 1n;
    yield { id: 1 };
  }, { name: "rows" });
  await expect(pipeline.extract(rows)).rejects.toMatchObject({ code: "E813" });
  expect(await pipeline.listPendingPackages()).toEqual([]);
});

test("a generator that throws midway leaves nothing, and the error counts its rows and keeps its stack", async () => {
  const pipeline = shop();
  const rows = dlt.resource(function* brokenRows() {
    yield [{ id: 1 }, { id: 2 }];
    throw new RangeError("page 2 is missing");
  });
  const failure = await pipeline.extract(rows).then(() => undefined, (error: Error) => error);
  expect(failure).toMatchObject({ code: "E452", message: "Resource `brokenRows` failed after 2 rows: RangeError: page 2 is missing" });
  expect(failure?.stack).toContain("brokenRows");
  expect(await pipeline.listPendingPackages()).toEqual([]);
  expect(pipeline.state).toBeUndefined();
});

test("an error names the transformer or the step's resource, whatever was thrown", async () => {
  const parent = dlt.resource([{ id: 1 }], { name: "parent" });
  const child = dlt.transformer(async (): Promise<{ id: number }> => Promise.reject("gone"), { from: parent, name: "child" });
  expect(await failureOf(shop().extract(child))).toMatchObject({ code: "E452", message: "Resource `child` failed after 0 rows: gone" });
  const mapped = dlt.resource([{ id: 1 }], { name: "mapped" }).addMap((row) => (row as unknown as { a: { b: number } }).a.b);
  expect(await failureOf(shop().extract(mapped))).toMatchObject({ code: "E452", message: expect.stringContaining("`mapped` failed") as string });
});

test("a limit on a transformer has no effect and says so", async () => {
  const pipeline = shop();
  const parent = dlt.resource([1, 2].map((id) => ({ id })), { name: "parent" });
  await pipeline.extract(dlt.transformer((row: { id: number }) => row, { from: parent, name: "child" }).addLimit(1));
  expect(await extracted(pipeline)).toEqual({ child: [{ id: 1 }, { id: 2 }] });
  expect(warnings()).toEqual(["E812"]);
});

test("a transformer fed by two resources may be extracted twice in one run", async () => {
  const pipeline = shop();
  const double = dlt.transformer((row: { n: number }) => ({ n: row.n * 2 }), { name: "double" });
  const from = (n: number) => dlt.resource([{ n }], { name: `n${n}` }).pipe(double);
  await pipeline.extract([from(1), from(2)]);
  expect((await extracted(pipeline))["double"]?.toSorted((a, b) => (a as { n: number }).n - (b as { n: number }).n)).toEqual([{ n: 2 }, { n: 4 }]);
});

test("a promise that never settles can be stopped, and extract says whom it waits for", async () => {
  const controller = new AbortController();
  setPipelineHost(nodeHost({ files, signal: () => controller.signal }));
  setTimeout(() => controller.abort(new Error("stopped")), 20);
  const stuck = dlt.resource(function* () { yield new Promise<{ id: number }>(() => {}); }, { name: "stuck" });
  await expect(shop().extract(stuck)).rejects.toThrow("stopped");
});
