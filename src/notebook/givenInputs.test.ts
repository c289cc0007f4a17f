import { expect, test } from "vitest";
import { GivenInputs } from "./givenInputs.ts";

test("the last value of each input is kept, and only news ask for saving", () => {
  let saves = 0;
  const given = new GivenInputs(() => (saves += 1));
  given.resume([{ cell: "a", path: "s", identity: "x", value: 1 }]);
  expect(saves).toBe(0);
  given.note({ cell: "a", path: "s", identity: "x", value: 2 });
  given.note({ cell: "a", path: "t", value: "b" });
  expect(given.all()).toEqual([
    { cell: "a", path: "s", identity: "x", value: 2 },
    { cell: "a", path: "t", value: "b" },
  ]);
  expect(saves).toBe(2);
});

test("a value too long to save takes the one before it away", () => {
  const given = new GivenInputs();
  given.note({ cell: "a", path: "t", value: "short" });
  given.note({ cell: "a", path: "t", value: "x".repeat(300_000) });
  expect(given.all()).toEqual([]);
});

test("the oldest of very many values are let go", () => {
  const given = new GivenInputs();
  for (let n = 0; n < 1_100; n += 1) given.note({ cell: "a", path: `s${n}`, value: n });
  expect(given.all()).toHaveLength(1_000);
  expect(given.all()[0]).toMatchObject({ path: "s100" });
});
