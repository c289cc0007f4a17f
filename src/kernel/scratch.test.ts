import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("D15: code that is tried out", () => {
  test("sees every name, may shadow or assign one for itself, and leaves nothing behind", async () => {
    const k = await TestKernel.open({ 0: "let z = 10; const _own = 1", 1: "const w = z" });
    await k.runAll();
    const before = await k.kernel.snapshot();
    expect(await k.evaluate("z + w")).toMatchObject({ result: "success", outputs: ["20"] });
    expect(await k.evaluate("const z = 20; z")).toMatchObject({ outputs: ["20"] });
    expect(await k.evaluate("z = 20; z += w; z")).toMatchObject({ outputs: ["30"] });
    expect(await k.evaluate("fresh = 1; fresh")).toMatchObject({ outputs: ["1"] });
    expect(await k.evaluate("typeof fresh")).toMatchObject({ outputs: ["undefined"] });
    expect(await k.kernel.snapshot()).toEqual(before);
    expect(k.events.some((event) => "id" in event && !["0", "1"].includes(event.id))).toBe(false);
  });

  test("a crash, an early end and a text that cannot be read are told, and leave nothing behind either", async () => {
    const k = await TestKernel.open({ 0: "const z = 10; const _own = 1", f: "throw new Error('no'); const gone = 1" });
    await k.runAll();
    expect(await k.evaluate("const mine = 1;\n  throw new Error(`z is ${z}`)")).toMatchObject({ result: "exception", error: { code: "E200", message: "Error: z is 10", line: 2, column: 9 } });
    expect(await k.evaluate("stop(true, 'enough'); 1")).toMatchObject({ result: "stopped", outputs: ["enough"] });
    expect(await k.evaluate("1 +")).toMatchObject({ result: "graph-error", error: { code: "E100" } });
    expect(await k.evaluate("_own")).toMatchObject({ error: { code: "E205", related: ["0"] } });
    expect(await k.evaluate("gone")).toMatchObject({ error: { code: "E204", related: ["f"] } });
    expect(Object.keys(await k.names())).toEqual(["z"]);
  });

  test("prints to itself, also through functions of cells, and its timers end with it", async () => {
    const k = await TestKernel.open({ 0: "const hits = { n: 0 }; const say = (t: string) => console.log(t)" });
    await k.runAll();
    expect(await k.evaluate("say('hi'); setInterval(() => hits.n += 1, 1); await sleep(1)")).toMatchObject({ console: [{ level: "log", text: "hi" }] });
    expect(await k.console("0")).toEqual([]);
    const { n } = (await k.names())["hits"] as { n: number };
    await wait(20);
    expect(await k.names()).toMatchObject({ hits: { n } });
  });

  test("waits for its turn, can be stopped, and is dropped by a Stop before it", async () => {
    const k = await TestKernel.open({ 0: "await sleep(20); const x = 1" });
    const running = k.runAll();
    expect(await k.evaluate("x")).toMatchObject({ outputs: ["1"] });
    await running;
    const endless = k.evaluate("await new Promise(() => {})");
    const second = k.evaluate("x");
    await wait(10);
    await k.kernel.stop();
    expect(await endless).toMatchObject({ result: "interrupted", error: { code: "E203" } });
    expect(await second).toMatchObject({ result: "interrupted", outputs: [] });
    expect(await k.evaluate("x")).toMatchObject({ result: "success" });
  });

  test("a state that it sets re-runs the readers; an input that it makes is nobody's", async () => {
    const k = await TestKernel.open({ 0: "const [get, set] = state(0)", 1: "const x = get()" });
    await k.runAll();
    expect(await k.evaluate("set(3); ui.slider(0, 5)")).toMatchObject({ result: "success" });
    expect(await k.names()).toMatchObject({ x: 3 });
    expect(await k.do({ type: "set", input: "(scratch)/1", value: 1 })).toEqual([]);
  });
});
