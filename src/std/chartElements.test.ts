import { describe, expect, test } from "vitest";
import { whatFits } from "./chartAttributes.ts";
import { chartCatalogue } from "./chartCatalogue.ts";
import { makeElement } from "./chartElements.ts";
import { outputSymbol } from "./formatValue.ts";
import * as recharts from "./recharts.ts";

const { BarChart, Cell, Bar, Line, LineChart, Pie, PieChart, Tooltip, XAxis } = recharts;
const rows = [{ size: 1, seconds: 2, note: "left out" }, { size: 10, seconds: Number.NaN }];

const jsx = (type: unknown, props: Readonly<Record<string, unknown>> = {}, ...children: unknown[]): object => makeElement(type, props, children) as object;
const shown = (element: object): unknown => (element as { [outputSymbol](): unknown })[outputSymbol]();

test("every element of the table can be imported", () => {
  expect(Object.keys(recharts).sort()).toEqual(Object.keys(chartCatalogue).sort());
  for (const { inside } of Object.values(chartCatalogue)) for (const name of inside) expect(Object.keys(chartCatalogue)).toContain(name);
});

test("a chart becomes data, with only those values of the rows that it reads", () => {
  const chart = jsx(LineChart, { data: rows, title: "T" }, jsx(XAxis, { dataKey: "size", scale: "log" }), jsx(Line, { dataKey: "seconds", key: 1 }));
  expect(structuredClone(shown(chart))).toEqual({
    kind: "chartElements",
    root: {
      type: "LineChart",
      props: { data: [{ size: 1, seconds: 2 }, { size: 10, seconds: null }], title: "T" },
      children: [
        { type: "XAxis", props: { dataKey: "size", scale: "log" }, children: [] },
        { type: "Line", props: { dataKey: "seconds" }, children: [] },
      ],
    },
  });
});

test("children may be lists, groups, nothing, or an attribute", () => {
  const line = (dataKey: string) => jsx(Line, { dataKey });
  const chart = jsx(LineChart, { data: [], children: jsx(XAxis) }, [line("a"), [line("b")]], jsx(null, {}, line("c")), false, null, undefined);
  expect(shown(chart)).toMatchObject({ root: { children: [{ type: "XAxis" }, { type: "Line" }, { type: "Line" }, { type: "Line" }] } });
});

test("a function that returns elements is called with its attributes", () => {
  const Curve = ({ of, children }: { of: string; children?: unknown }) => jsx(LineChart, { data: [] }, jsx(Line, { dataKey: of }), children);
  expect(shown(jsx(Curve, { of: "a", key: "k" }, jsx(Tooltip)))).toMatchObject({ root: { children: [{ type: "Line", props: { dataKey: "a" } }, { type: "Tooltip" }] } });
});

test("values inside objects are reached by a path, ranges stay pairs", () => {
  const chart = jsx(BarChart, { data: [{ a: { b: 1 }, range: [1, 3] }] }, jsx(Bar, { dataKey: "a.b" }), jsx(Bar, { dataKey: "range" }));
  expect(shown(chart)).toMatchObject({ root: { props: { data: [{ "a.b": 1, range: [1, 3] }] } } });
});

test("two charts in a group stand below each other", () => {
  expect(shown(jsx(null, {}, jsx(LineChart, { data: [] }), jsx(BarChart, { data: [] })))).toMatchObject({ kind: "stack", items: [{ kind: "chartElements" }, { kind: "chartElements" }] });
});

test("settings of animations are passed over: charts stand still", () => {
  expect(shown(jsx(LineChart, { data: [] }, jsx(Line, { dataKey: "a", isAnimationActive: false, animationDuration: 3 })))).toMatchObject({ root: { children: [{ props: { dataKey: "a" } }] } });
});

test("a part by itself is shown as an error that says where it belongs", () => {
  expect(shown(jsx(Line, { dataKey: "a" }))).toMatchObject({ kind: "error", error: { code: "E566" } });
});

describe("what is not allowed is named", () => {
  test.each([
    ["E560", "<div>", () => jsx("div")],
    ["E561", "`colour`", () => jsx(Line, { dataKey: "a", colour: "red" })],
    ["E561", "`constructor`", () => jsx(Line, { dataKey: "a", constructor: "red" })],
    ["E562", "`tickFormatter` of `<XAxis>`", () => jsx(XAxis, { tickFormatter: (value: number) => `${value}` })],
    ["E562", "`onClick` of `<Line>`", () => jsx(Line, { dataKey: "a", onClick: () => undefined })],
    ["E563", "`stroke` of `<Line>` cannot be \"url(#evil)\"", () => jsx(Line, { dataKey: "a", stroke: "url(#evil)" })],
    ["E563", "`scale` of `<XAxis>`", () => jsx(XAxis, { scale: "logarithm" })],
    ["E563", "`dot` of `<Line>`", () => jsx(Line, { dataKey: "a", dot: { r: 3, onClick: 1 } })],
    ["E564", "`<Cell>` cannot stand in `<LineChart>`", () => jsx(LineChart, { data: [] }, jsx(Cell))],
    ["E564", "`<Line>` cannot stand in `<PieChart>`", () => jsx(PieChart, {}, jsx(Line, { dataKey: "a" }))],
    ["E565", "`dataKey`", () => jsx(Pie, { data: [] })],
    ["E567", "\"text\"", () => jsx(LineChart, { data: [] }, "text")],
    ["E568", "undefined", () => jsx(undefined)],
    ["E568", "a class", () => jsx(class Curve { readonly name = "curve"; })],
    ["E569", "`<LineChart>`", () => jsx(LineChart, { data: "rows" })],
    ["E503", "20000", () => jsx(LineChart, { data: Array.from({ length: 20_001 }, () => ({})) })],
  ])("%s %s", (code, part, make) => {
    expect(make).toThrow(expect.objectContaining({ code, message: expect.stringContaining(part) as string }));
  });
});

test.each(["red", "#12ab", "rgb(1 2 3 / 50%)", "oklch(0.5 0.1 240)", "var(--chart-1)"])("%s is a colour", (color) => {
  expect(whatFits("color", color)).toBeNull();
});

test.each(["url(https://a.b/c)", "red;fill:blue", "expression(1)", "var(--a, url(x))", ""])("%s is none", (color) => {
  expect(whatFits("color", color)).not.toBeNull();
});
