import { expect, test } from "vitest";
import { TestKernel, wait } from "./kernelHarness.ts";

const reruns = 500;

/** Everything that the process waits for, by kind. */
const waitedFor = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout" || kind === "MessagePort" || kind === "Worker").length;

test("500 runs of a cell with timers, an input, a table and a listener leave nothing behind", async () => {
  const code = (n: number): string => `
    setInterval(() => {}, 1_000); setTimeout(() => {}, 100_000);
    using file = { [Symbol.dispose ?? Symbol.for("nodejs.dispose")]() {}, [Symbol.for("nodejs.dispose")]() {} };
    const s = ui.slider(0, 10), rows${n % 3} = Array.from({ length: 50 }, (_, n) => ({ n }));
    cell.signal.addEventListener("abort", () => globalThis.ended = (globalThis.ended ?? 0) + 1);
    void sleep(100_000).catch(() => {});
    display(s); rows${n % 3}`;
  const k = await TestKernel.open({ a: code(0), reader: "s.value" });
  await k.runAll();
  await wait(30);
  const before = waitedFor();
  for (let n = 1; n <= reruns; n += 1) await k.edit("a", code(n));
  await wait(30);
  expect(waitedFor()).toBeLessThanOrEqual(before);
  expect((globalThis as { ended?: number }).ended).toBe(reruns);
  const tables = k.events.flatMap((event) => (event.type === "outputAppended" && event.entry.output.kind === "table" ? [event.entry.output.table] : []));
  expect(tables).toHaveLength(reruns + 1);
  const page = (table: string) => k.kernel.tablePage({ table, offset: 0, limit: 1 });
  for (const table of tables.slice(0, -1)) await expect(page(table)).rejects.toMatchObject({ code: "E212" });
  expect((await page(tables.at(-1) ?? "")).rows).toHaveLength(1);
  expect(await k.do({ type: "set", input: "a/2", value: 1 })).toEqual([]);
  await k.kernel.close();
  expect(waitedFor()).toBeLessThan(before);
}, 60_000);

test("500 pieces of code that are tried out leave nothing behind", async () => {
  const k = await TestKernel.open({ a: "const x = 1" });
  await k.runAll();
  await k.evaluate("x");
  const before = waitedFor();
  for (let n = 0; n < reruns; n += 1) await k.evaluate("setInterval(() => {}, 1_000); ui.slider(0, 3); [{ x }]");
  await wait(30);
  expect(waitedFor()).toBeLessThanOrEqual(before);
  expect((await k.kernel.snapshot()).cells).toHaveLength(1);
}, 60_000);
