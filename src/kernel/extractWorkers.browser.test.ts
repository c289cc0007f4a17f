/** Generators of cells in extract workers, through the whole kernel. */
import { afterEach, expect, test } from "vitest";
import { KernelClient } from "./client/KernelClient.ts";
import type { CellSpec, KernelEvent, KernelSnapshot } from "./protocol.ts";

const clients: KernelClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

async function open(cells: Readonly<Record<string, string>>) {
  const events: KernelEvent[] = [];
  const client = new KernelClient({ onEvents: (batch) => events.push(...batch), onDeath: () => undefined });
  clients.push(client);
  const specs = Object.entries(cells).map(([id, code]): CellSpec => ({ id, code, lang: "ts", role: "cell", manual: false, disabled: false }));
  await client.open({ id: "test", mode: "automatic", cells: specs });
  return { client, events };
}

async function runAll(cells: Readonly<Record<string, string>>): Promise<KernelSnapshot> {
  const { client } = await open(cells);
  await client.execute({ type: "runAll" });
  return client.snapshot();
}

const cellOf = (snapshot: KernelSnapshot, id: string) => snapshot.cells.find((cell) => cell.id === id);
const valueOf = (snapshot: KernelSnapshot, name: string) => snapshot.names.find((info) => info.name === name)?.value;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const pipelineCell = (name: string) => `const shop = dlt.pipeline({ pipelineName: '${name}', datasetName: 'cafe', devMode: true })`;

test("generators of cells run in workers of their own, with what they read from other cells, at the same time", async () => {
  const snapshot = await runAll({
    settings: "const prefix = 'customer'; const label = (n: number) => `${prefix} ${n}`",
    source: `
      const rows = (name: string, count: number) => dlt.resource(function* (first: number): Generator<object> {
        for (let n = first; n < first + 20; n++) {
          const from = performance.timeOrigin + performance.now();
          sleepSync(10);
          yield { id: n, label: label(n), from, to: performance.timeOrigin + performance.now(), worker: workerName() };
        }
        console.log('rows are done');
      }, { name, parallelized: true }).bind(count)
      const shopSource = dlt.source(() => [rows('a', 1), rows('b', 100), rows('c', 200)], { name: 'shop' })`,
    shop: pipelineCell("parallel_test"),
    run: `
      await shop.run(shopSource)
      const jobs = shop.lastTrace!.timeline().filter(({ stage, table }) => stage === 'extract' && table.length === 1).map(({ table, worker }) => table + ' ' + worker)
      const spans = await shop.dataset().table('a').select('id', 'label', 'worker').orderBy('id').rows()
      const overlaps = (await shop.sqlClient().query('SELECT count(*) AS n FROM a, b, c WHERE a."from" < b."to" AND b."from" < a."to" AND a."from" < c."to" AND c."from" < a."to" AND b."from" < c."to" AND c."from" < b."to"')).rows()`,
  });
  expect(cellOf(snapshot, "run")?.error).toBeNull();
  const jobs = valueOf(snapshot, "jobs") as string[];
  expect(new Set(jobs.map((job) => job.split(" ")[1]))).toEqual(new Set(["extract-1", "extract-2", "extract-3"]));
  const rows = valueOf(snapshot, "spans") as { id: number; label: string; worker: string }[];
  expect(rows.map(({ id, label }) => `${id} ${label}`)).toEqual(Array.from({ length: 20 }, (_, at) => `${at + 1} customer ${at + 1}`));
  expect(rows[0]?.worker).toBe(jobs.find((job) => job.startsWith("a "))?.split(" ")[1]);
  expect((valueOf(snapshot, "overlaps") as { n: number }[])[0]?.n).toBeGreaterThan(0);
  expect(cellOf(snapshot, "run")?.console.map(({ text }) => text)).toEqual(["rows are done", "rows are done", "rows are done"]);
});

test("EXTRACT__WORKERS bounds the workers, and steps run on rows in the kernel", async () => {
  const snapshot = await runAll({
    source: "import { env } from 'watercourse'; env.EXTRACT__WORKERS = 1; const list = ['a', 'b', 'c'].map((name) => dlt.resource(function* (n: string) { for (let id = 0; id < 30; id++) yield { id, n, at: new Date(id) } }, { name, parallelized: true }).bind(name).addMap((row) => ({ ...row, year: row.at.getUTCFullYear() })).addFilter((row) => row.id % 3 === 0))",
    shop: pipelineCell("bounded_test"),
    run: "await shop.run(list); const workers = [...new Set(shop.lastTrace!.jobs.filter(({ stage, table }) => stage === 'extract' && table.length === 1).map(({ worker }) => worker))]; const counts = await shop.dataset().rowCounts(); const years = (await shop.dataset().table('a').select('year').limit(1).rows())[0]",
  });
  expect(cellOf(snapshot, "run")?.error).toBeNull();
  expect(valueOf(snapshot, "counts")).toEqual({ a: 10, b: 10, c: 10 });
  expect(valueOf(snapshot, "years")).toEqual({ year: 1970 });
  expect(valueOf(snapshot, "workers")).toHaveLength(1);
});

test("an error in a worker names the resource, and nothing is kept", async () => {
  const snapshot = await runAll({
    source: "const bad = dlt.resource(function* () { yield { id: 1 }; throw new RangeError('page 2 is missing') }, { name: 'bad', parallelized: true })",
    shop: pipelineCell("failing_test"),
    run: "let code = ''; let message = ''; try { await shop.run(bad) } catch (error) { code = error.code; message = error.message } const pending = (await shop.listPendingPackages()).length",
  });
  expect(valueOf(snapshot, "code")).toBe("E452");
  expect(valueOf(snapshot, "message")).toBe("Resource `bad` failed after 1 rows: RangeError: page 2 is missing");
  expect(valueOf(snapshot, "pending")).toBe(0);
});

test("a worker that ends in the middle is a coded error, and nothing is kept", async () => {
  const snapshot = await runAll({
    source: "const dying = dlt.resource(function* () { yield { id: 1 }; globalThis.close(); for (let n = 0; ; n++) { sleepSync(5); yield { id: n } } }, { name: 'dying', parallelized: true })",
    shop: pipelineCell("dying_test"),
    run: "let code = ''; try { await shop.run(dying) } catch (error) { code = error.code } const pending = (await shop.listPendingPackages()).length",
  });
  expect(valueOf(snapshot, "code")).toBe("E822");
  expect(valueOf(snapshot, "pending")).toBe(0);
});

test("what works only in the notebook is named", async () => {
  const snapshot = await runAll({
    source: "const shown = dlt.resource(function* () { display(1); yield { id: 1 } }, { name: 'shown', parallelized: true })",
    shop: pipelineCell("home_test"),
    run: "await shop.run(shown)",
  });
  expect(cellOf(snapshot, "run")?.error).toMatchObject({ code: "E530", message: expect.stringContaining("`display`") as string });
});

test("Stop ends a generator that loops for ever, and the next run works", async () => {
  const { client, events } = await open({
    shop: pipelineCell("stopped_test"),
    endless: "await shop.run(dlt.resource(function* () { console.log('on'); yield { id: 1 }; for (;;) {} }, { name: 'endless', parallelized: true }))",
  });
  const running = client.execute({ type: "runAll" });
  for (let turn = 0; turn < 500 && !events.some((event) => event.type === "consolePrinted"); turn += 1) await wait(10);
  await client.stop();
  await running;
  expect((await client.snapshot()).cells.map(({ result }) => result)).toEqual(["success", "interrupted"]);
  await client.execute({ type: "edit", edits: [{ id: "endless", code: "const info = String(await shop.run(dlt.resource(function* () { yield { id: 1 } }, { name: 'short', parallelized: true })))" }], run: true });
  expect(valueOf(await client.snapshot(), "info")).toContain("is LOADED and contains no failed jobs");
});
