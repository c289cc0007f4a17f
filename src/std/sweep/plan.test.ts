import { expect, test } from "vitest";
import { planRuns } from "./plan.ts";

const spec = { points: 5, repeats: 3, warmup: 1, order: "random", seed: 1 } as const;

test("warm-up runs come first, then rounds over all points", () => {
  const steps = planRuns(spec);
  expect(steps.map(({ repeat }) => repeat)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
  for (let round = 0; round < 4; round += 1) expect(new Set(steps.slice(round * 5, round * 5 + 5).map(({ point }) => point)).size).toBe(5);
  expect(new Set(steps.map(({ key }) => key)).size).toBe(20);
});

test("equal seeds give equal orders, other seeds other ones", () => {
  const order = (seed: number) => planRuns({ ...spec, seed }).map(({ point }) => point).join("");
  expect(order(7)).toBe(order(7));
  expect(new Set([1, 2, 3, 4, 5].map(order)).size).toBe(5);
});

test("every point comes first about equally often", () => {
  const first = [0, 0, 0, 0, 0];
  for (let seed = 0; seed < 2_000; seed += 1) {
    const point = planRuns({ ...spec, seed })[0]?.point ?? -1;
    first[point] = (first[point] ?? 0) + 1;
  }
  for (const count of first) expect(Math.abs(count - 400)).toBeLessThan(80);
});

test("the given order is kept", () => {
  expect(planRuns({ ...spec, order: "given", warmup: 0, repeats: 2 }).map(({ point }) => point)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
});
