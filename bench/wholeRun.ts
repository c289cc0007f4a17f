// Whole runs: a million rows stage by stage and overlapped, and runs as small as a learner's first one.
const flat = (count: number) =>
  dlt.resource(
    function* () {
      for (let id = 0; id < count; id++) yield { id, v: id * 0.5 };
    },
    { name: "rows" },
  );

const timed = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};
const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const staged: number[] = [];
const overlapped: number[] = [];
for (let round = 0; round < 5; round++) {
  const steps = dlt.pipeline({ pipelineName: `staged_${round}`, datasetName: "bench", devMode: true });
  staged.push(
    await timed(async () => {
      await steps.extract(flat(1_000_000));
      await steps.normalize();
      await steps.load();
    }),
  );
  await steps.drop();
  const run = dlt.pipeline({ pipelineName: `overlapped_${round}`, datasetName: "bench", devMode: true });
  overlapped.push(await timed(() => run.run(flat(1_000_000))));
  await run.drop();
}

const small: Record<number, number[]> = { 10: [], 100: [] };
const warm = dlt.pipeline({ pipelineName: "small", datasetName: "bench", devMode: true });
for (let round = 0; round < 22; round++) {
  for (const count of [10, 100]) {
    const seconds = await timed(() => warm.run(Array.from({ length: count }, (_, id) => ({ id, name: `row ${id}` })), { tableName: "rows" }));
    if (round >= 2) small[count]?.push(seconds);
  }
}

const [separate, together] = [middle(staged), middle(overlapped)];
const measures = {
  title: "Whole runs",
  works: [
    { work: "1,000,000 rows, extract, normalize, load one after the other", seconds: separate, rows: 1_000_000, aim: 1.2 },
    { work: "1,000,000 rows, run() with the stages overlapped", seconds: together, rows: 1_000_000, aim: 0.7 },
    { work: "10 rows, warm", seconds: middle(small[10] ?? []), rows: 10, aim: 0.05 },
    { work: "100 rows, warm", seconds: middle(small[100] ?? []), rows: 100, aim: 0.05 },
  ],
  ratios: [{ ratio: "overlapped stages are faster than one after the other, times", value: separate / together, atLeast: 1.5 }],
};
