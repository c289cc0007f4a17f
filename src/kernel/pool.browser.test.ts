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

const consoleOf = (snapshot: KernelSnapshot, id: string) => snapshot.cells.find((cell) => cell.id === id)?.console.map(({ text }) => text);
const errorOf = (snapshot: KernelSnapshot, id: string) => snapshot.cells.find((cell) => cell.id === id)?.error;
const valueOf = (snapshot: KernelSnapshot, name: string) => snapshot.names.find((info) => info.name === name)?.value;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a function and everything it reads from other cells runs in workers, results in order", async () => {
  const snapshot = await runAll({
    base: "const factor = 3; class Scale { constructor(readonly by: number) {} }".replace("readonly ", "").replace("constructor(by: number) {}", "by; constructor(by: number) { this.by = by }"),
    helper: "const times = (n: number): number => n * new Scale(factor).by",
    work: "function heavy(n: number) { let sum = 0; for (let i = 0; i < 2000; i++) { try { sum += i } catch (e) { throw e } } return times(n) + (sum > 0 ? 0 : 1) }",
    use: "const results = await parallelMap(heavy, [1, 2, 3, 4, 5], { workers: 2 })",
  });
  expect(errorOf(snapshot, "use")).toBeNull();
  expect(valueOf(snapshot, "results")).toEqual([3, 6, 9, 12, 15]);
});

test("workers are named, print to the cell that called them, and wait at the same time", async () => {
  const snapshot = await runAll({
    crew: "const crew = new WorkerPool({ size: 3, name: 'Worker' })",
    work: "async function hello(n: number) { console.log(`${workerName()} one`); await sleep(200); console.log(`${workerName()} two`); return n }",
    use: "const began = performance.now(); const results = await Promise.all([1, 2, 3].map((n) => crew.run(hello, n))); const ms = performance.now() - began; console.log('end')",
  });
  expect(valueOf(snapshot, "results")).toEqual([1, 2, 3]);
  expect(valueOf(snapshot, "ms")).toBeLessThan(590);
  const lines = consoleOf(snapshot, "use") ?? [];
  expect(lines).toHaveLength(7);
  expect(lines.at(-1)).toBe("end");
  expect(lines.slice(0, 6).sort()).toEqual(["Worker-1 one", "Worker-1 two", "Worker-2 one", "Worker-2 two", "Worker-3 one", "Worker-3 two"]);
  for (const n of [1, 2, 3]) expect(lines.indexOf(`Worker-${n} one`)).toBeLessThan(lines.indexOf(`Worker-${n} two`));
});

test("an error in a worker is the error of the cell, and the pool works on", async () => {
  const snapshot = await runAll({
    crew: "const crew = new WorkerPool({ size: 1 })",
    bad: "await crew.run(() => { throw new RangeError('too far') })",
    good: "const after = await crew.run((a: number, b: number) => a + b, 1, 2)",
  });
  expect(errorOf(snapshot, "bad")).toMatchObject({ code: "E200", message: "RangeError: too far" });
  expect(valueOf(snapshot, "after")).toBe(3);
});

test("what cannot travel is named", async () => {
  const snapshot = await runAll({
    a: "const promise = Promise.resolve(1)",
    b: "await parallelMap(() => promise, [1])",
    c: "await parallelMap(() => () => 1, [1])",
    d: "await parallelMap((f: unknown) => f, [() => 1])",
    e: "await parallelMap(Math.sqrt, [1])",
    f: "function outer() { const inside = 1; return parallelMap(() => inside, [1]) } await outer()",
    g: "await parallelMap(() => display(1), [1])",
  });
  expect(errorOf(snapshot, "b")).toMatchObject({ code: "E530", message: expect.stringContaining("`promise`") as string });
  expect(errorOf(snapshot, "c")?.code).toBe("E532");
  expect(errorOf(snapshot, "d")?.code).toBe("E530");
  expect(errorOf(snapshot, "e")?.code).toBe("E537");
  expect(errorOf(snapshot, "f")).toMatchObject({ code: "E530", message: expect.stringContaining("`inside`") as string });
  expect(errorOf(snapshot, "g")).toMatchObject({ code: "E530", message: expect.stringContaining("`display`") as string });
});

test("Stop ends workers that loop for ever, and the cell can run again", async () => {
  const { client, events } = await open({ a: "const kept = 1", b: "await parallelMap((n: number) => { console.log('on'); while (n < 2) {} return n }, [1, 1], { workers: 2 })" });
  await client.execute({ type: "run", cells: ["a"] });
  const running = client.execute({ type: "run", cells: ["b"] });
  for (let turn = 0; turn < 500 && !events.some((event) => event.type === "consolePrinted"); turn += 1) await wait(10);
  const began = performance.now();
  await client.stop();
  expect(performance.now() - began).toBeLessThan(200);
  await running;
  const snapshot = await client.snapshot();
  expect(snapshot.cells.map(({ result }) => result)).toEqual(["success", "interrupted"]);
  await client.execute({ type: "edit", edits: [{ id: "b", code: "const out = await parallelMap((n: number) => n * 2, [1, 2])" }], run: true });
  expect(valueOf(await client.snapshot(), "out")).toEqual([2, 4]);
});

test("a pool ends when its cell runs again", async () => {
  const { client } = await open({ crew: "const crew = new WorkerPool({ size: 1 }); globalThis.pools = [...(globalThis.pools ?? []), crew]", use: "await crew.run(() => 1)" });
  await client.execute({ type: "runAll" });
  await client.execute({ type: "run", cells: ["crew"] });
  await client.execute({ type: "add", cell: { id: "late", code: "let code = ''; try { await globalThis.pools[0].run(() => 1) } catch (error) { code = error.code }", lang: "ts", role: "cell", manual: false, disabled: false } });
  await client.execute({ type: "run", cells: ["late"] });
  expect(valueOf(await client.snapshot(), "code")).toBe("E533");
});
