import { describe, expect, test } from "vitest";
import { makeChartMaker } from "./chart.ts";
import type { ChartSpec } from "./chartOutputs.ts";
import { outputSymbol } from "./formatValue.ts";

const chart = makeChartMaker({ check: () => undefined });

function specOf(made: object): ChartSpec {
  return (made as { [outputSymbol](): { chart: ChartSpec } })[outputSymbol]().chart;
}

const code = (expected: string) => expect.objectContaining({ code: expected });

describe("series", () => {
  test("each name in y is one; null and NaN are gaps, what is not there is no point", () => {
    const rows = [{ n: 1, a: 1, b: Number.NaN }, { n: 2, a: null, b: 4 }, { n: 3, b: undefined, a: 5n }];
    const { data, series } = specOf(chart.line(rows, { x: "n", y: ["a", "b"] }));
    expect(data).toEqual([{ n: 1, a: 1, b: null }, { n: 2, a: null, b: 4 }, { n: 3, a: 5 }]);
    expect(series).toEqual([{ key: "a", label: "a" }, { key: "b", label: "b" }]);
  });

  test("groupBy makes one of each group, in one row for each x", () => {
    const rows = [
      { size: 10, ms: 5, stage: "load" },
      { size: 1, ms: 9, stage: "extract" },
      { size: 10, ms: 4, stage: "extract" },
    ];
    const { data, series } = specOf(chart.line(rows, { x: "size", y: "ms", groupBy: "stage" }));
    expect(series).toEqual([{ key: "load", label: "load" }, { key: "extract", label: "extract" }]);
    expect(data).toEqual([{ size: 1, extract: 9 }, { size: 10, load: 5, extract: 4 }]);
  });

  test("a group that comes twice at one x keeps both points", () => {
    const rows = [{ x: 1, y: 1, g: "a" }, { x: 1, y: 2, g: "a" }];
    expect(specOf(chart.scatter(rows, { x: "x", y: "y", groupBy: "g" })).data).toEqual([{ x: 1, a: 1 }, { x: 1, a: 2 }]);
  });

  test("a group named like the horizontal value does not overwrite it", () => {
    const { data, series } = specOf(chart.bar([{ x: "one", y: 1, g: "x" }], { x: "x", y: "y", groupBy: "g" }));
    expect(series).toEqual([{ key: "x (series)", label: "x" }]);
    expect(data).toEqual([{ x: "one", "x (series)": 1 }]);
  });

  test("repeats become their median with the range around it", () => {
    const rows = [{ n: 10, ms: 4 }, { n: 1, ms: 8 }, { n: 10, ms: 1 }, { n: 10, ms: 3 }, { n: 1, ms: 6 }, { n: 5, ms: null }];
    const { data, series } = specOf(chart.line(rows, { x: "n", y: "ms", repeats: true }));
    expect(series).toEqual([{ key: "ms", label: "ms", low: "ms low", high: "ms high" }]);
    expect(data).toEqual([
      { n: 1, ms: 7, "ms low": 6, "ms high": 8 },
      { n: 5, ms: null },
      { n: 10, ms: 3, "ms low": 1, "ms high": 4 },
    ]);
  });

  test("a series can say its own label, range and colour", () => {
    const rows = [{ n: 1, median: 2, min: 1, max: 3, other: "left out" }];
    const { data, series } = specOf(chart.area(rows, { x: "n", series: [{ y: "median", label: "Sort", low: "min", high: "max", color: 3 }] }));
    expect(series).toEqual([{ key: "median", label: "Sort", low: "min", high: "max", color: 3 }]);
    expect(data).toEqual([{ n: 1, median: 2, min: 1, max: 3 }]);
  });
});

describe("axes", () => {
  test("dates stand on an axis of time, bars on categories", () => {
    const day = new Date(Date.UTC(2024, 0, 2));
    expect(specOf(chart.line([{ day, n: 1 }], { x: "day", y: "n" }))).toMatchObject({ xScale: "time", data: [{ day: "2024-01-02T00:00:00.000Z", n: 1 }] });
    expect(specOf(chart.bar([{ day, n: 1 }], { x: "day", y: "n" })).xScale).toBe("category");
  });

  test("formats, stacking and lines across are taken over", () => {
    const spec = specOf(chart.bar([{ n: "a", b: 1 }], { x: "n", y: "b", stacked: true, yFormat: "ms", references: [{ y: 5, label: "limit" }, { x: "a" }] }));
    expect(spec).toMatchObject({ stacked: true, yFormat: "ms", references: [{ axis: "y", value: 5, label: "limit" }, { axis: "x", value: "a" }] });
  });
});

describe("a chart that grows", () => {
  test("keeps what it was given, also when the point changes later", () => {
    const live = chart.line<{ n: number; ms: number }>([], { x: "n", y: "ms" });
    const point = { n: 1, ms: 2 };
    live.push(point, { n: 2, ms: 3 });
    const before = specOf(live);
    point.ms = 9;
    live.push({ n: 3, ms: 4 });
    expect(before.data).toEqual([{ n: 1, ms: 2 }, { n: 2, ms: 3 }]);
    expect(specOf(live).data).toHaveLength(3);
  });
});

test.each([
  ["E501", () => chart.line([{ a: 1, b: 1 }], { x: "a", y: "b", groupBy: "c" as never })],
  ["E504", () => chart.line([{ a: 1, b: 1 }], { x: "a", y: "b", xScale: "weeks" as never })],
  ["E504", () => chart.line([{ a: 1, b: 1 }], { x: "a", y: "b", stacked: true })],
  ["E504", () => chart.line([{ a: 1, b: 1 }], { x: "a", y: "b", yFormat: (value: number) => `${value}` } as never)],
  ["E504", () => chart.line([{ a: 1, b: 1 }], { x: "a", y: "b", references: [{ y: "high" as never }] })],
  ["E504", () => chart.line([{ a: 1, b: 1 }], { x: "a", series: [{ y: "b", low: "a" }] })],
  ["E570", () => chart.line([{ a: 1 }], { x: "a" } as never)],
  ["E570", () => chart.line([{ a: 1, b: 1 }], { x: "a", y: "b", series: [{ y: "b" }] } as never)],
  ["E571", () => chart.line([{ a: 1, b: 1, c: 1 }], { x: "a", y: ["a", "b"], groupBy: "c" })],
  ["E572", () => chart.line(Array.from({ length: 31 }, (_unused, a) => ({ a, b: 1 })), { x: "a", y: "b", groupBy: "a" })],
])("%s for options that cannot be", (expected, make) => {
  expect(make).toThrow(code(expected));
});
