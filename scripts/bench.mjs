/**
 * `npm run bench`: measures in a real browser, through the course's own kernel, what the lessons are about. Prints times
 * and ratios, and writes them to `bench-results/`. Times belong to a machine and a day; the ratios are what is meant to hold.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";

requireNode();
await ensureDependencies();
const { ensureBrowser } = await import("./browser.mjs");
if ((await ensureBrowser()) === undefined) process.exit(1);

const { withSource } = await import("./sources.mjs");
const results = await withSource("src/cli/headlessBrowser.ts", ({ withHeadlessCourse }) =>
  withHeadlessCourse(
    async (/** @type {import("../src/cli/headlessBrowser.ts").Drive} */ drive) => ({
      extract: await measures(drive, "extract"),
      stages: await measures(drive, "stages"),
      edits: { 10: await editTimes(drive, 10), 100: await editTimes(drive, 100) },
    }),
    console.log,
  ),
);

report(results);
const folder = join(root, "bench-results");
mkdirSync(folder, { recursive: true });
const file = join(folder, `${new Date().toISOString().replaceAll(":", "-")}.json`);
writeFileSync(file, `${JSON.stringify({ node: process.version, cores: cpus().length, processor: cpus()[0]?.model, ...results }, null, 2)}\n`);
console.log(`\nWritten to ${file}`);

/**
 * Runs a cell from `bench/` and gives what it left in `measures`.
 *
 * @param {import("../src/cli/headlessBrowser.ts").Drive} drive
 * @param {string} name
 * @returns {Promise<any>}
 */
async function measures(drive, name) {
  console.log(`Measuring: ${name} …`);
  const code = readFileSync(join(root, "bench", `${name}.ts`), "utf8");
  const { steps } = await drive("replay", { mode: "automatic", cells: [{ id: name, code }], steps: [{ run: [name] }] });
  const [step] = steps;
  const error = step?.cells[name]?.error;
  if (step === undefined || error !== undefined) throw new Error(`bench/${name}.ts, line ${error?.line}: ${error?.message}`);
  return step.names.measures;
}

/**
 * Milliseconds from an edit of one cell to the last of its `cells - 1` dependants having run, median and slowest of 40.
 *
 * @param {import("../src/cli/headlessBrowser.ts").Drive} drive
 * @param {number} cells
 */
async function editTimes(drive, cells) {
  console.log(`Measuring: an edit above ${cells - 1} dependants …`);
  const dependants = Array.from({ length: cells - 1 }, (_, at) => ({ id: `cell${at}`, code: `const y${at} = x + ${at};\ny${at}` }));
  const edits = Array.from({ length: 45 }, (_, at) => ({ edit: { id: "root", code: `const x = ${at};` } }));
  const times = await drive("time", { mode: "automatic", cells: [{ id: "root", code: "const x = 0;" }, ...dependants], steps: [{ runAll: true }, ...edits] });
  const warm = times.slice(6);
  return { median: median(warm), slowest: Math.max(...warm) };
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {{ extract: Record<string, number>, stages: { workers: number, extract: number, normalize: number, load: number }[], edits: Record<string, { median: number, slowest: number }> }} results */
function report({ extract, stages, edits }) {
  /** @param {string} title @param {readonly (readonly [string, string])[]} rows */
  const table = (title, rows) => {
    const width = Math.max(...rows.map(([name]) => name.length));
    console.log(`\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n")}`);
  };
  /** @param {number | undefined} seconds */
  const inSeconds = (seconds) => `${(seconds ?? Number.NaN).toFixed(3).padStart(7)} s`;
  /** @param {"extract" | "normalize" | "load"} stage @param {number} workers */
  const stage = (stage, workers) => median(stages.filter((round) => round.workers === workers).map((round) => round[stage]));

  table("Extract 500,000 rows one by one, by buffer size", Object.entries(extract).map(([size, seconds]) => [Number(size).toLocaleString("en").padStart(7), inSeconds(seconds)]));
  table("2 × 1,000,000 rows in pages of 10,000, medians of 3", [
    ["extract", inSeconds(median(stages.map((round) => round.extract)))],
    ["normalize, 1 worker", inSeconds(stage("normalize", 1))],
    ["normalize, 2 workers", inSeconds(stage("normalize", 2))],
    ["load", inSeconds(median(stages.map((round) => round.load)))],
  ]);
  table(
    "An edit until its dependants have run, median (slowest) of 40",
    Object.entries(edits).map(([cells, { median: middle, slowest }]) => [`${cells} cells`, `${middle.toFixed(1)} ms (${slowest.toFixed(1)})`]),
  );
  table("Ratios", [
    ["buffer of 1 against 5,000", `${((extract[1] ?? 0) / (extract[5_000] ?? 1)).toFixed(1)} × slower`],
    ["1 normalize worker against 2", `${(stage("normalize", 1) / stage("normalize", 2)).toFixed(2)} × slower`],
  ]);
}
