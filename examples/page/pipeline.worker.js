/** The pipeline library in a worker of a page without any notebook: files in OPFS, workers of its own, DuckDB-WASM. */
import { dlt, setPipelineHost } from "watercourse/pipeline";
import { browserHost } from "watercourse/pipeline/browser";

setPipelineHost(browserHost());

/** Runs in an extract worker: the function's text is sent there, so it takes what it needs as arguments. */
const orders = dlt
  .resource(
    function* (count) {
      for (let id = 1; id <= count; id++) yield { id, customer: { name: `Customer ${id % 3}` }, items: [{ sku: "tea" }, { sku: "jaffle" }] };
    },
    { name: "orders", parallelized: true },
  )
  .bind(1_000);

try {
  const pipeline = dlt.pipeline({ pipelineName: "page", destination: "duckdb", datasetName: "cafe", devMode: true });
  const info = await pipeline.run(orders);
  const counts = await pipeline.dataset().rowCounts();
  const workers = [...new Set(pipeline.lastTrace?.jobs.map(({ worker }) => worker))];
  postMessage(`${info}\n\nRows: ${JSON.stringify(counts)}\nWorkers: ${workers.join(", ")}`);
} catch (error) {
  postMessage(String(error));
}
