/**
 * Nested orders from JSON files into DuckDB tables, loaded incrementally: run it with `monday`, then with `tuesday`.
 *
 *     npm run build:library && node examples/node/orders.mjs [monday | tuesday] [folder]
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { dlt, loadProcessEnv, nodeHost, setPipelineHost } from "watercourse/pipeline/node";

const [day = "monday", folder = ".pipelines"] = process.argv.slice(2);

// Settings come from the environment, as with dlt: NORMALIZE__WORKERS=2 node examples/node/orders.mjs
loadProcessEnv();
setPipelineHost(nodeHost({ folder }));

/** Orders of one file. Nested items become a table of their own; an order that comes again replaces the old one. */
const orders = dlt.resource(
  async function* () {
    yield JSON.parse(await readFile(new URL(`data/orders-${day}.json`, import.meta.url), "utf8"));
  },
  {
    name: "orders",
    primaryKey: "id",
    writeDisposition: "merge",
    incremental: dlt.sources.incremental("updated_at"),
    columns: { updated_at: { dataType: "timestamp" } },
  },
);

/** A generator that runs in a thread of its own: its text is sent there, and its arguments are copied. */
const prices = dlt
  .resource(
    function* (skus) {
      for (const [position, sku] of skus.entries()) yield { sku, position, checked_at: new Date() };
    },
    { name: "prices", parallelized: true, writeDisposition: "replace" },
  )
  .bind(["tea", "jaffle"]);

const pipeline = dlt.pipeline({ pipelineName: "orders", destination: "duckdb", datasetName: "cafe" });
const info = await pipeline.run([orders, prices]);

console.log(String(info));
console.log("\nRows of this run:", JSON.stringify(pipeline.lastNormalizeInfo.rowCounts));
console.log("Rows in the dataset:", JSON.stringify(await pipeline.dataset().rowCounts()));

const sold = await pipeline.sqlClient().query(`
  SELECT o.customer__name AS customer, o.paid, sum(i.count * i.price) AS total
  FROM orders AS o LEFT JOIN orders__items AS i ON i._dlt_parent_id = o._dlt_id
  GROUP BY ALL ORDER BY customer`);
console.log("\nWhat each customer spent:");
console.table(sold.rows());

console.log("Who did what, in ms from the start:");
for (const { stage, worker, table, rows, start, end } of pipeline.lastTrace.timeline()) {
  console.log(`  ${stage.padEnd(9)} ${worker.padEnd(11)} ${table.padEnd(19)} ${String(rows).padStart(3)} rows  ${start.toFixed(0)}–${end.toFixed(0)}`);
}

console.log(`\nFiles in ${folder}:`);
for (const file of (await readdir(join(folder, "orders"), { recursive: true })).sort()) if (/\.\w+$/.test(file)) console.log(`  ${file}`);
