// Extracting half a million rows, one by one, with buffers of nine sizes.
const sizes = [1, 10, 100, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000];
const numbers = dlt.resource(
  function* () {
    for (let row = 0; row < 500_000; row++) yield { row };
  },
  { name: "numbers" },
);

const seconds: Record<string, number> = {};
for (const size of sizes) {
  env.DATA_WRITER__BUFFER_MAX_ITEMS = size;
  const pipeline = dlt.pipeline({ pipelineName: `extract_${size}`, destination: "duckdb", datasetName: "bench", devMode: true });
  const begun = performance.now();
  await pipeline.extract(numbers);
  seconds[size] = (performance.now() - begun) / 1000;
}
delete env.DATA_WRITER__BUFFER_MAX_ITEMS;

const measures = seconds;
