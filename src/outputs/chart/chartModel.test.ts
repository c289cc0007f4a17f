import { describe, expect, test } from "vitest";
import type { ChartSpec } from "../../kernel/protocol.ts";
import { categoryTicks, cutName } from "./categoryTicks.ts";
import { chartModel } from "./chartModel.ts";
import { summarizeChart } from "./chartSummary.ts";
import { spreadLabels } from "./spreadLabels.ts";

const sweep: ChartSpec = {
  type: "line",
  x: "size",
  xScale: "log",
  yScale: "linear",
  title: "Sweep",
  xLabel: "BUFFER_MAX_ITEMS",
  yLabel: "Time (seconds)",
  series: [{ key: "seconds", label: "seconds" }],
  xValues: [1, 10, 100, 1000, 500000],
  data: [
    { size: 1, seconds: 5.2 },
    { size: 10, seconds: 1.9 },
  ],
};
const two: ChartSpec = { ...sweep, xScale: "linear", xValues: [], series: [{ key: "a", label: "A" }, { key: "b", label: "B" }], data: [{ size: 1, a: 2, b: 30 }, { size: 2, a: 4 }, { size: 3, a: null, b: 50 }] };
const modelOf = (spec: ChartSpec, hidden: string[] = []) => chartModel(spec, 760, 320, new Set(hidden));

test("a chart that grows keeps its horizontal axis", () => {
  const before = modelOf({ ...sweep, data: [] }).xAxis;
  const after = modelOf(sweep).xAxis;
  expect(before).toEqual(after);
  expect(after?.domain).toEqual([1, 500000]);
});

test("ticks of a logarithmic axis are shortened", () => {
  const model = modelOf(sweep);
  expect(model.xAxis?.ticks.map((tick) => model.formatX(tick))).toEqual(["1", "10", "100", "1k", "10k", "100k"]);
});

test("values that a logarithmic axis cannot show are counted, not drawn", () => {
  const model = modelOf({ ...sweep, yScale: "log", data: [{ size: 0, seconds: 1 }, { size: 10, seconds: 0 }, { size: 100, seconds: 2 }] });
  expect(model.leftOut).toBe(2);
  expect(model.points).toEqual([
    { x: 10, s0: null },
    { x: 100, s0: 2 },
  ]);
});

test("numbers that travel as texts are drawn; null is a gap, what is absent is none", () => {
  const model = modelOf({ ...two, data: [{ size: "10", a: "2.5", b: null }, { size: 20, b: 1 }] });
  expect(model.points).toEqual([
    { x: 10, s0: 2.5, s1: null },
    { x: 20, s1: 1 },
  ]);
  expect(model.leftOut).toBe(0);
  expect(model.series.map(({ hasGaps }) => hasGaps)).toEqual([false, true]);
});

test("bars stand on categories, in the order of the data, from zero", () => {
  const model = modelOf({ ...sweep, type: "bar", xScale: "linear" });
  expect(model.xAxis).toBeNull();
  expect(model.points.map((point) => point.x)).toEqual(["1", "10"]);
  expect(model.yAxis.domain[0]).toBe(0);
});

test("a stack's axis holds its sums, below zero too", () => {
  const data = [{ size: 1, a: 40, b: 50 }, { size: 2, a: -20, b: -30 }];
  const { domain } = modelOf({ ...two, type: "bar", stacked: true, data }).yAxis;
  expect(domain[0]).toBeLessThanOrEqual(-50);
  expect(domain[1]).toBeGreaterThanOrEqual(90);
});

test("ranges and lines across are held by the axes", () => {
  const model = modelOf({ ...sweep, xScale: "linear", xValues: [], series: [{ key: "seconds", label: "s", low: "l", high: "h" }], data: [{ size: 1, seconds: 5, l: 3, h: 90 }], references: [{ axis: "y", value: 200 }, { axis: "x", value: 50 }] });
  expect(model.points).toEqual([{ x: 1, s0: 5, r0: [3, 90] }]);
  expect(model.yAxis.domain[1]).toBeGreaterThanOrEqual(200);
  expect(model.xAxis?.domain).toEqual([1, 50]);
});

test("a series that is switched off leaves the vertical axis to the others", () => {
  expect(modelOf(two).yAxis.domain[1]).toBeGreaterThanOrEqual(50);
  expect(modelOf(two, ["B"]).yAxis.domain[1]).toBeLessThan(10);
});

test("moments become numbers, texts without a zone are UTC", () => {
  const model = modelOf({ ...sweep, xScale: "time", xValues: [], data: [{ size: "2024-01-01", seconds: 1 }, { size: "2024-01-01 12:00:00", seconds: 2 }, { size: "soon", seconds: 3 }] });
  expect(model.points.map((point) => model.readX(point.x))).toEqual(["2024-01-01", "2024-01-01 12:00"]);
  expect(model.leftOut).toBe(1);
});

describe("many points", () => {
  const data = Array.from({ length: 10_000 }, (_unused, index) => ({ size: index + 1, seconds: index === 7777 ? 1000 : index === 5555 ? null : Math.sin(index) }));

  test("are drawn without marks, thinned to what can be seen, with the extremes and gaps kept", () => {
    const model = modelOf({ ...sweep, xScale: "linear", data });
    expect(model.marksPoints).toBe(false);
    expect(model.thinnedFrom).toBe(10_000);
    expect(model.points.length).toBeLessThan(2000);
    expect(model.points).toContainEqual({ x: 7778, s0: 1000 });
    expect(model.points).toContainEqual({ x: 5556, s0: null });
    expect(model.points[0]).toEqual({ x: 1, s0: 0 });
    expect(model.points.at(-1)?.x).toBe(10_000);
  });

  test("of a cloud stay few enough to be drawn", () => {
    const model = modelOf({ ...sweep, type: "scatter", xScale: "linear", xValues: [], data: data.map(({ size }) => ({ size, seconds: Math.sin(size) })) });
    expect(model.points.length).toBeLessThanOrEqual(2500);
    expect(model.points.length).toBeGreaterThan(1000);
  });

  test("that are few are all drawn", () => {
    expect(modelOf(sweep)).toMatchObject({ marksPoints: true, thinnedFrom: null, points: { length: 2 } });
  });
});

describe("the summary", () => {
  test("says what is shown, from where to where, and which way it goes", () => {
    expect(summarizeChart(sweep)).toBe("Line chart: Sweep. Time (seconds) by BUFFER_MAX_ITEMS (logarithmic). 2 points, from 5.2 at 1 to 1.9 at 10, falling overall; lowest 1.9 at 10, highest 5.2 at 1.");
    expect(summarizeChart({ ...sweep, data: [] })).toBe("Line chart: Sweep. No points yet.");
  });

  test("names each series and what is missing of it", () => {
    expect(summarizeChart({ ...two, type: "bar", stacked: true })).toBe(
      "Stacked bar chart: Sweep. Time (seconds) by BUFFER_MAX_ITEMS. A: 2 points; lowest 2 at 1, highest 4 at 2. One value is missing. B: 2 points; lowest 30 at 1, highest 50 at 3.",
    );
  });

  test.each([
    [[1, 2, 3], "rising throughout"],
    [[3, 3, 3], "always the same"],
    [[1, 5, 0, 8], "rising overall"],
  ])("%j is %s", (values, trend) => {
    expect(summarizeChart({ ...sweep, data: values.map((seconds, index) => ({ size: index + 1, seconds })) })).toContain(trend);
  });
});

test("names on an axis stand flat, are shortened, or slant", () => {
  expect(categoryTicks(["a", "b"], 600)).toMatchObject({ slanted: false, letters: 1 });
  expect(categoryTicks(["a name of some length", "another one of length"], 240)).toMatchObject({ slanted: false, showsAll: true, letters: 16 });
  expect(categoryTicks(Array.from({ length: 8 }, () => "a name of some length"), 300)).toMatchObject({ slanted: true });
  expect(cutName("department", 6)).toBe("depar…");
});

test("labels move apart in their order and stay between the limits", () => {
  expect(spreadLabels([50, 52, 200], 16, 0, 300)).toEqual([50, 66, 200]);
  expect(spreadLabels([298, 296], 16, 0, 300)).toEqual([292, 276]);
});
