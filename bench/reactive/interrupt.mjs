/** From Stop to the end of what ran, with the other cells' values intact. */
import { median } from "./graphs.mjs";

/** How long a cell runs before Stop is pressed, in ms. */
const runMs = 100;
const rounds = 15;

const works = {
  "while (true) {}": "while (true) {}",
  "a generator that never ends": "const numbers = function* () { let n = 0; while (true) yield n++ }; for (const n of numbers()) n",
  "a list method over a million items": "for (;;) [...Array(1e6).keys()].map((n) => n * 2).filter((n) => n % 3)",
  "an await that never settles": "await new Promise(() => {})",
  "sleepSync": "sleepSync(60_000)",
};

/**
 * @param {import("../../src/cli/headlessBrowser.ts").Drive} drive
 * @returns {Promise<import("../../scripts/bench.mjs").Measures>}
 */
export async function measureInterrupt(drive) {
  const measured = [];
  for (const [work, code] of Object.entries(works)) {
    console.log(`  Stop during ${work}`);
    const steps = Array.from({ length: rounds }, () => ({ run: ["busy"], interrupt: { afterMs: runMs } }));
    const times = await drive("time", { mode: "automatic", cells: [{ id: "kept", code: "const kept = 1" }, { id: "busy", code }], steps: [{ run: ["kept"] }, ...steps] });
    const latencies = times.slice(2).map((ms) => ms - runMs);
    measured.push({ work: `${work}, median`, seconds: median(latencies) / 1_000 }, { work: `${work}, slowest of ${latencies.length}`, seconds: Math.max(...latencies) / 1_000, aim: 0.2 });
  }
  return { title: "From Stop to the end of the run", works: measured, ratios: [] };
}
