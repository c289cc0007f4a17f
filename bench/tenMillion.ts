// Ten million rows through extract, normalize and load in one run. Memory is watched from outside while it runs.
const rows = dlt.resource(
  function* () {
    for (let id = 0; id < 10_000_000; id++) yield { id, v: id * 0.5 };
  },
  { name: "rows" },
);
const pipeline = dlt.pipeline({ pipelineName: "ten_million", datasetName: "bench", devMode: true });
const begun = performance.now();
await pipeline.run(rows);
const seconds = (performance.now() - begun) / 1000;
const [found] = await (await pipeline.sqlClient().query("SELECT count(*) AS rows, count(DISTINCT id) AS ids FROM rows")).rows();
if (Number(found?.rows) !== 10_000_000 || Number(found?.ids) !== 10_000_000) throw new Error(`The table holds ${JSON.stringify(found)}.`);
await pipeline.drop();

const measures = {
  title: "Ten million rows",
  works: [{ work: "10,000,000 rows, run() with the stages overlapped", seconds, rows: 10_000_000, aim: 8 }],
  ratios: [],
};
