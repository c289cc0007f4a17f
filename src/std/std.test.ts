import { describe, expect, test } from "vitest";
import { makeConsole } from "./cellConsole.ts";
import type { CellHost, OutputSlot, PrintedLine } from "./cellHost.ts";
import { makeChartMaker } from "./chart.ts";
import { formatValue, outputSymbol, tableSymbol } from "./formatValue.ts";
import { md } from "./markdown.ts";
import type { Output, TableOutput } from "./output.ts";
import { inspectValue, previewValue, typeName } from "./preview.ts";
import { makeProgress } from "./progress.ts";
import { showValue } from "./show.ts";
import { makeSleep } from "./sleep.ts";
import { makeSliderMaker } from "./ui/slider.ts";
import { tableOfRows } from "./rowTable.ts";
import type { TableSource } from "./tableSource.ts";
import { treeOf } from "./tree.ts";

/** A host that keeps what it is shown. */
class Page {
  readonly outputs: Output[] = [];
  readonly tables: TableSource[] = [];
  readonly files: Blob[] = [];
  readonly held: Promise<unknown>[] = [];
  readonly controller = new AbortController();
  running = true;

  host(): CellHost {
    const host: CellHost = {
      cell: "test",
      signal: this.controller.signal,
      interrupt: undefined,
      check: () => undefined,
      flush: () => undefined,
      show: (output): OutputSlot => {
        const at = this.outputs.push(output) - 1;
        return { update: (make) => void (this.outputs[at] = make()) };
      },
      hold: (task) => void this.held.push(task),
      keepTable: (source) => `table-${this.tables.push(source)}`,
      keepFile: (content) => `file-${this.files.push(content)}`,
      keepTree: () => "tree-1",
      recall: () => new Map(),
      addInput: () => "test/1",
      caller: () => host,
      isRunning: () => this.running,
      stateChanged: () => undefined,
      onDispose: () => () => undefined,
      resolve: () => undefined,
      freeNames: () => [],
      toCellError: (error) => ({ code: "E200", message: String(error), line: null, column: null }),
      print: () => undefined,
    };
    return host;
  }
}

const format = (value: unknown): Output | null | Promise<Output | null> => formatValue(value, new Page().host());

describe("values become outputs", () => {
  test("texts, numbers and null are text; undefined is nothing", () => {
    expect(format("a\nb")).toEqual({ kind: "text", text: "a\nb" });
    expect(format(1.5)).toEqual({ kind: "text", text: "1.5" });
    expect(format(10n)).toEqual({ kind: "text", text: "10" });
    expect(format(null)).toEqual({ kind: "text", text: "null" });
    expect(format(undefined)).toBeNull();
  });

  test("objects and mixed lists are trees, lists of objects are tables", () => {
    expect(format({ a: 1 })).toMatchObject({ kind: "tree", root: { type: "Object", preview: "{a: 1}", children: [{ key: "a", preview: "1" }] } });
    expect(format([])).toMatchObject({ kind: "tree", root: { type: "Array(0)" } });
    expect(format([{ a: 1 }, 2])).toMatchObject({ kind: "tree" });
    expect(format([{ a: 1 }, { a: 2, b: "x" }])).toMatchObject({ kind: "table", rowCount: 2, columns: [{ name: "a", type: "number" }, { name: "b", type: "string" }], rows: [[1, null], [2, "x"]] });
  });

  test("an object that says how it reads is text; an error is an error", () => {
    class Trace {
      toString(): string {
        return "Run took 1 s";
      }
    }
    expect(format(new Trace())).toEqual({ kind: "text", text: "Run took 1 s" });
    expect(format(new URL("https://example.org/a"))).toEqual({ kind: "text", text: "https://example.org/a" });
    expect(format(new TypeError("no"))).toMatchObject({ kind: "error", error: { message: "TypeError: no" } });
    expect(format(new Map([["a", 1]]))).toMatchObject({ kind: "tree", root: { type: "Map(1)", preview: "Map(1) {\"a\" → 1}" } });
  });

  test("a value may bring its own output, or a table that is read page by page", async () => {
    expect(format({ [outputSymbol]: () => ({ kind: "text", text: "mine" }) })).toEqual({ kind: "text", text: "mine" });
    const source: TableSource = { columns: [{ name: "n", type: "number" }], rowCount: 1_000_000, page: async (offset, limit) => Array.from({ length: Math.min(limit, 2) }, (_, n) => [offset + n]) };
    const table = (await format({ [tableSymbol]: async () => source })) as TableOutput;
    expect(table).toMatchObject({ kind: "table", table: "table-1", rowCount: 1_000_000, rows: [[0], [1]] });
  });

  test("a value whose formatting fails is shown as a tree, and somebody is told", async () => {
    const problems: unknown[] = [];
    const broken = { [outputSymbol]: async () => ({ kind: "nonsense" }) };
    expect(await formatValue(broken, new Page().host(), (error) => problems.push(error))).toMatchObject({ kind: "tree" });
    expect(problems).toHaveLength(1);
  });

  test("an output that takes time keeps its place among the others", async () => {
    const page = new Page();
    const host = page.host();
    showValue({ [outputSymbol]: () => new Promise((resolve) => setTimeout(() => resolve({ kind: "text", text: "slow" }), 5)) }, host);
    showValue("fast", host);
    await Promise.all(page.held);
    expect(page.outputs.map((output) => (output.kind === "text" ? output.text : ""))).toEqual(["slow", "fast"]);
  });
});

describe("tables", () => {
  const rows = [{ n: 2, s: "b", d: new Date(0), big: 3n }, { n: null, s: "a", d: null, big: 1n }, { n: 10, s: "c", d: new Date(5), big: 2n }];

  test("columns know their type, values are safe to send", () => {
    const table = tableOfRows(rows);
    expect(table.columns.map(({ type }) => type)).toEqual(["number", "string", "date", "bigint"]);
    expect(table.page(0, 1)).toEqual([[2, "b", "1970-01-01T00:00:00.000Z", "3"]]);
  });

  test("sorting is by value, missing ones last in both directions", async () => {
    const first = async (column: string, descending: boolean) => (await tableOfRows(rows).page(0, 3, { column, descending })).map((row) => row[0]);
    expect(await first("n", false)).toEqual([2, 10, null]);
    expect(await first("n", true)).toEqual([10, 2, null]);
    expect(await first("big", false)).toEqual([null, 10, 2]);
  });
});

describe("previews and trees", () => {
  test("they are short, and name what they leave out", () => {
    expect(previewValue({ a: [1, 2, { b: { c: 1 } }], "b-c": "text" })).toBe("{a: [1, 2, {…}], \"b-c\": \"text\"}");
    expect(previewValue("x".repeat(500), 20)).toHaveLength(20);
    expect(typeName(new Uint8Array(3))).toBe("Uint8Array(3)");
    expect(inspectValue(new RangeError("far"))).toBe("RangeError: far");
    expect(treeOf(Array.from({ length: 500 }, (_, n) => n)).root).toMatchObject({ type: "Array(500)", more: 400 });
  });

  test("getters are not run and circles end", () => {
    let runs = 0;
    const value: Record<string, unknown> = {
      get secret() {
        runs += 1;
        return 1;
      },
    };
    value["self"] = value;
    expect(previewValue(value)).toBe("{secret: [getter], self: [circular]}");
    treeOf(value);
    expect(runs).toBe(0);
  });

  test("a wide and deep value stays within its limits", () => {
    const make = (depth: number): unknown => (depth === 0 ? 1 : Array.from({ length: 20 }, () => make(depth - 1)));
    const size = JSON.stringify(treeOf(make(4))).length;
    expect(size).toBeLessThan(500_000);
  });
});

describe("md", () => {
  test("puts values into text, nested markdown as it is, and drops shared indentation", () => {
    expect(md`We have **${3}** rows${undefined}.`.text).toBe("We have **3** rows.");
    expect(md`
      # Title

      - ${md`*a*`}
        more
    `.text).toBe("# Title\n\n- *a*\n  more\n");
    expect(md("**b**").text).toBe("**b**");
  });
});

describe("chart", () => {
  const chart = makeChartMaker({ check: () => undefined });

  test("takes one series or several, and guesses the horizontal scale", () => {
    const line = chart.line([{ day: 1, a: 2, b: 3n, rest: {} }], { x: "day", y: ["a", "b"], title: "T", yLabel: "s" });
    expect(format(line)).toEqual({
      kind: "chart",
      chart: { type: "line", data: [{ day: 1, a: 2, b: 3 }], x: "day", series: [{ key: "a", label: "a" }, { key: "b", label: "b" }], xScale: "linear", yScale: "linear", title: "T", yLabel: "s" },
    });
    const typed = chart.line<{ n: number; seconds: number }>([], { x: "n", y: "seconds" });
    typed.push({ n: 1, seconds: 3 }, { n: 2, seconds: 2 });
    expect(typed.data.reduce((best, point) => (point.seconds < best.seconds ? point : best)).n).toBe(2);
    expect(format(chart.bar([{ name: "x", n: 1 }], { x: "name", y: "n" }))).toMatchObject({ chart: { xScale: "category" } });
  });

  test("names a key that no point has, and refuses what is no data", () => {
    const rows: Record<string, unknown>[] = [{ a: 1 }];
    expect(() => chart.line(rows, { x: "a", y: "seconds" })).toThrow(expect.objectContaining({ code: "E501" }));
    expect(() => chart.line("rows" as never, { x: "a", y: "b" })).toThrow(expect.objectContaining({ code: "E502" }));
    expect(() => chart.line([], { x: "a", y: "b", xScale: "root" as never })).toThrow(expect.objectContaining({ code: "E504" }));
    expect(() => chart.line(Array.from({ length: 20_001 }, () => ({ a: 1, b: 1 })), { x: "a", y: "b" })).toThrow(expect.objectContaining({ code: "E503" }));
  });

  test("is shown once, and grows in its place", () => {
    const page = new Page();
    const line = chart.line([], { x: "a", y: "b" });
    showValue(line, page.host());
    line.push({ a: 1, b: 2 });
    showValue(line, page.host());
    expect(page.outputs).toMatchObject([{ kind: "chart", chart: { data: [{ a: 1, b: 2 }] } }]);
  });
});

describe("progress", () => {
  test("moves as it is told, and as items are taken", () => {
    const page = new Page();
    const progress = makeProgress(page.host());
    const bar = progress(4, { label: "files", unit: "files" });
    bar.increment();
    bar.update(3, "almost");
    expect(page.outputs[0]).toMatchObject({ kind: "progress", label: "almost", value: 3, total: 4, unit: "files", done: false });
    bar.done();
    expect(page.outputs[0]).toMatchObject({ value: 4, done: true });
    expect([...progress(["a", "b"])]).toEqual(["a", "b"]);
    expect(page.outputs[1]).toMatchObject({ value: 2, total: 2, done: true });
  });
});

describe("ui.slider", () => {
  test("takes its limits in three ways and refuses impossible ones", () => {
    const page = new Page();
    const slider = makeSliderMaker(page.host());
    showValue(slider(), page.host());
    showValue(slider(1, 5, { step: 2, value: 9, label: "L" }), page.host());
    showValue(slider({ max: 7 }), page.host());
    expect(page.outputs).toMatchObject([
      { value: 0, spec: { min: 0, max: 100, step: 1 } },
      { value: 5, spec: { min: 1, max: 5, step: 2, label: "L" } },
      { value: 0, spec: { min: 0, max: 7 } },
    ]);
    expect(() => slider(5, 1)).toThrow(expect.objectContaining({ code: "E511" }));
    expect(() => slider(0, 1, { step: 0 })).toThrow(expect.objectContaining({ code: "E511" }));
  });

  test("its value can be read once its cell has run, and never assigned", () => {
    const page = new Page();
    const one = makeSliderMaker(page.host())(0, 10, { value: 4 });
    expect(() => one.value).toThrow(expect.objectContaining({ code: "E510" }));
    page.running = false;
    expect(one.value).toBe(4);
    expect(() => ((one as { value: number }).value = 2)).toThrow(expect.objectContaining({ code: "E512" }));
  });
});

describe("sleep", () => {
  test("waits, ends on abort, and refuses what is no time", async () => {
    const page = new Page();
    const sleep = makeSleep(page.host());
    const began = performance.now();
    await sleep(20);
    expect(performance.now() - began).toBeGreaterThanOrEqual(18);
    const waiting = sleep(60_000);
    page.controller.abort(new Error("stopped"));
    await expect(waiting).rejects.toThrow("stopped");
    expect(() => sleep(-1)).toThrow(expect.objectContaining({ code: "E520" }));
  });
});

describe("console", () => {
  test("prints texts as they are and values in full, fills %s and %d, indents groups", () => {
    const lines: PrintedLine[] = [];
    const console = makeConsole((line) => lines.push(line));
    console.log("a", 1, { b: [1, "c"] });
    console.warn("%s has %d%%", "x", 50.9, "rest");
    console.group("in");
    console.error("two\nlines");
    console.groupEnd();
    console.assert(false, "wrong");
    console.count();
    expect(lines).toEqual([
      { level: "log", text: "a 1 {b: [1, \"c\"]}" },
      { level: "warn", text: "x has 50% rest" },
      { level: "log", text: "in" },
      { level: "error", text: "  two\n  lines" },
      { level: "error", text: "Assertion failed: wrong" },
      { level: "log", text: "default: 1" },
    ]);
  });
});
