/** An edit of the root cell until its dependants have their new values: this kernel and `@observablehq/runtime`, by turns in one page. */
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { graphOf, median, shapes, sizes } from "./graphs.mjs";

const warmEdits = 5;
const countedEdits = 30;

/**
 * @param {import("../../src/cli/headlessBrowser.ts").Drive} drive
 * @param {import("playwright-core").Page} page
 * @returns {Promise<import("../../scripts/bench.mjs").Measures>}
 */
export async function measurePropagation(drive, page) {
  await page.evaluate(await bundleObservable());
  const works = [];
  const ratios = [];
  for (const shape of shapes) {
    for (const size of sizes) {
      console.log(`  ${shape} of ${size} cells`);
      const ours = [];
      const theirs = [];
      // By turns, so that what else the machine does falls on both.
      for (let round = 0; round < 2; round += 1) {
        ours.push(...(await timeOurs(drive, shape, size)));
        theirs.push(...(await timeTheirs(page, shape, size)));
      }
      const work = `${shape} of ${size} cells`;
      works.push({ work: `${work}, Watercourse`, seconds: median(ours) / 1_000, aim: size === 1_000 ? 0.05 : 0.016 });
      works.push({ work: `${work}, @observablehq/runtime`, seconds: median(theirs) / 1_000 });
      ratios.push({ ratio: `${work}: our time against theirs`, value: median(ours) / median(theirs) });
    }
  }
  return { title: "An edit until its dependants have new values (median)", works, ratios };
}

/**
 * @param {import("../../src/cli/headlessBrowser.ts").Drive} drive
 * @param {import("./graphs.mjs").Shape} shape
 * @param {number} size
 */
async function timeOurs(drive, shape, size) {
  const cells = graphOf(shape, size).map(({ name, reads }) => ({ id: name, code: `const ${name} = ${reads.length === 0 ? "0" : ["1", ...reads.map((at) => `c${at}`)].join(" + ")};\n${name}` }));
  const edits = Array.from({ length: warmEdits + countedEdits }, (_, at) => ({ edit: { id: "c0", code: `const c0 = ${at + 1};\nc0` } }));
  const times = await drive("time", { mode: "automatic", cells, steps: [{ runAll: true }, ...edits] });
  return times.slice(1 + warmEdits);
}

/**
 * @param {import("playwright-core").Page} page
 * @param {import("./graphs.mjs").Shape} shape
 * @param {number} size
 */
async function timeTheirs(page, shape, size) {
  const request = { cells: graphOf(shape, size), edits: warmEdits + countedEdits };
  const times = await page.evaluate((sent) => /** @type {{ timeObservable(request: unknown): Promise<number[]> }} */ (/** @type {unknown} */ (globalThis)).timeObservable(sent), request);
  return times.slice(warmEdits);
}

/** The other runtime as one script. */
async function bundleObservable() {
  const input = fileURLToPath(new URL("./observablePage.mjs", import.meta.url));
  const result = await build({ configFile: false, logLevel: "silent", publicDir: false, build: { write: false, target: "esnext", minify: true, rolldownOptions: { input, output: { format: "iife" } } } });
  const outputs = Array.isArray(result) ? result : [result];
  const script = outputs.flatMap((part) => ("output" in part ? part.output : [])).find((file) => file.type === "chunk");
  if (script === undefined) throw new Error("The bundle of @observablehq/runtime has no script.");
  return script.code;
}
