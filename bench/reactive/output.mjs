/** How fast output reaches the page: console lines, many outputs, a table of a million rows. */
import { median } from "./graphs.mjs";

const rounds = 9;

/** A cell of which 5,000 lines are kept, so that twice as many come from two. */
const printing = "for (let n = 0; n < 5_000; n++) console.log('line', n, { n })";

/**
 * @param {import("../../src/cli/headlessBrowser.ts").Drive} drive
 * @returns {Promise<import("../../scripts/bench.mjs").Measures>}
 */
export async function measureOutput(drive) {
  const lines = await time(drive, { one: printing, two: printing }, ["one", "two"]);
  const shown = await time(drive, { many: "for (let n = 0; n < 200; n++) display({ n, list: [1, 2, 3] })" }, ["many"]);
  const table = await time(drive, { rows: "const rows = Array.from({ length: 1_000_000 }, (_, id) => ({ id, name: `row ${id}`, value: id * 0.5 }))", table: "rows" }, ["table"], ["rows"]);
  const chart = await time(drive, { chart: "const c = chart.line([], { x: 'n', y: 'y' }); display(c); for (let n = 0; n < 10_000; n++) c.push({ n, y: Math.sin(n) })" }, ["chart"]);
  return {
    title: "Output, from the command until the page has it (median)",
    works: [
      { work: "10,000 console lines", seconds: lines, rows: 10_000 },
      { work: "200 trees", seconds: shown, rows: 200 },
      { work: "the first page of a table of 1,000,000 rows", seconds: table, aim: 0.1 },
      { work: "a chart that grows by 10,000 points, one by one", seconds: chart, rows: 10_000 },
    ],
    ratios: [],
  };
}

/**
 * Median seconds of running some cells.
 *
 * @param {import("../../src/cli/headlessBrowser.ts").Drive} drive
 * @param {Readonly<Record<string, string>>} cells
 * @param {readonly string[]} run
 * @param {readonly string[]} [first]  cells that run once before
 */
async function time(drive, cells, run, first = []) {
  console.log(`  ${run.join(", ")}`);
  const steps = Array.from({ length: rounds + 2 }, () => ({ run }));
  const times = await drive("time", { mode: "lazy", cells: Object.entries(cells).map(([id, code]) => ({ id, code })), steps: [{ run: first }, ...steps] });
  return median(times.slice(3)) / 1_000;
}
