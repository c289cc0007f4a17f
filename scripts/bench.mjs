/**
 * `npm run bench [-- --only extract,reactive]`: measures in a real browser, through the course's own kernel, what the lessons are about. Prints times
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
const isWanted = (/** @type {string} */ name) => options.only === undefined || options.only.split(",").includes(name);

/**
 * What one file of `bench/` measures. Seconds; `aim` is the most that they should be; `rows` where a rate says something.
 *
 * @typedef {{ title: string, works: { work: string, seconds: number, rows?: number, aim?: number }[], ratios: { ratio: string, value: number, atLeast?: number, atMost?: number }[] }} Measures
 */

const { withSource } = await import("./sources.mjs");
/** @type {{ stages: Measures[] }} */
const results = await withSource("src/cli/headlessBrowser.ts", async ({ withHeadlessCourse }) => {
  /** @type {Measures[]} */
  const stages = [];
  // A browser of its own for each, so that none begins with the memory of another.
  for (const name of names.filter(isWanted)) stages.push(await withHeadlessCourse((/** @type {Drive} */ drive) => measures(drive, name), console.log));
  for (const measure of isWanted("reactive") ? await reactiveMeasures() : []) {
    stages.push(await withHeadlessCourse(measure, console.log));
  }
  return { stages };
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

/** What the kernel does besides pipelines: propagation, Stop, output. */
async function reactiveMeasures() {
  console.log("Measuring: reactive …");
  const [{ measurePropagation }, { measureInterrupt }, { measureOutput }] = await Promise.all([
    import("../bench/reactive/propagation.mjs"),
    import("../bench/reactive/interrupt.mjs"),
    import("../bench/reactive/output.mjs"),
  ]);
  return [measurePropagation, measureInterrupt, measureOutput];
}

/** @param {{ stages: readonly Measures[] }} results */
function report({ stages }) {
  for (const { title, works, ratios } of stages) {
    const width = Math.max(...works.map(({ work }) => work.length), ...ratios.map(({ ratio }) => ratio.length));
    console.log(`\n${title}`);
    for (const { work, seconds, rows, aim } of works) {
      const time = rows === undefined ? `${(seconds * 1_000).toFixed(1).padStart(8)} ms` : `${seconds.toFixed(3).padStart(8)} s  ${Math.round(rows / seconds).toLocaleString("en").padStart(12)} rows/s`;
      console.log(`  ${work.padEnd(width)}  ${time}${aim === undefined ? "" : `  aim ≤ ${aim} s: ${seconds <= aim ? "met" : "NOT met"}`}`);
    }
    for (const { ratio, value, atLeast, atMost } of ratios) {
      const aims = [...(atLeast === undefined ? [] : [`aim ≥ ${atLeast}: ${value >= atLeast ? "met" : "NOT met"}`]), ...(atMost === undefined ? [] : [`aim ≤ ${atMost}: ${value <= atMost ? "met" : "NOT met"}`])];
      console.log(`  ${ratio.padEnd(width)}  ${value.toFixed(2).padStart(8)} ×${aims.map((aim) => `  ${aim}`).join("")}`);
    }
  }
}
