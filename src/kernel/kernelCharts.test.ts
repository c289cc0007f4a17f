import { expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

const rows = "const rows = [1, 10, 100].map((n) => ({ n, ms: 100 / n }))";
const view = { lang: "tsx", code: '<LineChart data={rows}>\n  <XAxis dataKey="n" scale="log"/>\n  {["ms"].map((key) => <Line key={key} dataKey={key}/>)}\n</LineChart>' } as const;

test("a tsx cell shows a chart of its elements, with or without an import", async () => {
  const imported = { ...view, code: `import { LineChart, XAxis, Line } from "recharts";\n${view.code}` };
  const k = await TestKernel.open({ rows, plain: view, imported });
  await k.runAll();
  const expected = { kind: "chartElements", root: { type: "LineChart", props: { data: [{ n: 1, ms: 100 }, { n: 10, ms: 10 }, { n: 100, ms: 1 }] }, children: [{ type: "XAxis" }, { type: "Line" }] } };
  expect(await k.outputs("plain")).toMatchObject([expected]);
  expect(await k.outputs("imported")).toMatchObject([expected]);
});

test("the chart follows its rows, and hides nothing that a cell defines", async () => {
  const k = await TestKernel.open({ rows, plain: view, own: "const XAxis = 5", reads: { lang: "tsx", code: "XAxis + 1" } });
  await k.runAll();
  expect(await k.outputs("reads")).toEqual(["6"]);
  expect((await k.cell("plain")).error?.code).toBe("E568");
  await k.delete("own");
  await k.edit("rows", "const rows = [{ n: 1, ms: 7 }]");
  expect(await k.outputs("plain")).toMatchObject([{ root: { props: { data: [{ n: 1, ms: 7 }] } } }]);
});

test("what cannot be shown is an error at its line, naming element and attribute", async () => {
  const k = await TestKernel.open({ a: { lang: "tsx", code: "const rows = [];\n<LineChart data={rows}>\n  <YAxis tickFormatter={(v) => v}/>\n</LineChart>" } });
  await k.runAll();
  expect((await k.cell("a")).error).toMatchObject({ code: "E562", message: "`tickFormatter` of `<YAxis>` cannot be a function.", line: 3 });
});

test("an element that the library here does not have is told with those there are", async () => {
  const k = await TestKernel.open({ a: { lang: "tsx", code: 'import { Treemap } from "recharts";\n<Treemap/>' } });
  await k.runAll();
  expect((await k.cell("a")).error).toMatchObject({ code: "E207", message: '"recharts" has no `Treemap`.' });
});

test("a chart in a loop of a thousand points is sent in few updates and ends complete", async () => {
  const k = await TestKernel.open({ a: "const c = display(chart.line([], { x: 'n', y: 'y' })); for (let n = 0; n < 1000; n += 1) c.push({ n, y: n })" });
  await k.runAll();
  const updates = k.events.filter((event) => event.type === "outputUpdated");
  expect(updates.length).toBeLessThan(200);
  const [output] = (await k.cell("a")).outputs;
  expect(output?.output).toMatchObject({ chart: { data: { length: 1000 } } });
});
