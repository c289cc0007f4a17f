import { expect, test } from "vitest";
import { KernelClient } from "./client/KernelClient.ts";
import type { CellSpec, KernelEvent } from "./protocol.ts";

test("a pipeline runs in cells: its tables, its trace and its settings are there", async () => {
  const events: KernelEvent[] = [];
  const client = new KernelClient({ onEvents: (batch) => events.push(...batch), onDeath: () => undefined });
  const cells = {
    // The settings are a live object that cannot be handed to the page: only its preview is.
    settings: "import { env } from 'watercourse'; env.DATA_WRITER__BUFFER_MAX_ITEMS = 100",
    orders: "const orders = dlt.resource(function* () { for (let n = 1; n <= 300; n++) yield { id: n, items: [{ sku: `s${n}` }] } }, { name: 'orders' })",
    run: "const cafe = dlt.pipeline({ pipelineName: 'kernel_test', destination: 'duckdb', datasetName: 'cafe', devMode: true }); await cafe.run(orders); display(cafe.dataset().table('orders')); display(cafe.dataset().table('orders__items')); cafe.lastTrace",
  };
  try {
    await client.open({ id: "test", mode: "automatic", cells: Object.entries(cells).map(([id, code]): CellSpec => ({ id, code, lang: "ts", role: "cell", manual: false, disabled: false })) });
    await client.execute({ type: "runAll" });
    const snapshot = await client.snapshot();
    expect(snapshot.names.find(({ name }) => name === "env")).not.toHaveProperty("value");
    const run = snapshot.cells.find(({ id }) => id === "run");
    expect(run?.error).toBeNull();
    const [progress, table, child, trace] = run?.outputs.map(({ output }) => output) ?? [];
    expect(progress).toMatchObject({ kind: "pipelineRun", pipeline: "kernel_test", stages: [{ stage: "extract", rows: 300 }, { stage: "normalize" }, { stage: "load", state: "done" }] });
    if (table?.kind !== "table" || trace?.kind !== "timeline") throw new Error(`unexpected outputs ${JSON.stringify(run?.outputs).slice(0, 500)}`);
    // Both are described at the same moment, over one connection.
    expect(table.rowCount).toBe(300);
    expect(table.columns[0]).toEqual({ name: "id", type: "bigint", sourceType: "BIGINT" });
    expect(child).toMatchObject({ kind: "table", rowCount: 300, columns: [{ name: "sku", sourceType: "VARCHAR" }, {}, {}, {}] });
    expect(trace.text).toContain("kernel_test");
    expect(new Set(trace.jobs.map(({ stage }) => stage))).toEqual(new Set(["extract", "normalize", "load"]));
    const page = await client.tablePage({ table: table.table, offset: 299, limit: 10, sort: { column: "id", descending: true } });
    expect(page.rows).toHaveLength(1);
  } finally {
    client.dispose();
  }
});
