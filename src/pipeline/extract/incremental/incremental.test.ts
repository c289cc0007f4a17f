/** Incremental loading through a pipeline: what its function is given, what passes, what is remembered. */
import { beforeEach, expect, expectTypeOf, test } from "vitest";
import { outcomeOf } from "../../fixtures/outcome.ts";
import { nodeHost } from "../../host.node.ts";
import { dlt, setPipelineHost } from "../../index.ts";
import type { Incremental, IncrementalOptions, Pipeline, PipelineEvent } from "../../index.ts";
import { MemoryFileStore } from "../../storage/memoryStore.ts";
import type { CursorState } from "./cursorFilter.ts";

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

interface Row {
  readonly id: number;
  readonly at?: unknown;
}

/** Extracts rows, and gives the ids of those that pass the incremental. */
const loaded = async (pages: readonly (readonly Row[])[], path = "at", options: IncrementalOptions = {}): Promise<number[]> => {
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  const ids: number[] = [];
  const rows = dlt.resource(function* () { yield* pages; }, { name: "rows", incremental: dlt.sources.incremental(path, options) });
  rows.addMetrics((item) => void ids.push(...(item as readonly Row[]).map(({ id }) => id)), { insertAt: 2 });
  await pipeline.extract(rows);
  return ids;
};

const stateOf = (pipeline: Pipeline, path: string): CursorState | undefined =>
  (pipeline.state?.sources["shop"] as { resources: { rows: { incremental: Record<string, CursorState> } } } | undefined)?.resources.rows.incremental[path];

const warnings = (): string[] => events.flatMap((event) => (event.type === "warning" ? [event.code] : []));
const rowsAt = (...values: unknown[]): Row[] => values.map((at, index) => ({ id: index + 1, at }));

test("the function gets the incremental, typed, as its last argument", async () => {
  const seen: unknown[] = [];
  const issues = dlt.resource(
    function* (owner: string, at: Incremental<string>) {
      seen.push([owner, at.initialValue, at.startValue, at.lastValue]);
      yield rowsAt("2024-01-02", "2024-01-03");
      seen.push(at.lastValue);
    },
    { name: "rows", incremental: dlt.sources.incremental("at", { initialValue: "2024-01-01" }) },
  );
  expectTypeOf(issues.bind).parameters.toEqualTypeOf<[string]>();
  await dlt.pipeline({ pipelineName: "shop" }).extract(issues.bind("me"));
  await dlt.pipeline({ pipelineName: "shop" }).extract(issues.bind("you"));
  expect(seen).toEqual([["me", "2024-01-01", "2024-01-01", "2024-01-01"], "2024-01-03", ["you", "2024-01-01", "2024-01-03", "2024-01-03"], "2024-01-03"]);
});

test("the type of a parameter follows from the option, which may be a plain object", async () => {
  const starts: unknown[] = [];
  const rows = dlt.resource(
    function* (at) {
      expectTypeOf(at.startValue).toEqualTypeOf<number | undefined>();
      starts.push(at.startValue);
      yield { id: 4 };
    },
    { name: "rows", incremental: { cursorPath: "id", initialValue: 3 } },
  );
  await dlt.pipeline({ pipelineName: "shop" }).extract(rows);
  expect(starts).toEqual([3]);
});

test("an incremental can be a parameter's default value, and a hint takes its place", async () => {
  const starts: unknown[] = [];
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  const rows = dlt.resource(function* rows(at = dlt.sources.incremental<number>("at", { initialValue: 2 })) {
    starts.push(at.startValue);
    yield rowsAt(1, 2, 3);
  });
  await pipeline.extract(rows);
  await pipeline.extract(rows);
  expect(stateOf(pipeline, "at")).toMatchObject({ initial_value: 2, last_value: 3 });
  await pipeline.extract(rows.applyHints({ incremental: { cursorPath: "at", initialValue: 1, endValue: 2 } }));
  expect(starts).toEqual([2, 3, 1]);
});

test("a transformer's function gets it, too, and its items are filtered", async () => {
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  const seen: unknown[] = [];
  const parent = dlt.resource([[1, 5], [7]], { name: "parent" });
  const child = dlt.transformer((page: number[], at?: Incremental<number>) => {
    seen.push(at?.startValue);
    return page.map((value) => ({ id: value, at: value }));
  }, { from: parent, name: "rows", incremental: { cursorPath: "at", initialValue: 5 } });
  const ids: number[] = [];
  await pipeline.extract(child.addMetrics((item) => void ids.push(...(item as readonly Row[]).map(({ id }) => id)), { insertAt: 2 }));
  expect([seen, ids]).toEqual([[5, 5], [5, 7]]);
});

test("dates are kept in the state as dates, over a reload", async () => {
  const [first, second, third] = [1, 2, 3].map((day) => new Date(Date.UTC(2024, 0, day)));
  expect(await loaded([rowsAt(first, second)])).toEqual([1, 2]);
  reload();
  expect(await loaded([[{ id: 1, at: first }, { id: 2, at: second }, { id: 3, at: third }]])).toEqual([3]);
  reload();
  expect(await loaded([[{ id: 4, at: "2024-01-02T12:00:00Z" }, { id: 5, at: "2024-01-04T00:00:00Z" }]])).toEqual([5]);
});

test("big integers are compared exactly and kept", async () => {
  const big = 2n ** 60n;
  expect(await loaded([rowsAt(big, big + 1n)])).toEqual([1, 2]);
  reload();
  expect(await loaded([[{ id: 1, at: big }, { id: 3, at: big + 2n }]])).toEqual([3]);
});

test.each([
  { path: "$.o.at", rows: [{ id: 1, o: { at: 1 } }, { id: 2, o: { at: 2 } }] },
  { path: "events[0].at", rows: [{ id: 1, events: [{ at: 1 }] }, { id: 2, events: [{ at: 2 }, { at: 9 }] }] },
  { path: "$.events[*].at", rows: [{ id: 1, events: [{ at: 1 }] }, { id: 2, events: [{ at: 2 }] }] },
  { path: "created-at", rows: [{ id: 1, "created-at": 1 }, { id: 2, "created-at": 2 }] },
])("the cursor may be at $path", async ({ path, rows }) => {
  expect(await loaded([rows], path)).toEqual([1, 2]);
  expect(await loaded([rows], path)).toEqual([]);
});

test("keys of Object.prototype are no cursor values", async () => {
  await expect(loaded([[{ id: 1 }]], "constructor")).rejects.toMatchObject({ code: "E800" });
});

test("a function may choose the last value, also of whole rows", async () => {
  const byKind = (values: readonly unknown[]): Record<string, number> => {
    const [row, last = {}] = values as [{ kind: string; n: number }, Record<string, number>?];
    return { ...last, [row.kind]: Math.max(row.n, last[row.kind] ?? 0) };
  };
  const pages = [[{ id: 1, kind: "a", n: 1 }, { id: 2, kind: "b", n: 5 }, { id: 3, kind: "a", n: 2 }]];
  const options = { lastValueFunc: byKind } as IncrementalOptions;
  expect(await loaded(pages, "$", options)).toEqual([1, 2, 3]);
  expect(stateOf(await opened(), "$")?.last_value).toEqual({ a: 2, b: 5 });
  expect(await loaded([[...pages.flat(), { id: 4, kind: "b", n: 6 }]], "$", options)).toEqual([4]);
});

async function opened(): Promise<Pipeline> {
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  await pipeline.listPendingPackages();
  return pipeline;
}

test.each([
  { order: "asc", pages: [rowsAt(1, 2), rowsAt(5), rowsAt(6)], options: { initialValue: 0, endValue: 4 }, pulled: 2 },
  { order: "desc", pages: [rowsAt(9, 8), rowsAt(3), rowsAt(2)], options: { initialValue: 5 }, pulled: 2 },
  { order: undefined, pages: [rowsAt(9, 8), rowsAt(3), rowsAt(2)], options: { initialValue: 5 }, pulled: 3 },
] as const)("with row order $order the generator is closed after the page that leaves the range", async ({ order, pages, options, pulled }) => {
  let count = 0;
  let closed = false;
  const rows = dlt.resource(function* () {
    try {
      for (const page of pages) {
        count++;
        yield page;
      }
    } finally {
      closed = true;
    }
  }, { name: "rows", incremental: { cursorPath: "at", ...options, rowOrder: order } });
  await dlt.pipeline({ pipelineName: "shop" }).extract(rows);
  expect([count, closed]).toEqual([pulled, true]);
});

test("an open start drops rows at the start value and keeps no hashes", async () => {
  expect(await loaded([rowsAt(1, 2)], "at", { rangeStart: "open" })).toEqual([1, 2]);
  expect(await loaded([rowsAt(1, 2, 3)], "at", { rangeStart: "open" })).toEqual([3]);
  expect(stateOf(await opened(), "at")?.unique_hashes).toEqual([]);
});

test("a closed end takes the rows at the end value", async () => {
  expect(await loaded([rowsAt(1, 2, 3)], "at", { initialValue: 1, endValue: 2, rangeEnd: "closed" })).toEqual([1, 2]);
});

test("a lag takes rows again, and the last value never goes back", async () => {
  expect(await loaded([rowsAt(8, 10)], "at", { lag: 2 })).toEqual([1, 2]);
  expect(await loaded([rowsAt(7, 8, 9)], "at", { lag: 2 })).toEqual([2, 3]);
  expect(stateOf(await opened(), "at")).toMatchObject({ last_value: 10, unique_hashes: [] });
});

test("a lag that cannot be applied is told", async () => {
  expect(await loaded([rowsAt("b", "c")], "at", { lag: 2, initialValue: "a" })).toEqual([1, 2]);
  expect(warnings()).toEqual(["E807"]);
});

test("a primary key recognises changed rows at the border", async () => {
  await loaded([[{ id: 1, at: 5 }]], "at", { primaryKey: "id" });
  expect(await loaded([[{ id: 1, at: 5, changed: true } as Row, { id: 2, at: 5 }]], "at", { primaryKey: "id" })).toEqual([2]);
  await expect(loaded([[{ at: 6 } as unknown as Row]], "at", { primaryKey: "id" })).rejects.toMatchObject({ code: "E805" });
});

test("many rows on one cursor value are told once, and each is recognised", async () => {
  const page = Array.from({ length: 1_500 }, (_, id) => ({ id, at: 1 }));
  expect(await loaded([page])).toHaveLength(1_500);
  expect(warnings()).toEqual(["E806"]);
  expect(await loaded([[...page, { id: -1, at: 1 }]])).toEqual([-1]);
  expect(warnings()).toEqual(["E806"]);
});

test("rows without a cursor value are an error with their number, or pass, or are dropped", async () => {
  await expect(loaded([rowsAt(1), [{ id: 2 }]])).rejects.toMatchObject({ code: "E800", message: "Row 2 of resource `rows` has nothing at the cursor path `at`." });
  await expect(loaded([rowsAt(1, null)])).rejects.toMatchObject({ code: "E801" });
  await expect(loaded([rowsAt(1, "x")])).rejects.toMatchObject({ code: "E802", message: expect.stringContaining('is "x" (text), which cannot be compared with 1 (a number)') as string });
  expect(await loaded([rowsAt(1, null), [{ id: 3 }]], "at", { onCursorValueMissing: "include" })).toEqual([1, 2, 3]);
  expect(await loaded([rowsAt(2, null), [{ id: 3 }]], "at", { onCursorValueMissing: "exclude" })).toEqual([1]);
  expect(stateOf(await opened(), "at")?.last_value).toBe(2);
});

test("values that are stored as null are no cursor values, and rows that cannot be hashed are named", async () => {
  await expect(loaded([rowsAt(1, Number.NaN)])).rejects.toMatchObject({ code: "E801" });
  await expect(loaded([rowsAt(new Date(Number.NaN))])).rejects.toMatchObject({ code: "E801" });
  const row: Record<string, unknown> = { id: 1, at: 1 };
  row["self"] = row;
  await expect(loaded([[row as unknown as Row]])).rejects.toMatchObject({ code: "E453" });
});

test("names of Object.prototype are names like others", async () => {
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  const rows = dlt.resource([{ constructor: 1 }, { constructor: 2 }], { name: "__proto__", tableName: "rows", incremental: { cursorPath: "constructor" } });
  await pipeline.extract(rows);
  expect(JSON.stringify(pipeline.state?.sources)).toContain('"__proto__":{"incremental":{"constructor":{"initial_value":null,"last_value":2');
});

test("an extract that fails remembers nothing", async () => {
  await expect(loaded([rowsAt(1, 2), [{ id: 3 }]])).rejects.toMatchObject({ code: "E800" });
  expect(await loaded([rowsAt(1)])).toEqual([1]);
});

test("maps behind the data can make the cursor; null takes the incremental away", async () => {
  const ids: number[] = [];
  const rows = dlt.resource([[{ id: 1 }, { id: 2 }]], { name: "rows", incremental: { cursorPath: "at", initialValue: 2 } }).addMap((row) => ({ ...row, at: row.id }));
  rows.addMetrics((item) => void ids.push(...(item as Row[]).map(({ id }) => id)), { insertAt: 3 });
  await dlt.pipeline({ pipelineName: "shop" }).extract(rows);
  await dlt.pipeline({ pipelineName: "shop" }).extract(rows.applyHints({ incremental: null }));
  expect(ids).toEqual([2, 1, 2]);
});

test.each([
  { what: "a blank path", make: () => dlt.sources.incremental(" "), code: "E804" },
  { what: "a row order that there is not", make: () => dlt.sources.incremental("at", { rowOrder: "up" as "asc" }), code: "E804" },
  { what: "an option that there is not", make: () => dlt.sources.incremental("at", { initial_value: 1 } as IncrementalOptions), code: "E456" },
  { what: "an end without a start", make: () => dlt.sources.incremental("at", { endValue: 1 }), code: "E803" },
  { what: "an end before the start", make: () => dlt.sources.incremental("at", { initialValue: 5, endValue: 2 }), code: "E803" },
  { what: "a plain object without a path", make: () => dlt.resource([], { name: "r", incremental: {} as { cursorPath: string } }), code: "E804" },
])("$what is refused", ({ make, code }) => {
  expect(outcomeOf(make)).toEqual({ error: code });
});
