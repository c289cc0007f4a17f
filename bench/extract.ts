// Extract: half a million rows one by one, with buffers of nine sizes, and two million in pages.
const numbers = dlt.resource(
  function* () {
    for (let row = 0; row < 500_000; row++) yield { row };
  },
  { name: "numbers" },
);
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
const pipelineNamed = (pipelineName: string) => dlt.pipeline({ pipelineName, datasetName: "bench", devMode: true });

// What runs first pays for what starts with it; nobody waits for this one.
await pipelineNamed("extract_first").extract(numbers);

const bySize: Record<number, number> = {};
for (const size of [1, 10, 100, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000]) {
  env.DATA_WRITER__BUFFER_MAX_ITEMS = size;
  const rounds: number[] = [];
  for (let round = 0; round < (size < 100 ? 1 : 3); round++) rounds.push(await timed(() => pipelineNamed(`extract_${size}`).extract(numbers)));
  bySize[size] = middle(rounds);
}
delete env.DATA_WRITER__BUFFER_MAX_ITEMS;

const paged: number[] = [];
for (let round = 0; round < 3; round++) paged.push(await timed(() => pipelineNamed("extract_pages").extract([pages("one"), pages("two")])));

const plateau = [1_000, 5_000, 10_000, 50_000, 100_000].map((size) => bySize[size] ?? Number.NaN);
const measures = {
  title: "Extract",
  works: [
    ...Object.entries(bySize).map(([size, seconds]) => ({ work: `500,000 rows one by one, buffer ${Number(size).toLocaleString("en")}`, seconds, rows: 500_000, aim: size === "5000" ? 0.25 : undefined })),
    { work: "2 × 1,000,000 rows in pages of 10,000", seconds: middle(paged), rows: 2_000_000, aim: 0.5 },
  ],
  ratios: [
    { ratio: "buffer 1 takes as long as buffer 5,000, times", value: (bySize[1] ?? 0) / (bySize[5_000] ?? 1), atLeast: 20 },
    { ratio: "slowest against fastest buffer from 1,000 to 100,000", value: Math.max(...plateau) / Math.min(...plateau), atMost: 2 },
  ],
};
