import { expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

test("an edit of one of 1,000 cells reaches its reader within 50 ms", async () => {
  const cells = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`c${at}`, at % 2 === 0 ? `const n${at} = ${at}` : `const n${at} = n${at - 1} + 1`]));
  const k = await TestKernel.open(cells);
  await k.runAll();
  const times: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    const began = performance.now();
    expect(await k.edit("c500", `const n500 = ${turn}`)).toEqual(["c500", "c501"]);
    times.push(performance.now() - began);
  }
  expect(Math.min(...times)).toBeLessThan(50);
  expect(await k.names()).toMatchObject({ n501: 8 });
});
