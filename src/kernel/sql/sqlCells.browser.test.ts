import { afterEach, expect, test } from "vitest";
import { KernelClient } from "../client/KernelClient.ts";
import type { CellSpec, KernelEvent, KernelSnapshot } from "../protocol.ts";

const clients: KernelClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

async function open(cells: Readonly<Record<string, Partial<CellSpec>>>) {
  const events: KernelEvent[] = [];
  const client = new KernelClient({ onEvents: (batch) => events.push(...batch), onDeath: () => undefined });
  clients.push(client);
  const specs = Object.entries(cells).map(([id, cell]): CellSpec => ({ id, code: "", lang: "ts", role: "cell", manual: false, disabled: false, ...cell }));
  await client.open({ id: "test", mode: "automatic", cells: specs });
  return { client, events };
}

const cellOf = (snapshot: KernelSnapshot, id: string) => snapshot.cells.find((cell) => cell.id === id);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test("lists, SQL and a pipeline's tables work together in the worker", async () => {
  const { client } = await open({
    load: { code: "const shop = dlt.pipeline({ pipelineName: 'sql_cells', datasetName: 'sales', devMode: true }); await shop.run([{ id: 1, city: 'Kyiv', at: new Date(0) }, { id: 2, city: 'Lviv', at: null }], { tableName: 'orders' }); const orders = shop.dataset().table('orders')" },
    prices: { code: "const prices = [{ id: 1, price: 2.5, tags: ['a', 'b'] }, { id: 2, price: 4, tags: [] }]; const least = 1" },
    top: { lang: "sql", out: "top", code: "SELECT o.city, p.price, len(p.tags) AS tags, o.\"at\"\nFROM orders AS o JOIN prices AS p USING (id)\nWHERE price > ${least} AND city IN (${['Kyiv', 'Lviv']})\nORDER BY price DESC" },
    read: { code: "const found = top.map(({ city, price, tags }) => `${city} ${price} ${tags}`)" },
    again: { lang: "sql", code: "EXPLAIN FROM top" },
    wrong: { lang: "sql", code: "SELECT *\nFROM top\nWHERE nope = ${1}" },
  });
  await client.execute({ type: "runAll" });
  const snapshot = await client.snapshot();
  expect(snapshot.names.find(({ name }) => name === "found")?.value).toEqual(["Lviv 4 0", "Kyiv 2.5 2"]);
  const top = cellOf(snapshot, "top")?.outputs[0]?.output;
  if (top?.kind !== "table") throw new Error(JSON.stringify(cellOf(snapshot, "top")));
  expect(top.columns.map(({ name, sourceType }) => `${name} ${sourceType}`)).toEqual(["city VARCHAR", "price DOUBLE", "tags BIGINT", "at TIMESTAMP"].map((text) => expect.stringContaining(text)));
  expect((await client.tablePage({ table: top.table, offset: 0, limit: 1, sort: { column: "price", descending: false } })).rows[0]?.slice(0, 2)).toEqual(["Kyiv", 2.5]);
  expect(JSON.stringify(cellOf(snapshot, "again")?.outputs)).toContain("physical_plan");
  expect(cellOf(snapshot, "wrong")?.error).toMatchObject({ code: "E260", line: 3, column: 7 });
});

test("Stop ends a long query, bound values or not, and every other value stays", async () => {
  const { client, events } = await open({
    keep: { lang: "sql", out: "kept", code: "CREATE TABLE t AS SELECT 42 AS n; FROM t" },
    long: { lang: "sql", code: "SELECT count(*) FROM range(100000000000) r(i) WHERE i % 7 = 3", manual: true },
    bound: { lang: "sql", code: "SELECT count(*) FROM range(${200000000}) r(i) WHERE i % ${7} = 3", manual: true },
    after: { lang: "sql", code: "FROM t", manual: true },
  });
  await client.execute({ type: "run", cells: ["keep"] });
  for (const id of ["long", "bound"]) {
    const running = client.execute({ type: "run", cells: [id] });
    await until(() => events.some((event) => event.type === "cellChanged" && event.id === id && event.change.status === "running"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    expect(await client.stop()).toEqual({ restarted: false });
    await running;
    expect(performance.now() - began).toBeLessThan(200);
    expect(cellOf(await client.snapshot(), id)?.result).toBe("interrupted");
    await client.execute({ type: "run", cells: ["after"] });
    const snapshot = await client.snapshot();
    expect(cellOf(snapshot, "after")?.outputs[0]?.output).toMatchObject({ kind: "table", rows: [[42]] });
    expect(snapshot.names.find(({ name }) => name === "kept")?.value).toEqual([{ n: 42 }]);
  }
});
