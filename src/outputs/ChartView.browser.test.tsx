import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { ChartElement, ChartSpec } from "../kernel/protocol.ts";
import "../app/tokens.css";
import { chartPng } from "./chart/chartPng.ts";
import { chartSvg } from "./chart/chartSvg.ts";
import { ChartElementsView } from "./ChartElementsView.tsx";
import { ChartView } from "./ChartView.tsx";
import { doing, mount } from "./testing/mount.tsx";

const sizes = [1, 10, 100, 1000, 5000, 10_000, 50_000, 100_000, 500_000];
const sweep = (count: number): ChartSpec => ({
  type: "line",
  x: "size",
  xScale: "log",
  yScale: "linear",
  title: "Sweep",
  xLabel: "BUFFER_MAX_ITEMS",
  yLabel: "Time (seconds)",
  series: [{ key: "s", label: "seconds" }],
  xValues: sizes,
  data: sizes.slice(0, count).map((size, index) => ({ size, s: 5 / (index + 1) })),
});
const two: ChartSpec = { ...sweep(3), series: [{ key: "s", label: "Extract" }, { key: "t", label: "Load" }], data: sweep(3).data.map((row) => ({ ...row, t: 1 })) };
const drawn = { timeout: 10_000 };

test.each([760, 350])("a chart %d px wide keeps its place, and grows without being drawn anew", async (width) => {
  const { find, box, show } = await mount(<ChartView chart={sweep(0)} />, width);
  const waiting = find(".output-chart").getBoundingClientRect().height;
  await vi.waitFor(() => find(".recharts-surface"), drawn);
  expect(find(".output-chart").getBoundingClientRect().height).toBe(waiting);
  const surface = find(".recharts-surface");
  const ticks = () => [...box.querySelectorAll(".recharts-xAxis-tick-labels .recharts-cartesian-axis-tick-value")].map((tick) => tick.textContent);
  await vi.waitFor(() => expect(ticks()[0]).toBe("1"));
  const before = ticks();
  for (let count = 1; count <= 9; count += 1) {
    await show(<ChartView chart={sweep(count)} />);
    expect(box.querySelectorAll(".output-chart-point")).toHaveLength(count);
  }
  expect(find(".recharts-surface")).toBe(surface);
  expect(ticks()).toEqual(before);
  expect(find(".output-chart").getBoundingClientRect().height).toBe(waiting);
  expect(find("[role=img]").getAttribute("aria-label")).toContain("9 points, from 5 at 1");
  const plot = find(".output-chart-canvas").getBoundingClientRect();
  for (const mark of box.querySelectorAll(".output-chart-point, .output-chart-canvas text")) {
    const { left, right } = mark.getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(plot.left - 1);
    expect(right).toBeLessThanOrEqual(plot.right + 1);
  }
});

test("the arrow keys read one point after the other, aloud", async () => {
  const { find, box } = await mount(<ChartView chart={sweep(9)} />);
  await vi.waitFor(() => find(".recharts-surface"), drawn);
  find(".output-chart-canvas").focus();
  await userEvent.keyboard("{ArrowRight}");
  await vi.waitFor(() => expect(find(".output-chart-tip").textContent).toContain("BUFFER_MAX_ITEMS: 1"));
  expect(find(".output-chart-said").textContent).toBe("BUFFER_MAX_ITEMS 1: Time (seconds) 5");
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{End}{ArrowLeft}");
  expect(find(".output-chart-said").textContent).toBe("BUFFER_MAX_ITEMS 100,000: Time (seconds) 0.625");
  await userEvent.keyboard("{Escape}");
  expect(box.querySelector(".output-chart-tip")).toBeNull();
});

test("the pointer reads the point that is nearest", async () => {
  const { find } = await mount(<ChartView chart={two} />);
  await vi.waitFor(() => find(".output-chart-point"), drawn);
  const mark = find(".output-chart-point").getBoundingClientRect();
  await doing(() => void find(".output-chart-canvas").dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: mark.left + 12, clientY: mark.top + 100 })));
  expect(find(".output-chart-tip").textContent).toBe("BUFFER_MAX_ITEMS: 1Extract: 5Load: 1");
});

test("the numbers behind a chart are a table, at the press of a button", async () => {
  const { find, box } = await mount(<ChartView chart={sweep(2)} />);
  const button = find(".output-chart-tools button");
  expect(button.getAttribute("aria-expanded")).toBe("false");
  await doing(() => button.click());
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect([...box.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual(["15", "102.5"]);
});

test("series of a line chart are named at their ends where there is room, else above; both are switches", async () => {
  const wide = await mount(<ChartView chart={two} />);
  await vi.waitFor(() => wide.find(".output-chart-labels button"), drawn);
  const labels = () => [...wide.box.querySelectorAll(".output-chart-labels button")];
  expect(labels().map((label) => label.textContent)).toEqual(["Extract", "Load"]);
  expect(getComputedStyle(wide.find(".output-chart-legend")).display).toBe("none");
  wide.find(".output-chart-labels button").focus();
  await userEvent.keyboard("{Enter}");
  expect(labels().map((label) => label.getAttribute("aria-pressed"))).toEqual(["false", "true"]);
  expect(wide.box.querySelectorAll(".recharts-line")).toHaveLength(1);
  expect(document.activeElement?.textContent).toBe("Extract");

  const narrow = await mount(<ChartView chart={two} />, 350);
  await vi.waitFor(() => narrow.find(".recharts-surface"), drawn);
  expect(narrow.box.querySelector(".output-chart-labels")).toBeNull();
  expect(getComputedStyle(narrow.find(".output-chart-legend")).display).toBe("flex");
  narrow.find(".output-chart-legend button").focus();
  await userEvent.keyboard(" ");
  expect(narrow.box.querySelectorAll(".recharts-line")).toHaveLength(1);
});

test("a missing value is a gap; a series that has no point there goes on", async () => {
  const data: ChartSpec["data"] = [{ size: 1, s: 1, t: 1 }, { size: 10, s: null }, { size: 100, s: 2, t: 2 }];
  const { box } = await mount(<ChartView chart={{ ...two, data }} />);
  await vi.waitFor(() => expect(box.querySelectorAll(".recharts-line-curve")).toHaveLength(2), drawn);
  const starts = [...box.querySelectorAll(".recharts-line-curve")].map((line) => line.getAttribute("d")?.match(/M/g)?.length);
  expect(starts).toEqual([2, 1]);
});

test("ten thousand points are thinned, and the chart says so", async () => {
  const data = Array.from({ length: 10_000 }, (_unused, size) => ({ size: size + 1, s: Math.sin(size / 300) }));
  const { find } = await mount(<ChartView chart={{ ...sweep(0), xScale: "linear", data }} />);
  await vi.waitFor(() => find(".recharts-line-curve"), drawn);
  expect(find(".output-chart-left-out").textContent).toContain("the highs and lows of 10,000 points");
  expect((find(".recharts-line-curve").getAttribute("d") ?? "").split("L").length).toBeLessThan(2500);
});

const kinds: readonly (readonly [string, Partial<ChartSpec>, string])[] = [
  ["bars with ranges", { type: "bar", series: [{ key: "s", label: "s", low: "l", high: "h" }], data: [{ size: 1, s: 2, l: 1, h: 3 }] }, ".recharts-errorBar"],
  ["a band around a line", { series: [{ key: "s", label: "s", low: "l", high: "h" }], data: [{ size: 1, s: 2, l: 1, h: 3 }, { size: 9, s: 2, l: 1, h: 3 }] }, ".recharts-area-area"],
  ["stacked areas on an axis of time", { type: "area", stacked: true, xScale: "time", xValues: [], data: [{ size: "2024-01-01", s: 2 }, { size: "2024-02-01", s: 3 }] }, ".recharts-area-area"],
  ["a cloud of points", { type: "scatter", data: sweep(4).data }, ".recharts-scatter-symbol"],
  ["lines across", { data: sweep(4).data, references: [{ axis: "y", value: 2, label: "limit" }, { axis: "x", value: 10 }] }, ".recharts-reference-line-line"],
];

test.each(kinds)("%s are drawn", async (_name, given, selector) => {
  const { find } = await mount(<ChartView chart={{ ...sweep(0), ...given }} />);
  await vi.waitFor(() => find(selector), drawn);
});

test("a chart can be taken along as a picture that needs nothing of the page", async () => {
  const { find } = await mount(<ChartView chart={two} />);
  await vi.waitFor(() => find(".output-chart-labels button"), drawn);
  const picture = chartSvg(find("figure"));
  if (picture === null) throw new Error("nothing was drawn");
  expect(picture.svg).not.toMatch(/var\(|oklch|class=/);
  const parsed = new DOMParser().parseFromString(picture.svg, "image/svg+xml");
  const words = [...parsed.querySelectorAll("text")].map((text) => text.textContent);
  for (const word of ["Sweep", "Time (seconds)", "BUFFER_MAX_ITEMS", "Extract", "Load"]) expect(words).toContain(word);
  const png = await createImageBitmap(await chartPng(picture));
  expect([png.width, png.height]).toEqual([picture.width * 2, picture.height * 2]);
});

test("the picture is offered in a menu", async () => {
  const { find, box } = await mount(<ChartView chart={sweep(3)} />);
  await doing(() => [...box.querySelectorAll("button")].find((button) => button.textContent === "Save")?.click());
  await vi.waitFor(() => find("[role=menu]"), drawn);
  expect([...box.querySelectorAll("[role=menuitem]")].map((item) => item.textContent)).toEqual(["Copy as PNG", "Copy as SVG", "Download PNG", "Download SVG"]);
});

const element = (type: string, props: ChartElement["props"] = {}, ...children: ChartElement[]): ChartElement => ({ type, props, children });
const rows = [{ n: 1, ms: 900, b: 3 }, { n: 10, ms: 30, b: 4 }, { n: 1000, ms: 2, b: 5 }];

test("elements are drawn by the library: a log axis, a legend of switches, a tooltip at the arrow keys", async () => {
  const root = element("LineChart", { data: rows, title: "Elements" }, element("XAxis", { dataKey: "n", scale: "log" }), element("YAxis", { tickFormatter: "ms" }), element("Tooltip"), element("Legend"), element("Line", { dataKey: "ms", name: "Sort" }), element("Line", { dataKey: "b", stroke: "teal" }));
  const { find, box } = await mount(<ChartElementsView root={root} />);
  await vi.waitFor(() => expect(box.querySelectorAll(".recharts-line-curve")).toHaveLength(2), drawn);
  expect(find("figcaption").textContent).toBe("Elements");
  expect([...box.querySelectorAll(".recharts-xAxis-tick-labels .recharts-cartesian-axis-tick-value")].map((tick) => tick.textContent)).toEqual(["1", "2", "5", "10", "20", "50", "100", "200", "500", "1k"]);
  expect(find(".recharts-yAxis-tick-labels").textContent).toContain("200 ms");
  expect(find("svg[role=application]").getAttribute("aria-label")).toBe("Line chart: Elements. Sort: 3 points; lowest 2 at 1,000, highest 900 at 1. b: 3 points; lowest 3 at 1, highest 5 at 1,000.");
  find<SVGElement>("svg[role=application]").focus();
  await userEvent.keyboard("{ArrowRight}");
  await vi.waitFor(() => expect(find(".recharts-default-tooltip").textContent).toContain("Sort"));
  await doing(() => find<HTMLElement>(".output-chart-legend button").click());
  expect(box.querySelectorAll(".recharts-line-curve")).toHaveLength(1);
});

test.each([
  ["BarChart", element("BarChart", { data: rows }, element("XAxis", { dataKey: "n" }), element("Bar", { dataKey: "b" }, element("Cell", { fill: "red" }))), ".recharts-bar-rectangle path[fill=red]"],
  ["AreaChart", element("AreaChart", { data: rows }, element("Area", { dataKey: "b" })), ".recharts-area-area"],
  ["ScatterChart", element("ScatterChart", {}, element("XAxis", { dataKey: "n" }), element("YAxis", { dataKey: "b" }), element("Scatter", { data: rows })), ".recharts-scatter-symbol"],
  ["ComposedChart", element("ResponsiveContainer", { height: 200 }, element("ComposedChart", { data: rows }, element("Bar", { dataKey: "b" }), element("Line", { dataKey: "ms" }))), ".recharts-line-curve"],
  ["PieChart", element("PieChart", {}, element("Pie", { data: rows, dataKey: "b", nameKey: "n" })), ".recharts-pie-sector"],
])("a %s is drawn", async (_name, root, selector) => {
  const { find } = await mount(<ChartElementsView root={root} />);
  await vi.waitFor(() => find(selector), drawn);
});

test("elements and attributes that nobody may give are not drawn, whoever sends them", async () => {
  const root = element("LineChart", { data: rows, onLoad: "alert(1)" }, element("script", { src: "https://a.b" }), element("Line", { dataKey: "b", stroke: "url(https://a.b/c)", dangerouslySetInnerHTML: { __html: "<b>x</b>" } }));
  const { find, box } = await mount(<ChartElementsView root={root} />);
  await vi.waitFor(() => find(".recharts-line-curve"), drawn);
  expect(box.innerHTML).not.toMatch(/a\.b|alert|<b>/);
});
