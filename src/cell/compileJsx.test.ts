import { describe, expect, test } from "vitest";
import { analyzeCell } from "./analyzeCell.ts";
import { compileCell } from "./compileCell.ts";
import { placeOf, runCell } from "./compiledRun.node.ts";

const element = (type: unknown, props: object = {}, ...children: unknown[]): object => ({ type, props, children });

describe("elements of tsx cells", () => {
  test.each([
    ["<div/>", element("div")],
    ["<div></div>", element("div")],
    ["<></>", element(null)],
    ["<>a{1}</>", element(null, {}, "a", 1)],
    ['<a href="x&amp;y" data-id=\'1\' open />', element("a", { href: "x&y", "data-id": "1", open: true })],
    ["<a b={1} {...{ c: 2 }} d={3 as number}/>", element("a", { b: 1, c: 2, d: 3 })],
    ["<a b=<i/> />", element("a", { b: element("i") })],
    ["<a>{[1].map((x) => <b key={x}>{x}</b>)}</a>", element("a", {}, [element("b", { key: 1 }, 1)])],
    ["<a>{...[1, 2]}{/* nothing */}{}</a>", element("a", {}, 1, 2)],
    ["<a>\n  one\n  two <b/> three\n\n</a>", element("a", {}, "one two ", element("b"), " three")],
    ["<a>&nbsp;&lt;</a>", element("a", {}, "\u00a0<")],
    ["<a\n  b={\n    1\n  }\n>\n</a>", element("a", { b: 1 })],
    ['<a b="x\n y"/>', element("a", { b: "x\n y" })],
    ["true && <a/>", element("a")],
  ])("%s", async (code, expected) => {
    const run = await runCell(code, { lang: "tsx" });
    expect(run.error).toBeUndefined();
    expect(run.output).toEqual(expected);
  });

  test("components are values, with type arguments erased", async () => {
    const chart = { Line: Symbol("line") };
    const run = await runCell("const Box = 'box'; <Box<number> a={1}><chart.Line/></Box>", { lang: "tsx", refs: { chart } });
    expect(run.output).toEqual(element("box", { a: 1 }, element(chart.Line)));
  });

  test("lines stay, and a place behind an element is exact", async () => {
    const code = "const a = <p>\n  x\n</p>; nowhere()";
    const { source } = compileCell(analyzeCell(code, { lang: "tsx" }), { provided: [] });
    expect(source.split("\n")).toHaveLength(code.split("\n").length + 1);
    const run = await runCell(code, { lang: "tsx" });
    expect(placeOf(run.error, run.compiled)).toEqual({ line: 3, column: 7 });
  });
});
