import { describe, expect, test } from "vitest";
import { startNodeDuckDb } from "../../pipeline/destination/duckdb/engine.node.ts";
import type { KernelOptions } from "../kernel.ts";
import { type TestCell, TestKernel } from "../kernelHarness.ts";
import type { TableOutput } from "../protocol.ts";

/** A database of its own for each notebook. */
async function open(cells: Readonly<Record<string, TestCell>>, options: KernelOptions = {}): Promise<TestKernel> {
  const engine = await startNodeDuckDb();
  return TestKernel.open(cells, "automatic", { startDuckDb: () => Promise.resolve(engine), ...options });
}

const sql = (code: string, out?: string): TestCell => ({ code, lang: "sql", out });

/** Rows of the table that a cell shows. */
async function shown(test: TestKernel, id: string): Promise<unknown> {
  const { outputs, error } = await test.cell(id);
  if (error !== null) return `${error.code} ${error.line}:${error.column} ${error.message}`;
  const table = outputs.at(-1)?.output;
  return table?.kind === "table" ? (table as TableOutput).rows : table?.kind === "text" ? table.text : null;
}

async function edges(test: TestKernel): Promise<string[]> {
  return (await test.kernel.snapshot()).edges.map(([from, to]) => `${from}→${to}`);
}

describe("edges", () => {
  test("K1 K2: a list is a table, its rows are a list again, and a change runs through", async () => {
    const test = await open({
      a: "const df = [{ name: 'Ada', n: 1 }, { name: 'Bo', n: 2 }]; const wanted = 'Bo'",
      b: sql("FROM df WHERE name = ${wanted}", "result"),
      c: "const found = result.map(({ name, n }) => `${name} ${n}`)",
    });
    await test.runAll();
    expect(await shown(test, "b")).toEqual([["Bo", 2]]);
    expect((await test.names())["found"]).toEqual(["Bo 2"]);
    expect(await edges(test)).toEqual(["a→b", "b→c"]);
    expect(await test.edit("a", "const df = [{ name: 'Bo', n: 7 }]; const wanted = 'Bo'")).toEqual(["a", "b", "c"]);
    expect((await test.names())["found"]).toEqual(["Bo 7"]);
  });

  test("K3: a table that one cell makes and another reads", async () => {
    const test = await open({ b: sql("SELECT sum(n) AS total FROM t"), a: sql("CREATE TABLE t AS FROM range(5) r(n)") });
    expect(await test.runAll()).toEqual(["a", "b"]);
    expect(await shown(test, "b")).toEqual([[10]]);
  });
});
