/**
 * `npm test`: installs what is missing, a browser included, then runs every kind of test and adds them up.
 *
 *     npm test -- [check] [unit] [build] [e2e]      only these steps
 *
 * The last line is always `N passed, N failed`; the exit code is 0 only when nothing failed.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";
import { runNode } from "./processes.mjs";

/** @typedef {{ passed: number, failed: number }} Tally */

requireNode();
const scratch = mkdtempSync(join(tmpdir(), "watercourse-test-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** Steps in order. A step that cannot even run counts as one failure. @type {Record<string, () => Promise<Tally>>} */
const steps = { check: runStatic, unit: runVitest, build: runBuild, e2e: runPlaywright };

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in steps));
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}". Steps: ${Object.keys(steps).join(", ")}.`);
  process.exit(2);
}

await ensureDependencies();
const { ensureBrowser } = await import("./browser.mjs");
const browser = await ensureBrowser();
if (browser !== undefined) console.log(`Testing in ${browser}`);

const total = { passed: 0, failed: browser === undefined ? 1 : 0 };
for (const [name, run] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const tally = await run().catch((error) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    return { passed: 0, failed: 1 };
  });
  total.passed += tally.passed;
  total.failed += tally.failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** @returns {Promise<Tally>} */
async function runStatic() {
  const { runChecks } = await import("./check.mjs");
  return runChecks();
}

/** Unit tests, in Node and in the browser; without a browser, those of Node. @returns {Promise<Tally>} */
async function runVitest() {
  const report = join(scratch, "vitest.json");
  const projects = browser === undefined ? ["--project", "node"] : [];
  const args = ["run", "--root", root, ...projects, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await runNode(join(root, "node_modules", "vitest", "vitest.mjs"), args);
  const { numPassedTests, numFailedTests, testResults } = readReport(report);
  const brokenFiles = testResults.filter((/** @type {{ status: string, assertionResults: unknown[] }} */ file) => file.status === "failed" && file.assertionResults.length === 0);
  return withExitCode({ passed: numPassedTests, failed: numFailedTests + brokenFiles.length }, code);
}

/** The production build, and its size. @returns {Promise<Tally>} */
async function runBuild() {
  const [{ ensureBuild }, { runChecks, sizeCheck }] = await Promise.all([import("./build.mjs"), import("./check.mjs")]);
  const { fresh } = await ensureBuild();
  if (!fresh) console.log("The build is up to date.");
  const size = await runChecks([sizeCheck]);
  return { passed: size.passed + 1, failed: size.failed };
}

/** Whole journeys through the built course. @returns {Promise<Tally>} */
async function runPlaywright() {
  if (browser === undefined) return { passed: 0, failed: 1 };
  const report = join(scratch, "playwright.json");
  const { code } = await runNode(join(root, "node_modules", "@playwright", "test", "cli.js"), ["test", "--config", join(root, "playwright.config.ts"), "--reporter=list,json"], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const { stats, errors } = readReport(report);
  return withExitCode({ passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }, code);
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error("The runner ended before it wrote its report; its own message is above.", { cause: error });
  }
}

/**
 * A runner that fails without a failed test (an error outside any test) counts as one failure.
 *
 * @param {Tally} tally
 * @param {number} code
 */
function withExitCode(tally, code) {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
