import { expect, test } from "vitest";
import type { ChartSpec } from "../../kernel/protocol.ts";
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

test("a chart that grows keeps its horizontal axis", () => {
  const before = chartModel({ ...sweep, data: [] }, 760, 320).xAxis;
  const after = chartModel(sweep, 760, 320).xAxis;
  expect(before).toEqual(after);
  expect(after?.domain).toEqual([1, 500000]);
});

test("ticks of a logarithmic axis are shortened", () => {
  const model = chartModel(sweep, 760, 320);
  expect(model.xAxis?.ticks.map((tick) => model.formatX(tick))).toEqual(["1", "10", "100", "1k", "10k", "100k"]);
});

test("values that a logarithmic axis cannot show are counted, not drawn", () => {
  const model = chartModel({ ...sweep, yScale: "log", data: [{ size: 0, seconds: 1 }, { size: 10, seconds: 0 }, { size: 100, seconds: 2 }] }, 760, 320);
  expect(model.leftOut).toBe(2);
  expect(model.points).toEqual([
    { x: 10, s0: null },
    { x: 100, s0: 2 },
  ]);
});

test("numbers that travel as texts are drawn, gaps stay gaps", () => {
  const model = chartModel({ ...sweep, xScale: "linear", data: [{ size: "10", seconds: "2.5" }, { size: 20, seconds: null }] }, 760, 320);
  expect(model.points).toEqual([
    { x: 10, s0: 2.5 },
    { x: 20, s0: null },
  ]);
  expect(model.leftOut).toBe(0);
});

test("bars stand on categories, in the order of the data", () => {
  const model = chartModel({ ...sweep, type: "bar", xScale: "linear" }, 760, 320);
  expect(model.xAxis).toBeNull();
  expect(model.points.map((point) => point.x)).toEqual(["1", "10"]);
  expect(model.yAxis.domain[0]).toBe(0);
});

test("many points are drawn without marks", () => {
  const data = Array.from({ length: 200 }, (_unused, index) => ({ size: index + 1, seconds: index }));
  expect(chartModel({ ...sweep, data }, 760, 320).marksPoints).toBe(false);
  expect(chartModel(sweep, 760, 320).marksPoints).toBe(true);
});

test("the summary says what is shown, from where to where", () => {
  expect(summarizeChart(sweep)).toBe(
    "Line chart: Sweep. Time (seconds) by BUFFER_MAX_ITEMS (logarithmic). 2 points, from 5.2 at 1 to 1.9 at 10; lowest 1.9 at 10, highest 5.2 at 1.",
  );
  expect(summarizeChart({ ...sweep, data: [] })).toBe("Line chart: Sweep. No points yet.");
});

test("labels move apart in their order and stay between the limits", () => {
  expect(spreadLabels([50, 52, 200], 16, 0, 300)).toEqual([50, 66, 200]);
  expect(spreadLabels([298, 296], 16, 0, 300)).toEqual([292, 276]);
});
