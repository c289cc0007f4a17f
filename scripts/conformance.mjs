/**
 * `npm run conformance [-- --vectors FILE]`: compares this library with what was observed of dlt. Prints a table per area,
 * what differs, and last one line of JSON: `{"area": {"passed": n, "failed": n}}`.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";

requireNode();
const { values } = parseArgs({ options: { vectors: { type: "string" } } });
await ensureDependencies();
const { withSource } = await import("./sources.mjs");

const path = values.vectors === undefined ? resolve(root, "src/pipeline/fixtures/dlt-vectors.json") : resolve(values.vectors);
const file = readVectors(path);
/** @type {Record<string, string>} */
const deviations = JSON.parse(readFileSync(resolve(root, "src/pipeline/fixtures/deviations.json"), "utf8"));

await withSource("src/pipeline/conformance/runVectors.ts", async ({ runVectors, tally }) => {
  /** @type {import("../src/pipeline/conformance/runVectors.ts").VectorResult[]} */
  const results = await runVectors(file);
  const failed = results.filter(({ difference }) => difference !== undefined);
  for (const { vector, difference } of failed) {
    const reason = deviations[vector.id];
    console.log(`${vector.id}${vector.note === undefined ? "" : ` (${vector.note})`}\n  ${reason === undefined ? difference : `deviates on purpose: ${reason}`}\n`);
  }
  const tallies = tally(results);
  const width = Math.max(4, ...Object.keys(tallies).map((area) => area.length));
  console.log(`${"area".padEnd(width)}  passed  failed  on purpose`);
  for (const [area, { passed, failed: count }] of Object.entries(tallies)) {
    const listed = failed.filter(({ vector }) => vector.area === area && vector.id in deviations).length;
    console.log(`${area.padEnd(width)}  ${String(passed).padStart(6)}  ${String(count).padStart(6)}  ${String(listed).padStart(10)}`);
  }
  const unlisted = failed.filter(({ vector }) => !(vector.id in deviations)).length;
  console.log(`\n${results.length} vectors: ${results.length - failed.length} as dlt, ${failed.length - unlisted} different on purpose, ${unlisted} different.`);
  console.log(JSON.stringify(tallies));
  process.exitCode = unlisted === 0 ? 0 : 1;
});

/**
 * @param {string} from
 * @returns {import("../src/pipeline/conformance/runVectors.ts").VectorFile}
 */
function readVectors(from) {
  try {
    const parsed = JSON.parse(readFileSync(from, "utf8"));
    if (Array.isArray(parsed?.vectors)) return parsed;
    console.error(`${from} holds no list \`vectors\`.`);
  } catch (error) {
    console.error(`${from} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  process.exit(2);
}
