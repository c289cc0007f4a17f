// Two resources of a million rows in pages of 10,000, no rotation: each stage by itself, normalize with one worker and with two.
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
const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const normalize: Record<number, number[]> = { 1: [], 2: [] };
const load: number[] = [];
// Side by side and in turn, so that a slow moment of the machine meets both. The first two rounds warm up.
for (const [round, workers] of [2, 1, 1, 2, 2, 1, 1, 2, 2, 1].entries()) {
  env.NORMALIZE__WORKERS = workers;
  const pipeline = dlt.pipeline({ pipelineName: `stages_${round}`, datasetName: "bench", devMode: true });
  await pipeline.extract([pages("one"), pages("two")]);
  const seconds = await timed(() => pipeline.normalize());
  if (round >= 2) normalize[workers]?.push(seconds);
  load.push(await timed(() => pipeline.load()));
  await pipeline.drop();
}
delete env.NORMALIZE__WORKERS;

const [one, two] = [middle(normalize[1] ?? []), middle(normalize[2] ?? [])];
const measures = {
  title: "2 × 1,000,000 rows of one column, stage by stage",
  works: [
    { work: "normalize, 1 worker", seconds: one, rows: 2_000_000, aim: 0.8 },
    { work: "normalize, 2 workers", seconds: two, rows: 2_000_000 },
    { work: "load", seconds: middle(load), rows: 2_000_000, aim: 1.5 },
  ],
  ratios: [{ ratio: "2 normalize workers are faster than 1, times", value: one / two, atLeast: 1.5 }],
};
