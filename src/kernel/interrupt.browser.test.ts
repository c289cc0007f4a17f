import { afterEach, expect, test } from "vitest";
import { KernelClient } from "./client/KernelClient.ts";
import type { CellSpec, KernelEvent } from "./protocol.ts";

const clients: KernelClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Cells that run before the one that is stopped. */
const before = {
  keep: "const kept = [1, 2]",
  small: "const cafe = dlt.pipeline({ pipelineName: 'interrupted', destination: 'duckdb', devMode: true }); await cafe.run(dlt.resource(function* () { yield { id: 1 } }, { name: 'orders' })); 1",
};

/** What runs when Stop is pressed, and whether it needs the pipeline. */
const endless: readonly (readonly [string, string, boolean])[] = [
  ["an endless loop", "while (true) {}", false],
  ["a loop inside a promise's callback", "await Promise.resolve().then(() => { for (;;) {} })", false],
  ["a long generator", "function* all() { for (let n = 0; ; n++) yield n } let sum = 0; for (const n of all()) sum += n", false],
  ["endless recursion of callbacks", "const f = (n) => [n].forEach(f2); function f2(n) { return n }; Array.from({ length: 1e9 }, (_, n) => f(n))", false],
  ["an await that never settles", "await new Promise(() => {})", false],
  ["a body that never comes", "await new Response(new ReadableStream({})).text()", false],
  ["workers that loop", "await parallelMap(() => { while (true) {} }, [1, 2], { workers: 2 })", false],
  ["workers that block", "await parallelMap(() => sleepSync(60_000), [1, 2], { workers: 2 })", false],
  ["a pipeline that extracts", "await dlt.pipeline({ pipelineName: 'long', destination: 'duckdb', devMode: true }).run(dlt.resource(function* () { for (let id = 0; ; id++) yield { id } }, { name: 'rows' }))", true],
  ["a pipeline that waits for its source", "await dlt.pipeline({ pipelineName: 'slow', destination: 'duckdb', devMode: true }).run(dlt.resource(async function* () { yield { id: 1 }; await sleep(60_000) }, { name: 'rows' }))", true],
  ["a long query", "await cafe.dataset().query('SELECT count(*) AS n FROM range(100000000000) t(a) WHERE a % 7 = 3')", true],
];

test.each(endless)("Stop ends %s, and every other value stays", async (_title, code, needsPipeline) => {
  const events: KernelEvent[] = [];
  const client = new KernelClient({ onEvents: (batch) => events.push(...batch), onDeath: () => undefined });
  clients.push(client);
  const cells = { ...before, long: code };
  await client.open({ id: "test", mode: "automatic", cells: Object.entries(cells).map(([id, text]): CellSpec => ({ id, code: text, lang: "ts", role: "cell", manual: id === "long", disabled: false })) });
  await client.execute({ type: "run", cells: needsPipeline ? ["keep", "small"] : ["keep"] });
  const running = client.execute({ type: "run", cells: ["long"] });
  const hasBegun = (): boolean => events.some((event) => event.type === "cellChanged" && event.id === "long" && event.change.status === "running");
  for (let turn = 0; turn < 500 && !hasBegun(); turn += 1) await wait(10);
  await wait(700);
  // A kernel that does not listen would have been replaced.
  expect(await client.stop()).toEqual({ restarted: false });
  await running;
  const snapshot = await client.snapshot();
  expect(snapshot.cells.find(({ id }) => id === "long")).toMatchObject({ result: "interrupted", error: { code: "E203" } });
  expect(snapshot.names.find(({ name }) => name === "kept")?.value).toEqual([1, 2]);
  expect(await client.execute({ type: "run", cells: needsPipeline ? ["keep", "small"] : ["keep"] })).toMatchObject({ ran: needsPipeline ? ["keep", "small"] : ["keep"] });
  expect((await client.snapshot()).cells.find(({ id }) => id === "small")?.error).toBeNull();
}, 60_000);
