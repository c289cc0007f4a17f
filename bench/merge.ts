// Merging 100,000 rows, half of them new, into a million by key: the load stage alone, by strategy, and a plain append beside it.
const rowsFrom = (first: number, count: number, version: number) =>
  function* () {
    for (let at = 0; at < count; at += 10_000) {
      yield Array.from({ length: 10_000 }, (_, one) => {
        const id = first + at + one;
        return { id, name: `customer ${id % 5_000}`, amount: id / 4, version, at: new Date(1_700_000_000_000 + id * 1_000) };
      });
    }
  };

const timed = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};
const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const byStrategy: Record<string, number> = {};
for (const strategy of ["append", "delete-insert", "upsert", "insert-only"] as const) {
  const hints = strategy === "append" ? { writeDisposition: "append" as const } : { writeDisposition: { disposition: "merge" as const, strategy }, primaryKey: "id" };
  const pipeline = dlt.pipeline({ pipelineName: `merge_${strategy.replace("-", "_")}`, datasetName: "bench", devMode: true });
  await pipeline.run(dlt.resource(rowsFrom(0, 1_000_000, 0), { name: "orders", ...hints }));
  const rounds: number[] = [];
  for (let round = 1; round <= 3; round++) {
    await pipeline.extract(dlt.resource(rowsFrom(900_000 + round * 50_000, 100_000, round), { name: "orders", ...hints }));
    await pipeline.normalize();
    rounds.push(await timed(() => pipeline.load()));
  }
  byStrategy[strategy] = middle(rounds);
  await pipeline.drop();
}

const measures = {
  title: "Load 100,000 rows, half of them new, into a million",
  works: Object.entries(byStrategy).map(([strategy, seconds]) => ({ work: strategy === "append" ? "append" : `merge, ${strategy}`, seconds, rows: 100_000, aim: strategy === "append" ? undefined : 0.3 })),
  ratios: [],
};
