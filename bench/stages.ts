// Two resources of a million rows in pages of 10,000: each stage by itself, normalize with one worker and with two.
const pages = (name: string) =>
  dlt.resource(
    function* () {
      for (let first = 0; first < 1_000_000; first += 10_000) yield Array.from({ length: 10_000 }, (_, at) => ({ row: first + at }));
    },
    { name },
  );

const timed = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

const rounds: { workers: number; extract: number; normalize: number; load: number }[] = [];
// Side by side and in turn, so that a slow moment of the machine meets both.
for (const [round, workers] of [1, 2, 2, 1, 1, 2].entries()) {
  env.NORMALIZE__WORKERS = workers;
  const pipeline = dlt.pipeline({ pipelineName: `stages_${round}`, destination: "duckdb", datasetName: "bench", devMode: true });
  const extract = await timed(() => pipeline.extract([pages("one"), pages("two")]));
  const normalize = await timed(() => pipeline.normalize());
  const load = await timed(() => pipeline.load());
  rounds.push({ workers, extract, normalize, load });
}
delete env.NORMALIZE__WORKERS;

const measures = rounds;
