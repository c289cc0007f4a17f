// The same 100,000 rows as normalized files of each format: what normalize and load cost with each.
const orders = dlt.resource(
  function* () {
    for (let first = 0; first < 100_000; first += 10_000) {
      yield Array.from({ length: 10_000 }, (_, at) => {
        const id = first + at;
        return { id, customer: `customer ${id % 5_000}`, amount: id / 4, paid: id % 2 === 0, note: `Order ${id} came in on a day like any other`, at: new Date(1_700_000_000_000 + id * 1_000) };
      });
    }
  },
  { name: "orders" },
);

const timed = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};
const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const works: { work: string; seconds: number; rows: number }[] = [];
const whole: Record<string, number> = {};
for (const loaderFileFormat of ["arrow", "parquet", "csv", "jsonl", "insert_values"] as const) {
  const normalize: number[] = [];
  const load: number[] = [];
  for (let round = 0; round < 3; round++) {
    const pipeline = dlt.pipeline({ pipelineName: `format_${loaderFileFormat}_${round}`, datasetName: "bench", devMode: true });
    await pipeline.extract(orders);
    normalize.push(await timed(() => pipeline.normalize({ loaderFileFormat })));
    load.push(await timed(() => pipeline.load()));
    await pipeline.drop();
  }
  const [normalizing, loading] = [middle(normalize), middle(load)];
  works.push({ work: `${loaderFileFormat}, normalize`, seconds: normalizing, rows: 100_000 }, { work: `${loaderFileFormat}, load`, seconds: loading, rows: 100_000 });
  whole[loaderFileFormat] = normalizing + loading;
}

const measures = {
  title: "100,000 rows of 6 columns, by the format of the normalized files",
  works,
  ratios: ["parquet", "csv", "jsonl", "insert_values"].map((format) => ({ ratio: `${format} takes as long as arrow, normalize and load together, times`, value: (whole[format] ?? 0) / (whole.arrow ?? 1) })),
};
