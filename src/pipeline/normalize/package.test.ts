import { expect, test } from "vitest";
import { tableRows } from "../fixtures/arrowRows.ts";
import { extractedFile } from "../fixtures/extractedFile.ts";
import { updateTable } from "../schema/mergeTables.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { newSchema } from "../schema/schema.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import type { NormalizeWorkerHandle } from "../host.ts";
import { normalizePackage } from "./package.ts";
import type { ExtractedFile, NormalizedPackage } from "./package.ts";
import { planNormalizeJobs } from "./planNormalizeJobs.ts";
import { NormalizePool } from "./pool.ts";
import type { NormalizeResult, NormalizedFile } from "./protocol.ts";
import { startInThread } from "./inThread.ts";

test("jobs are taken largest first", () => {
  const files = [file("a", "t", [{}]), file("b", "t", [{}, {}, {}]), file("c", "t", [{}, {}])];
  expect(planNormalizeJobs(files).map(({ name }) => name)).toEqual(["b", "c", "a"]);
});

test("a package becomes files, row counts, a new schema and timings", async () => {
  const { result, stored } = await normalize([file("a", "orders", [{ id: 1, items: [{ sku: "x" }] }]), file("b", "users", [{ name: "u" }, { name: "v", gone: null }])], 2);
  expect(result.rowCounts).toEqual({ users: 2, orders: 1, orders__items: 1 });
  expect(stored.map(({ table, rows }) => [table, rows]).sort()).toEqual([["orders", 1], ["orders__items", 1], ["users", 2]]);
  expect(result.schema.tables.orders__items).toMatchObject({ parent: "orders", "x-normalizer": { "seen-data": true } });
  expect([result.schema.version, result.schema.previous_hashes]).toEqual([2, [newSchema("s").version_hash]]);
  expect(result.nullOnlyColumns).toEqual([["users", "gone"]]);
  expect(result.jobs.map(({ file: name, rows, discarded }) => [name, rows, discarded])).toEqual(expect.arrayContaining([["a", 1, false], ["b", 2, false]]));
  for (const job of result.jobs) expect(job.finishedAt).toBeGreaterThanOrEqual(job.startedAt);
});

test("the schema that was given stays as it was", async () => {
  const schema = newSchema("s");
  const before = JSON.stringify(schema);
  await normalize([file("a", "t", [{ id: 1 }])], 1, schema);
  expect(JSON.stringify(schema)).toBe(before);
});

test("later files follow the columns of earlier ones, so all files have one order", async () => {
  const { stored } = await normalize([file("a", "t", [{ a: 1, b: 2 }, { a: 3, b: 4 }]), file("b", "t", [{ b: 1, a: 2 }])], 1);
  expect(stored.map(({ columns }) => columns)).toEqual([stored[0]?.columns, stored[0]?.columns]);
});

test("two workers that see different types: the later result is thrown away and made anew", async () => {
  const gate = gatedWorkers();
  const files = [file("a", "t", [{ v: "text" }, { v: "more" }]), file("b", "t", [{ v: 7 }])];
  const running = normalize(files, 2, newSchema("s"), gate.pool);
  await gate.bothStarted;
  gate.open();
  const { result, stored } = await running;
  expect(result.schema.tables.t?.columns.v?.data_type).toBe("text");
  expect(tableRows(stored, "t").map((row) => row.v).sort()).toEqual(["7", "more", "text"]);
  expect(result.jobs.map(({ file: name, discarded }) => [name, discarded])).toEqual([["a", false], ["b", true], ["b", false]]);
  expect(Object.keys(result.schema.tables.t?.columns ?? {})).toEqual(["v", "_dlt_load_id", "_dlt_id"]);
});

test("two workers that see whole numbers and fractions meet in double without doing work twice", async () => {
  const gate = gatedWorkers();
  const running = normalize([file("a", "t", [{ v: 1 }, { v: 2 }]), file("b", "t", [{ v: 2.5 }])], 2, newSchema("s"), gate.pool);
  await gate.bothStarted;
  gate.open();
  const { result } = await running;
  expect(result.schema.tables.t?.columns.v?.data_type).toBe("double");
  expect(result.jobs.every((job) => !job.discarded)).toBe(true);
});

test("a free worker takes the next biggest file: one big file does not hold up the small ones", async () => {
  const worked: string[] = [];
  let finishBig = (): void => undefined;
  const bigIsBusy = new Promise<void>((resolve) => (finishBig = resolve));
  const pool = poolOf(async (worker, request) => {
    const bytes = (request.file as { bytes: Uint8Array }).bytes.length;
    worked.push(`${worker}:${bytes > 1000 ? "big" : "small"}`);
    if (bytes > 1000) await bigIsBusy;
    else if (worked.length === 5) finishBig();
  });
  const small = ["b", "c", "d", "e"].map((name) => file(name, "t", [{ n: 1 }]));
  await normalize([file("a", "t", Array.from({ length: 500 }, (_, n) => ({ n }))), ...small], 2, newSchema("s"), pool);
  expect(worked).toEqual(["normalize-1:big", "normalize-2:small", "normalize-2:small", "normalize-2:small", "normalize-2:small"]);
});

test("files grouped by name go to the workers in dlt's groups, whatever their size", async () => {
  const names = ["t.3", "t.0", "t.2", "t.1", "t.4"];
  const stored: string[] = [];
  const result = await normalizePackage({
    loadId: "1.5",
    schema: newSchema("s"),
    files: names.map((name) => file(name, "t", Array.from({ length: name === "t.0" ? 100 : 1 }, (_, n) => ({ n })))),
    workers: 2,
    fileOrder: "grouped-by-name",
    host: { checkpoint: () => undefined },
    pool: poolOf(() => Promise.resolve()),
    onFile: (_file, { name }) => Promise.resolve(void stored.push(name)),
  });
  const byWorker = new Map<string, string[]>();
  for (const { worker, file: name } of result.jobs) byWorker.set(worker, [...(byWorker.get(worker) ?? []), name]);
  expect([...byWorker.values()]).toEqual([["t.0", "t.1"], ["t.2", "t.3", "t.4"]]);
  expect(stored).toHaveLength(5);
});

test("a required column without a type and without a value stops the package", async () => {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(namingConvention(), { name: "t", primaryKey: "id" }));
  await expect(normalize([file("a", "t", [{ n: 1 }])], 1, schema)).rejects.toMatchObject({ code: "E838", details: { table: "t", column: "id" } });
});

test("a worker that dies fails the package with its name, and the pool starts a new one next time", async () => {
  const started: string[] = [];
  let isDead = true;
  const pool = new NormalizePool({
    signal: () => undefined,
    startNormalizeWorker: async (name) => {
      started.push(name);
      const worker = await startInThread(name);
      if (!isDead) return worker;
      const died = Promise.reject(new Error("out of memory"));
      died.catch(() => undefined);
      return { ...worker, api: { ...worker.api, normalizeFile: () => new Promise<NormalizeResult>(() => undefined) }, died };
    },
  });
  const files = [file("a", "t", [{ id: 1 }])];
  await expect(normalize(files, 1, newSchema("s"), pool)).rejects.toMatchObject({ code: "E430", message: "The normalize worker `normalize-1` died while it worked on `a`." });
  isDead = false;
  const { result } = await normalize(files, 1, newSchema("s"), pool);
  expect([result.rowCounts, started]).toEqual([{ t: 1 }, ["normalize-1", "normalize-1"]]);
});

test("an error of a file keeps its code; anything else is wrapped with the file's name", async () => {
  const broken: ExtractedFile = { ...file("a", "t", []), source: { read: () => Promise.resolve(new TextEncoder().encode("[{")) } };
  await expect(normalize([broken], 1)).rejects.toMatchObject({ code: "E421" });
  const failing = poolOf(() => Promise.reject(new Error("no space")));
  await expect(normalize([file("a", "t", [{}])], 1, newSchema("s"), failing)).rejects.toMatchObject({ code: "E431", details: { file: "a", table: "t", reason: "no space" } });
});

test("stopping a run ends the workers that are busy and rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const ended: string[] = [];
  const pool = new NormalizePool({
    signal: () => controller.signal,
    startNormalizeWorker: async (name) => ({
      ...(await startInThread(name)),
      api: { ready: () => Promise.resolve(name), normalizeFile: () => new Promise<NormalizeResult>(() => controller.abort(new Error("stopped"))) },
      terminate: () => void ended.push(name),
    }),
  });
  await expect(normalize([file("a", "t", [{}])], 1, newSchema("s"), pool)).rejects.toThrow("stopped");
  expect(ended).toEqual(["normalize-1"]);
});

test("ending the pool rejects the calls that still run", async () => {
  const pool: NormalizePool = new NormalizePool({
    signal: () => undefined,
    startNormalizeWorker: async (name) => {
      const worker = await startInThread(name);
      const normalizeFile = (): Promise<NormalizeResult> => {
        queueMicrotask(() => pool.terminate());
        return new Promise(() => undefined);
      };
      return { ...worker, api: { ...worker.api, normalizeFile } };
    },
  });
  await expect(normalize([file("a", "t", [{}])], 1, newSchema("s"), pool)).rejects.toMatchObject({ code: "E430" });
});

test("a worker that cannot be started says so", async () => {
  const pool = new NormalizePool({ signal: () => undefined, startNormalizeWorker: () => Promise.reject(new Error("no script")) });
  await expect(normalize([file("a", "t", [{}])], 1, newSchema("s"), pool)).rejects.toMatchObject({ code: "E432", details: { worker: "normalize-1", reason: "no script" } });
});

test("a file that cannot be stored fails the package", async () => {
  const pool = poolOf(() => Promise.resolve());
  const running = normalizePackage({ ...inputOf([file("a", "t", [{}])], 1, newSchema("s"), pool), onFile: () => Promise.reject(new Error("disk full")) });
  await expect(running).rejects.toThrow("disk full");
});

test("an empty package is normalized without a file", async () => {
  const { result } = await normalize([], 2);
  expect([result.rowCounts, result.jobs]).toEqual([{}, []]);
});

function file(name: string, table: string, rows: readonly unknown[]): ExtractedFile {
  const bytes = extractedFile(rows);
  return { name, table, bytes: bytes.length, source: { read: () => Promise.resolve(bytes) }, compressed: false };
}

function inputOf(files: readonly ExtractedFile[], workers: number, schema = newSchema("s"), pool = poolOf(() => Promise.resolve())) {
  return { loadId: "1.5", schema, files, workers, pool, host: { checkpoint: () => undefined } };
}

async function normalize(files: readonly ExtractedFile[], workers: number, schema = newSchema("s"), pool?: NormalizePool): Promise<{ result: NormalizedPackage; stored: NormalizedFile[] }> {
  const stored: NormalizedFile[] = [];
  const input = inputOf(files, workers, schema, pool);
  const result = await normalizePackage({ ...input, onFile: async (normalized) => void stored.push(normalized) });
  return { result, stored };
}

/** Workers in this thread that first do something. */
function poolOf(before: (worker: string, request: Parameters<NormalizeWorkerHandle["api"]["normalizeFile"]>[0]) => Promise<void>): NormalizePool {
  return new NormalizePool({
    signal: () => undefined,
    startNormalizeWorker: async (name) => {
      const worker = await startInThread(name);
      const normalizeFile: typeof worker.api.normalizeFile = async (request) => {
        await before(name, request);
        return worker.api.normalizeFile(request);
      };
      return { ...worker, api: { ...worker.api, normalizeFile } };
    },
  });
}

/** Two workers whose first results are held back until both have been made from the schema as it was at first. */
function gatedWorkers(): { readonly pool: NormalizePool; readonly bothStarted: Promise<void>; open(): void } {
  let open = (): void => undefined;
  let both = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const bothStarted = new Promise<void>((resolve) => (both = resolve));
  const first = new Set<string>();
  const pool = new NormalizePool({
    signal: () => undefined,
    startNormalizeWorker: async (name) => {
      const worker = await startInThread(name);
      const normalizeFile: typeof worker.api.normalizeFile = async (request) => {
        const result = await worker.api.normalizeFile(request);
        if (first.has(name)) return result;
        if (first.add(name).size === 2) both();
        await gate;
        return result;
      };
      return { ...worker, api: { ...worker.api, normalizeFile } };
    },
  });
  return { pool, bothStarted, open };
}
