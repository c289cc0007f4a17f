/**
 * `npm run bench [-- --only extract,stages]`: measures in a real browser, through the course's own kernel, what the lessons are about. Prints times
 * and ratios, and writes them to `bench-results/`. Times belong to a machine and a day; the ratios are what is meant to hold.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";

/** @typedef {import("../src/cli/headlessBrowser.ts").Drive} Drive */

requireNode();
await ensureDependencies();
const { ensureBrowser } = await import("./browser.mjs");
if ((await ensureBrowser()) === undefined) process.exit(1);

const { values: options } = parseArgs({ options: { only: { type: "string" } } });
/** Measures in `bench/`, each in a kernel of its own. */
const names = ["extract", "stages", "nested", "merge", "wholeRun", "tenMillion", "formats"];
const wanted = options.only === undefined ? names : names.filter((name) => options.only?.split(",").includes(name));

/**
 * What one file of `bench/` leaves in `measures`. Seconds; `aim` is the most that they should be.
 *
 * @typedef {{ title: string, works: { work: string, seconds: number, rows: number, aim?: number }[], ratios: { ratio: string, value: number, atLeast?: number, atMost?: number }[] }} Measures
 */

const { withSource } = await import("./sources.mjs");
/** @type {{ stages: Measures[], edits: Record<string, { median: number, slowest: number }> }} */
const results = await withSource("src/cli/headlessBrowser.ts", async ({ withHeadlessCourse }) => {
  /** @type {Measures[]} */
  const stages = [];
  // A browser of its own for each, so that none begins with the memory of another.
  for (const name of wanted) stages.push(await withHeadlessCourse((/** @type {Drive} */ drive) => measures(drive, name), console.log));
  const edits = options.only === undefined ? await withHeadlessCourse(async (/** @type {Drive} */ drive) => ({ 10: await editTimes(drive, 10), 100: await editTimes(drive, 100) }), console.log) : {};
  return { stages, edits };
});

report(results);
const folder = join(root, "bench-results");
mkdirSync(folder, { recursive: true });
const file = join(folder, `${new Date().toISOString().replaceAll(":", "-")}.json`);
writeFileSync(file, `${JSON.stringify({ node: process.version, cores: cpus().length, processor: cpus()[0]?.model, ...results }, null, 2)}\n`);
console.log(`\nWritten to ${file}`);

/**
 * Runs a cell from `bench/` and gives what it left in `measures`.
 *
 * @param {Drive} drive
 * @param {string} name
 * @returns {Promise<Measures>}
 */
async function measures(drive, name) {
  console.log(`Measuring: ${name} …`);
  const code = `${readFileSync(join(root, "bench", `${name}.ts`), "utf8")}\nconst measured = JSON.stringify(measures);`;
  const { steps } = await drive("replay", { mode: "automatic", cells: [{ id: name, code }], steps: [{ run: [name] }], stepTimeoutMs: 900_000 });
  const [step] = steps;
  const error = step?.cells[name]?.error;
  if (step === undefined || error !== undefined) throw new Error(`bench/${name}.ts, line ${error?.line}: ${error?.message}`);
  return JSON.parse(String(step.names.measured));
}

/**
 * Milliseconds from an edit of one cell to the last of its `cells - 1` dependants having run, median and slowest of 40.
 *
 * @param {Drive} drive
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

/** @param {{ stages: readonly Measures[], edits: Record<string, { median: number, slowest: number }> }} results */
function report({ stages, edits }) {
  for (const { title, works, ratios } of stages) {
    const width = Math.max(...works.map(({ work }) => work.length), ...ratios.map(({ ratio }) => ratio.length));
    console.log(`\n${title}`);
    for (const { work, seconds, rows, aim } of works) {
      const rate = Math.round(rows / seconds).toLocaleString("en").padStart(12);
      console.log(`  ${work.padEnd(width)}  ${seconds.toFixed(3).padStart(8)} s  ${rate} rows/s${aim === undefined ? "" : `  aim ≤ ${aim} s: ${seconds <= aim ? "met" : "NOT met"}`}`);
    }
    for (const { ratio, value, atLeast, atMost } of ratios) {
      const aims = [...(atLeast === undefined ? [] : [`aim ≥ ${atLeast}: ${value >= atLeast ? "met" : "NOT met"}`]), ...(atMost === undefined ? [] : [`aim ≤ ${atMost}: ${value <= atMost ? "met" : "NOT met"}`])];
      console.log(`  ${ratio.padEnd(width)}  ${value.toFixed(2).padStart(8)} ×${aims.map((aim) => `  ${aim}`).join("")}`);
    }
  }
  if (Object.keys(edits).length > 0) console.log("\nAn edit until its dependants have run, median (slowest) of 40");
  for (const [cells, { median: middle, slowest }] of Object.entries(edits)) {
    console.log(`  ${cells} cells  ${middle.toFixed(1)} ms (${slowest.toFixed(1)})  aim ≤ 16 ms: ${middle <= 16 ? "met" : "NOT met"}`);
  }
}
