import { expect, test } from "vitest";
import { readMeasurement } from "./measurement.ts";
import { noteSettings } from "./settings.ts";
import { nameOf, pointsOf } from "./space.ts";
import { spreadOf } from "./spread.ts";
import { TimeLeft } from "./timeLeft.ts";

test("points are all combinations, the last parameter changing fastest; a value listed twice counts once", () => {
  expect(pointsOf({ buffer: [1, 10, 1], mode: ["a", "b"] })).toEqual([
    { buffer: 1, mode: "a" },
    { buffer: 1, mode: "b" },
    { buffer: 10, mode: "a" },
    { buffer: 10, mode: "b" },
  ]);
  expect(nameOf({ buffer: 100_000, mode: "a" })).toBe("buffer = 100,000, mode = a");
});

test.each([[undefined], [{}], [{ a: [] }], [{ a: 3 }], [{ a: [Number.NaN] }], [{ a: [{}] }]])("parameters that are none: %j", (space) => {
  expect(() => pointsOf(space)).toThrow(expect.objectContaining({ code: "E580" }));
});

test("median, quartiles and ends", () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4, lowerQuartile: 1.75, upperQuartile: 3.25, runs: [4, 1, 3, 2] });
  expect(spreadOf([7])).toMatchObject({ median: 7, min: 7, max: 7 });
  expect(spreadOf([]).median).toBeNaN();
});

test("a run measures what it returns, or its own duration", () => {
  expect(readMeasurement(undefined, 2, "seconds", undefined)).toEqual({ seconds: 2 });
  expect(readMeasurement(5, 2, "rows", undefined)).toEqual({ rows: 5 });
  expect(readMeasurement({ a: 1, b: 2 }, 2, "seconds", ["b", "a"])).toEqual({ a: 1, b: 2 });
});

test.each([[Number.NaN], ["5"], [null], [{}], [{ a: "1" }], [[1]], [{ a: 1, b: Infinity }]])("%j is no measurement", (returned) => {
  expect(() => readMeasurement(returned, 1, "seconds", undefined)).toThrow(expect.objectContaining({ code: "E583" }));
});

test("all runs measure the same things", () => {
  expect(() => readMeasurement({ a: 1 }, 1, "seconds", ["a", "b"])).toThrow(expect.objectContaining({ code: "E583" }));
});

test("the time left goes by what each point has taken", () => {
  const left = new TimeLeft();
  const steps = [{ point: 0 }, { point: 1 }, { point: 2 }];
  expect(left.of(steps)).toBeUndefined();
  left.note(0, 10);
  left.note(0, 30);
  left.note(1, 100);
  expect(left.of(steps)).toBe(20 + 100 + 60);
});

test("settings go back to what they were: changed, added and removed ones", async () => {
  const { env } = await import("../../pipeline/config/env.ts");
  const { config } = await import("../../pipeline/config/accessor.ts");
  env["KEPT"] = 1;
  env["GONE"] = 2;
  config["load.workers"] = 3;
  const settings = await noteSettings();
  env["KEPT"] = 5;
  delete env["GONE"];
  env["NEW"] = 1;
  config["load.workers"] = 4;
  config["normalize.workers"] = 9;
  expect((await noteSettings()).text).not.toBe(settings.text);
  settings.restore();
  expect(Object.entries(env)).toEqual(expect.arrayContaining([["KEPT", "1"], ["GONE", "2"]]));
  expect(env["NEW"]).toBeUndefined();
  expect(config.get("load.workers")).toBe(3);
  expect(config.get("normalize.workers")).toBeUndefined();
  expect((await noteSettings()).text.length).toBe(settings.text.length);
});
