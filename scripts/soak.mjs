/**
 * `npm run soak [-- --kills N] [--seed N]`: the long trial of what must never happen. Kills pipelines in a real browser
 * with real files at least 200 times, stops one in Node at every single operation on files, and follows the memory of
 * 10 million rows. Counts what it did, and fails when a row is lost or doubled.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";
import { runNode } from "./processes.mjs";

/** Rounds of kills on one pipeline: its history grows, and each reopening loads it again. */
const killsPerPipeline = 30;

requireNode();
await ensureDependencies();
const { ensureBrowser } = await import("./browser.mjs");
if ((await ensureBrowser()) === undefined) process.exit(1);
const { values } = parseArgs({ options: { kills: { type: "string", default: "210" }, seed: { type: "string", default: String(Date.now() % 1_000_000) } } });
const kills = Number(values.kills);
const seed = Number(values.seed);

const { KillableBrowser, followMemory, killRounds, randomNumbers, servePage } = await import("./killing.mjs");
const page = await servePage("killPage.ts");
const browser = new KillableBrowser(page.url);
process.once("exit", () => browser.killNow());

console.log(`Killing ${kills} times (seed ${seed}) …`);
/** @type {import("./killing.mjs").Kill[]} */
const journal = [];
/** @type {Awaited<ReturnType<typeof followMemory>>} */
let memory;
try {
  const random = randomNumbers(seed);
  while (journal.length < kills) {
    const already = journal.length;
    /** @param {import("./killing.mjs").Kill} kill @param {number} count */
    const onKill = (kill, count) => {
      if ((already + count) % 10 === 0) console.log(`  ${already + count}: ${kill.victim}, ${kill.walk}, ${kill.at}`);
    };
    journal.push(...(await killRounds(browser, { pipelineName: `killed_${already}`, kills: Math.min(killsPerPipeline, kills - already), random, onKill })));
  }
  console.log("\nLoading 10,000,000 rows …");
  memory = await followMemory(browser, 10_000_000);
} finally {
  await browser.dispose();
  await page.close();
}
report();
const isBounded = reportMemory(memory);

console.log("\nStopping at every operation on files …");
const { code } = await runNode(join(root, "node_modules", "vitest", "vitest.mjs"), ["run", "--root", root, "--project", "node", "src/pipeline/reliability"], { env: { WATERCOURSE_SOAK: "1" } });
process.exitCode = isBounded ? code : 1;

function report() {
  console.log(`\n${journal.length} kills, no row lost, none doubled.`);
  for (const [title, key] of /** @type {const} */ ([["who was killed", "victim"], ["in which stage", "stage"], ["how it was run", "walk"], ["what the next run did", "outcome"]])) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const kill of journal) counts.set(kill[key], (counts.get(kill[key]) ?? 0) + 1);
    console.log(`\n${title}`);
    for (const [name, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`  ${String(count).padStart(4)}  ${name}`);
  }
  console.log(`\n${JSON.stringify({ kills: journal.length, seed, lost: 0, doubled: 0 })}`);
}

/** @param {Awaited<ReturnType<typeof followMemory>>} memory */
function reportMemory({ rows, ms, samples }) {
  const peak = (/** @type {typeof samples} */ some) => Math.max(0, ...some.map(({ kernelBytes }) => kernelBytes));
  const [first, second] = [peak(samples.filter((sample) => sample.rows < rows / 2)), peak(samples.filter((sample) => sample.rows >= rows / 2))];
  const inMb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(`\n${rows.toLocaleString("en")} rows in ${(ms / 1000).toFixed(1)} s; memory of the kernel at most ${inMb(first)} in the first half and ${inMb(second)} in the second (${samples.length} samples)`);
  console.log(JSON.stringify({ rows, seconds: ms / 1000, kernelPeakFirstHalf: first, kernelPeakSecondHalf: second }));
  // Twice as many rows with no more memory: it does not grow with them.
  return rows === 10_000_000 && second < Math.max(1.25 * first, 256e6);
}
