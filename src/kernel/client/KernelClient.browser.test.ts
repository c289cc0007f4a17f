import { afterEach, expect, test } from "vitest";
import type { CellSpec, KernelEvent, KernelSnapshot, NotebookSpec } from "../protocol.ts";
import { KernelClient } from "./KernelClient.ts";

const clients: KernelClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function notebook(cells: Readonly<Record<string, string>>): NotebookSpec {
  const specs = Object.entries(cells).map(([id, code]): CellSpec => ({ id, code, lang: "ts", role: "cell", manual: false, disabled: false }));
  return { id: "test", mode: "automatic", cells: specs };
}

async function open(cells: Readonly<Record<string, string>>, startWorker?: () => Worker) {
  const events: KernelEvent[] = [];
  const deaths: string[] = [];
  const client = new KernelClient({ onEvents: (batch) => events.push(...batch), onDeath: (reason) => deaths.push(reason) }, startWorker);
  clients.push(client);
  await client.open(notebook(cells));
  return { client, events, deaths };
}

const cellOf = (snapshot: KernelSnapshot, id: string) => snapshot.cells.find((cell) => cell.id === id);
const valueOf = (snapshot: KernelSnapshot, name: string) => snapshot.names.find((info) => info.name === name)?.value;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !condition(); turn += 1) await wait(10);
  expect(condition()).toBe(true);
}

test("cells run in a worker and their values come back", async () => {
  const { client, events } = await open({ a: "const x = 20", b: "const y = x + 22; y" });
  expect(await client.execute({ type: "run", cells: ["a"] })).toEqual({ ran: ["a", "b"] });
  expect(valueOf(await client.snapshot(), "y")).toBe(42);
  await until(() => events.some((event) => event.type === "outputAppended" && event.id === "b"));
});

test("Stop ends an endless loop within 200 ms and keeps the other values", async () => {
  const { client, events } = await open({ keep: "const kept = [1, 2]", loop: "let turns = 0; while (true) { turns += 1 }" });
  expect(client.isolated).toBe(true);
  await client.execute({ type: "run", cells: ["keep"] });
  const running = client.execute({ type: "run", cells: ["loop"] });
  await until(() => events.some((event) => event.type === "cellChanged" && event.id === "loop" && event.change.status === "running"));
  await wait(50);
  const began = performance.now();
  expect(await client.stop()).toEqual({ restarted: false });
  expect(performance.now() - began).toBeLessThan(200);
  await running;
  const snapshot = await client.snapshot();
  expect(cellOf(snapshot, "loop")?.result).toBe("interrupted");
  expect(valueOf(snapshot, "kept")).toEqual([1, 2]);
  expect(await client.execute({ type: "run", cells: ["keep"] })).toEqual({ ran: ["keep"] });
});

test("what a loop prints is seen while it still runs", async () => {
  const { client, events } = await open({ loop: "console.log('here'); while (true) {}" });
  const running = client.execute({ type: "run", cells: ["loop"] });
  await until(() => events.some((event) => event.type === "consolePrinted" && event.lines[0]?.text === "here"));
  await client.stop();
  await running;
});

test("Stop ends a blocking sleep and an await that never settles", async () => {
  const { client, events } = await open({ a: "sleepSync(60_000)", b: "await new Promise(() => {})" });
  for (const id of ["a", "b"]) {
    const running = client.execute({ type: "run", cells: [id] });
    await until(() => events.some((event) => event.type === "cellChanged" && event.id === id && event.change.status === "running"));
    const began = performance.now();
    await client.stop();
    await running;
    expect(performance.now() - began).toBeLessThan(200);
    expect(cellOf(await client.snapshot(), id)?.result).toBe("interrupted");
  }
});

test("without shared memory, Stop replaces a kernel that does not answer, and what was up to date runs again", async () => {
  const real = globalThis.SharedArrayBuffer;
  Object.defineProperty(globalThis, "SharedArrayBuffer", { value: undefined, configurable: true });
  try {
    const { client, events } = await open({
      s: "const n = ui.slider(0, 10); n",
      a: "const x = 1",
      b: "const y = x + n.value",
      edited: "const old = 1",
      never: "const z = 1",
      loop: "y; while (true) {}",
      after: "loop; x",
    });
    expect(client.isolated).toBe(false);
    await client.execute({ type: "edit", edits: [{ id: "loop", code: "y; const loop = 1" }], run: false });
    await client.execute({ type: "run", cells: ["s", "a", "edited"] });
    await client.execute({ type: "edit", edits: [{ id: "a", code: "const x = 2" }], run: true });
    await client.execute({ type: "set", name: "n", value: 5 });
    await client.execute({ type: "edit", edits: [{ id: "edited", code: "const fresh = 1" }], run: false });
    expect(valueOf(await client.snapshot(), "y")).toBe(7);
    const running = client.execute({ type: "edit", edits: [{ id: "loop", code: "y; const loop = 1; while (true) {}" }], run: true });
    await until(() => events.some((event) => event.type === "cellChanged" && event.id === "loop" && event.change.status === "running"));
    await wait(100);
    const began = performance.now();
    const stopped = await client.stop();
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(stopped.restarted).toBe(true);
    expect(await running).toMatchObject({ ran: ["loop"] });
    await stopped.broughtBack;
    const snapshot = await client.snapshot();
    expect(valueOf(snapshot, "y")).toBe(7);
    expect(snapshot.cells.map(({ id, result, stale }) => [id, result, stale])).toEqual([
      ["s", "success", false],
      ["a", "success", false],
      ["b", "success", false],
      ["edited", null, true],
      ["never", null, true],
      ["loop", "interrupted", true],
      ["after", null, true],
    ]);
  } finally {
    Object.defineProperty(globalThis, "SharedArrayBuffer", { value: real, configurable: true });
  }
});

test("a call of the browser that cannot be interrupted costs the kernel, and its cell says so", async () => {
  const { client, events } = await open({ a: "const x = 1", slow: "/^(a+)+$/.test('a'.repeat(60) + 'b')" });
  const running = client.execute({ type: "run", cells: ["a", "slow"] });
  await until(() => events.some((event) => event.type === "cellChanged" && event.id === "slow" && event.change.status === "running"));
  const stopping = client.stop();
  expect(await running).toEqual({ ran: ["a", "slow"] });
  // Asked while the new kernel is still starting.
  const snapshot = await client.snapshot();
  const stopped = await stopping;
  expect(stopped.restarted).toBe(true);
  expect(cellOf(snapshot, "slow")).toMatchObject({ result: "interrupted", stale: true, error: { code: "E220" } });
  await stopped.broughtBack;
  expect(valueOf(await client.snapshot(), "x")).toBe(1);
});

test("when the worker dies, waiting calls are rejected within a second and the page is told", async () => {
  let worker: Worker | undefined;
  const start = (): Worker => (worker = new Worker(new URL("../kernel.worker.ts", import.meta.url), { type: "module" }));
  const { client, events, deaths } = await open({ a: "await new Promise(() => {})" }, start);
  const waiting = client.execute({ type: "run", cells: ["a"] });
  await until(() => events.some((event) => event.type === "cellChanged" && event.change.status === "running"));
  const began = performance.now();
  worker?.terminate();
  await expect(waiting).rejects.toMatchObject({ code: "E209" });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(deaths).toHaveLength(1);
  await expect(client.snapshot()).rejects.toMatchObject({ code: "E210" });
  await client.restart();
  expect((await client.snapshot()).cells).toHaveLength(1);
});

test("a cell cannot take away what the kernel answers with, nor end its worker", async () => {
  const { client } = await open({ a: "self.postMessage = () => {}", b: "close()", c: "const x = 1" });
  await client.execute({ type: "runAll" });
  const snapshot = await client.snapshot();
  expect(snapshot.cells.map(({ error }) => error?.code)).toEqual(["E200", "E221", undefined]);
  expect(valueOf(snapshot, "x")).toBe(1);
});

test("a worker that cannot be loaded is an error, not a wait", async () => {
  await expect(open({ a: "1" }, () => new Worker("data:text/javascript,throw new Error('broken')", { type: "module" }))).rejects.toMatchObject({ code: "E217" });
});

test("coded errors keep their code on the way to the page", async () => {
  const { client } = await open({ a: "1" });
  await expect(client.execute({ type: "run", cells: ["nobody"] })).rejects.toMatchObject({ code: "E213", fix: expect.any(String) as string });
  await expect(client.tablePage({ table: "table-99", offset: 0, limit: 10 })).rejects.toMatchObject({ code: "E212" });
});

test("table pages are sorted in the kernel", async () => {
  const { client, events } = await open({ a: "Array.from({ length: 5000 }, (_, n) => ({ n, name: `row ${n}` }))" });
  await client.execute({ type: "run", cells: ["a"] });
  const output = events.flatMap((event) => (event.type === "outputAppended" ? [event.entry.output] : []))[0];
  if (output?.kind !== "table") throw new Error("expected a table");
  expect(output).toMatchObject({ rowCount: 5000, columns: [{ name: "n", type: "number" }, { name: "name", type: "string" }] });
  expect(output.rows).toHaveLength(25);
  const page = await client.tablePage({ table: output.table, offset: 1, limit: 2, sort: { column: "n", descending: true } });
  expect(page).toMatchObject({ offset: 1, rows: [[4998, "row 4998"], [4997, "row 4997"]] });
});

test("dispose rejects what waits", async () => {
  const { client } = await open({ a: "await new Promise(() => {})" });
  const waiting = client.execute({ type: "run", cells: ["a"] });
  client.dispose();
  await expect(waiting).rejects.toMatchObject({ code: "E210" });
});
