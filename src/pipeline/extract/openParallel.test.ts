/** What a `parallelized` generator gives is the same as without the mark, whatever looks at its rows. Workers run in this thread. */
import { beforeEach, expect, test } from "vitest";
import type { PipelineEvent, PipelineHost } from "../host.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, setPipelineHost } from "../index.ts";
import type { Incremental, Pipeline, Resource } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";
import { unpackSelfContained } from "./parallel/packFunction.ts";
import { serveExtract } from "./parallel/serve.ts";

let files: MemoryFileStore;
let events: PipelineEvent[];

function useHost(startExtractWorker: PipelineHost["startExtractWorker"]): void {
  const { startExtractWorker: _threads, ...host } = nodeHost({ files, report: (event) => events.push(event) });
  setPipelineHost(startExtractWorker === undefined ? host : { ...host, startExtractWorker });
}

const startInThread: NonNullable<PipelineHost["startExtractWorker"]> = (name) => {
  const served = serveExtract({ unpack: unpackSelfContained });
  const api = { ...served, open: (id: number, request: Parameters<typeof served.open>[1]) => served.open(id, structuredClone(request)) };
  return Promise.resolve({ name, api, died: new Promise<never>(() => {}), terminate: () => {} });
};

beforeEach(() => {
  files = new MemoryFileStore();
  events = [];
  useHost(startInThread);
});

function* counted(to: number) {
  for (let n = 1; n <= to; n += 2) yield [{ n }, { n: n + 1 }];
}

const counting = (to = 6) => dlt.resource(counted, { name: "rows", parallelized: true }).bind(to);

async function extractedBy(pipeline: Pipeline): Promise<{ rows: Record<string, unknown[]>; workers: string[] }> {
  const rows: Record<string, unknown[]> = {};
  const workers = new Set<string>();
  for (const { loadId, jobs } of await pipeline.listPendingPackages()) {
    for (const { table, file, worker = "" } of jobs) {
      if (table.startsWith("_dlt")) continue;
      workers.add(worker);
      const text = await files.readText(`shop/normalize/extracted/${loadId}/new_jobs/${file}`);
      (rows[table] ??= []).push(...text.trimEnd().split("\n").flatMap((line) => JSON.parse(line) as unknown[]));
    }
  }
  return { rows, workers: [...workers] };
}

const numbers = (...list: readonly number[]) => list.map((n) => ({ n }));

test.each([
  { what: "by themselves", make: () => counting(), rows: { rows: numbers(1, 2, 3, 4, 5, 6) }, workers: ["extract-1"] },
  { what: "limited by yielded pages", make: () => counting().addLimit(2), rows: { rows: numbers(1, 2, 3, 4) }, workers: ["extract-1"] },
  { what: "filtered, and limited behind it", make: () => counting().addFilter(({ n }) => n > 2).addLimit(1), rows: { rows: numbers(3, 4) }, workers: ["extract-1"] },
  { what: "sent to tables row by row", make: () => counting(2).applyHints({ tableName: ({ n }) => `t${n}` }), rows: { t1: numbers(1), t2: numbers(2) }, workers: ["extract-1"] },
  { what: "taken by a transformer page by page", make: () => counting(4).pipe(dlt.transformer((page: readonly unknown[]) => ({ n: page.length }), { name: "rows" })), rows: { rows: numbers(2, 2) }, workers: ["main"] },
])("rows $what", async ({ make, rows, workers }) => {
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  await pipeline.extract(make() as Resource);
  expect(await extractedBy(pipeline)).toEqual({ rows, workers });
});

test("an incremental is handed to the worker as plain values, and filters what comes back", async () => {
  const rows = dlt.resource(function* (at: Incremental<number>) {
    for (let n = at.startValue ?? 1; n < 5; n++) yield { n, start: at.startValue };
  }, { name: "rows", parallelized: true, incremental: { cursorPath: "n", initialValue: 3, primaryKey: "n" } });
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  await pipeline.extract(rows);
  await pipeline.extract(rows);
  expect((await extractedBy(pipeline)).rows).toEqual({ rows: [{ n: 3, start: 3 }, { n: 4, start: 3 }] });
});

test("where there are no workers it runs here, and says so", async () => {
  useHost(undefined);
  const pipeline = dlt.pipeline({ pipelineName: "shop" });
  await pipeline.extract(counting(2) as Resource);
  expect(await extractedBy(pipeline)).toEqual({ rows: { rows: numbers(1, 2) }, workers: ["main"] });
  expect(events.flatMap((event) => (event.type === "warning" ? [event.code] : []))).toEqual(["E457"]);
});
