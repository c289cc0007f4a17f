import { expect, test } from "vitest";
import { TestKernel, wait } from "./kernelHarness.ts";

test("an error of a timer belongs to its cell", async () => {
  const k = await TestKernel.open({ a: "setTimeout(() => { throw new Error('tick') }, 1)", b: "1" });
  await k.runAll();
  await wait(40);
  expect((await k.cell("a")).error?.message).toBe("Error: tick");
  expect(await k.console("a")).toEqual(["Uncaught: Error: tick"]);
});

test("sleepSync ends on Stop", async () => {
  const k = await TestKernel.open({ a: "pressStop(); sleepSync(60_000)" });
  k.pressStopFromCell();
  await k.run("a");
  expect((await k.cell("a")).result).toBe("interrupted");
});

test("the first run of a cell brings what reads from it, written above it or below", async () => {
  const k = await TestKernel.open({ b: "const y = x + 1", a: "const x = 1" });
  expect(await k.run("a")).toEqual(["a", "b"]);
  expect((await k.kernel.snapshot()).edges).toEqual([["a", "b"]]);
});

test("a reader that still lacks another input waits for it", async () => {
  const k = await TestKernel.open({ a: "const x = 1", b: "const y = 2", c: "const z = x + y" });
  expect(await k.run("a")).toEqual(["a"]);
  expect((await k.cell("c")).stale).toBe(true);
  expect(await k.run("b")).toEqual(["b", "c"]);
});
