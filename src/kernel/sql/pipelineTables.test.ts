import { expect, test } from "vitest";
import { duckDbEngine } from "../../pipeline/destination/duckdb/instance.ts";
import { nodeHost } from "../../pipeline/host.node.ts";
import { dlt, env, setPipelineHost } from "../../pipeline/index.ts";
import { TestKernel } from "../kernelHarness.ts";
import type { TableOutput } from "../protocol.ts";

async function open(cells: Parameters<typeof TestKernel.open>[0]): Promise<TestKernel> {
  const host = nodeHost();
  setPipelineHost(host);
  return TestKernel.open(cells, "automatic", { loadPipeline: () => Promise.resolve({ dlt, env }), startDuckDb: () => duckDbEngine(host) });
}

async function rowsShown(kernel: TestKernel, id: string): Promise<unknown> {
  const { outputs, error } = await kernel.cell(id);
  return error?.message ?? (outputs.at(-1)?.output as TableOutput | undefined)?.rows;
}

test("tables of a pipeline are read through the dataset, a relation, and DuckDB's own names; a new load runs readers again", async () => {
  const kernel = await open({
    load: "const pipeline = dlt.pipeline({ pipelineName: 'shop', datasetName: 'sales' }); await pipeline.run([{ id: 1, at: new Date(Date.UTC(2024, 0, 1)) }, { id: 2, at: null }], { tableName: 'orders' }); const dataset = pipeline.dataset(); const orders = dataset.table('orders'); const late = orders.where('id', '>', 1).select('id')",
    qualified: { lang: "sql", code: "SELECT id, \"at\" FROM ${dataset}.orders ORDER BY id" },
    ofPipeline: { lang: "sql", code: "SELECT count(*) AS n FROM ${pipeline}.orders AS o WHERE o.id > ${0}" },
    named: { lang: "sql", code: "SELECT o.id, typeof(o.\"at\") AS t FROM orders AS o JOIN late USING (id)" },
    inline: { lang: "sql", code: "SELECT max(id) AS m FROM ${dataset.table('orders')}" },
    own: { lang: "sql", code: "SELECT count(*) AS n FROM \"shop.duckdb\".sales.orders" },
    wrong: { lang: "sql", code: "FROM ${dataset}" },
  });
  await kernel.runAll();
  expect(await rowsShown(kernel, "qualified")).toEqual([[1, "2024-01-01T00:00:00.000Z"], [2, null]]);
  expect(await rowsShown(kernel, "ofPipeline")).toEqual([[2]]);
  expect(await rowsShown(kernel, "named")).toEqual([[2, expect.stringMatching(/^TIMESTAMP/)]]);
  expect(await rowsShown(kernel, "inline")).toEqual([[2]]);
  expect(await rowsShown(kernel, "own")).toEqual([[2]]);
  expect(await rowsShown(kernel, "wrong")).toBe("`dataset` cannot be read as a table: it is a dataset, whose tables are orders; write `${dataset}.table_name`.");
  expect(await kernel.run("load")).toEqual(["load", "qualified", "ofPipeline", "named", "inline", "wrong"]);
  expect(await rowsShown(kernel, "ofPipeline")).toEqual([[4]]);
});
