import { expect, test } from "vitest";
import { KernelClient } from "../client/KernelClient.ts";
import type { CellSpec } from "../protocol.ts";

test("a panel sees the tables that a pipeline has loaded and the files of its work folder", async () => {
  const client = new KernelClient({ onEvents: () => undefined, onDeath: () => undefined });
  const code = "const cafe = dlt.pipeline({ pipelineName: 'inspected', datasetName: 'cafe', devMode: true }); await cafe.run([{ id: 1, items: [{ sku: 'a' }, { sku: 'b' }] }], { tableName: 'orders' })";
  const cell: CellSpec = { id: "run", code, lang: "ts", role: "cell", manual: false, disabled: false };
  try {
    await client.open({ id: "test", mode: "automatic", cells: [cell] });
    expect((await client.inspect({ type: "database" })).databases).toEqual([]);
    await client.execute({ type: "run", cells: ["run"] });
    const { databases } = await client.inspect({ type: "database" });
    expect(databases).toMatchObject([{ pipeline: "inspected", destination: "duckdb", problem: null }]);
    const tables = databases[0]?.tables ?? [];
    expect(tables.map(({ name, rowCount }) => [name, rowCount])).toMatchObject([["orders", 1], ["orders__items", 2], ["_dlt_loads", 1], ["_dlt_pipeline_state", 1], ["_dlt_version", 1]]);
    expect(tables[0]?.columns[0]).toEqual({ name: "id", type: "BIGINT" });
    const { entries, store } = await client.inspect({ type: "files", path: "inspected" });
    expect(store).toBe("opfs");
    expect(entries.map(({ name }) => name)).toContain("state.json");
    const { text } = await client.inspect({ type: "fileText", path: "inspected/state.json" });
    expect(JSON.parse(text ?? "")).toMatchObject({ pipeline_name: "inspected" });
    await client.execute({ type: "edit", edits: [{ id: "run", code: `${code}; await cafe.drop()` }], run: true });
    expect((await client.inspect({ type: "files", path: "inspected" })).entries).toEqual([]);
  } finally {
    client.dispose();
  }
});
