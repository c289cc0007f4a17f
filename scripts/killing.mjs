/**
 * Kills pipelines in a real browser and looks at what is left: the kernel's worker, the page, one of the pipeline's own
 * workers, or the whole browser, at any operation on files or after any time. For the tests and the soak.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { chromiumArgs, findChromium } from "./chromium.mjs";
import { root } from "./dependencies.mjs";
import { isolationHeaders, serveFolder } from "./server.mjs";

/** @typedef {import("../src/pipeline/reliability/kill.worker.ts").KillPlan} KillPlan */
/** @typedef {import("../src/pipeline/reliability/killPage.ts").RoundOutcome} RoundOutcome */
/** @typedef {import("../src/pipeline/reliability/kill.worker.ts").KillCheck} KillCheck */
/** @typedef {{ killPage: typeof import("../src/pipeline/reliability/killPage.ts").killPage }} InPage */
/** @typedef {"worker" | "reload" | "close" | "normalize" | "duckdb" | "browser"} Victim */
/** @typedef {{ victim: Victim, walk: string, at: string, stage: string, outcome: string, last: number, wrong: readonly string[] }} Kill */

/** Longer than any round or check takes on a busy machine. */
const longestMs = 60_000;

export const victims = /** @type {const} */ (["worker", "reload", "close", "normalize", "duckdb", "browser"]);

/** A reproducible sequence of numbers in [0, 1). @param {number} seed */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Builds a page of `src/pipeline/reliability/` by its entry, and serves it isolated. @param {string} entry */
export async function servePage(entry) {
  const folder = await mkdtemp(join(tmpdir(), "watercourse-page-"));
  await build({
    root,
    configFile: false,
    base: "./",
    publicDir: false,
    logLevel: "error",
    worker: { format: "es" },
    build: { outDir: folder, emptyOutDir: true, target: "esnext", minify: false, assetsInlineLimit: 0, rolldownOptions: { input: join(root, "src/pipeline/reliability", entry), output: { entryFileNames: "page.js" } } },
  });
  await writeFile(join(folder, "index.html"), '<!doctype html><meta charset="utf-8"><title>Pipelines</title><script type="module" src="page.js"></script>');
  const server = await serveFolder(folder, { headers: isolationHeaders });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A browser with a profile on disk that lives on when the browser is killed. */
export class KillableBrowser {
  /** @type {import("node:child_process").ChildProcess | undefined} */ #process;
  /** @type {import("playwright-core").Browser | undefined} */ #browser;
  /** @type {import("playwright-core").Page | undefined} */ #page;
  #profile = "";
  #url;

  /** @param {string} url */
  constructor(url) {
    this.#url = url;
  }

  /** The page, opened if need be. */
  async page() {
    if (this.#browser === undefined) await this.#start();
    if (this.#page === undefined || this.#page.isClosed()) {
      this.#page = await this.#browser?.contexts()[0]?.newPage();
      await this.#page?.goto(this.#url);
    }
    const page = this.#page;
    if (page === undefined) throw new Error("The browser has no window.");
    await page.waitForFunction(() => "killPage" in globalThis);
    return page;
  }

  /** One more tab. */
  async newPage() {
    const page = await this.#browser?.contexts()[0]?.newPage();
    if (page === undefined) throw new Error("The browser has no window.");
    await page.goto(this.#url);
    await page.waitForFunction(() => "killPage" in globalThis);
    return page;
  }

  /** Ends the page as a reader does. */
  async closePage() {
    await this.#page?.close();
    this.#page = undefined;
  }

  /** Sends the kill and waits for nothing: for when this process ends. */
  killNow() {
    if (this.#process?.pid !== undefined && this.#process.exitCode === null && this.#process.signalCode === null) process.kill(-this.#process.pid, "SIGKILL");
  }

  /** Ends the browser with all its processes, without a word to any of them. */
  async kill() {
    const browser = this.#process;
    if (browser === undefined) return;
    const ended = new Promise((resolve) => browser.once("exit", resolve));
    this.killNow();
    await ended;
    await this.#browser?.close().catch(() => undefined);
    this.#browser = this.#page = this.#process = undefined;
  }

  async dispose() {
    await this.kill();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async #start() {
    if (this.#profile === "") this.#profile = await mkdtemp(join(tmpdir(), "watercourse-kill-"));
    const portFile = join(this.#profile, "DevToolsActivePort");
    await rm(portFile, { force: true });
    const executable = findChromium();
    if (executable === undefined) throw new Error("There is no browser to kill.");
    this.#process = spawn(executable, ["--headless=new", "--remote-debugging-port=0", "--enable-blink-features=ForceEagerMeasureMemory", `--user-data-dir=${this.#profile}`, ...chromiumArgs, "about:blank"], { stdio: "ignore", detached: true });
    for (let tries = 0; ; tries++) {
      const port = (await readFile(portFile, "utf8").catch(() => "")).split("\n")[0];
      if (port) {
        this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
        return;
      }
      if (tries > 200) throw new Error("The browser did not start within 20 s.");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/**
 * Kills rounds of one pipeline, each somewhere else, and checks after each that no row is lost or doubled.
 *
 * @param {KillableBrowser} browser
 * @param {{ pipelineName: string, kills: number, random: () => number, victims?: readonly Victim[], onKill?: (kill: Kill, count: number) => void }} options
 * @returns {Promise<Kill[]>}
 */
export async function killRounds(browser, { pipelineName, kills, random, victims: chosen = victims, onKill }) {
  /** @type {Kill[]} */
  const journal = [];
  /** Operations that a round takes, by walk and size: where to kill is chosen below that. @type {Map<string, number>} */
  const lengths = new Map();
  let last = -1;
  while (journal.length < kills) {
    const victim = /** @type {Victim} */ (chosen[Math.floor(random() * chosen.length)]);
    const own = victim === "normalize" || victim === "duckdb";
    const walk = random() < 0.5 ? "run" : "steps";
    const isLarge = random() < 0.4;
    const kind = `${walk}${isLarge ? ", large" : ""}`;
    const byTime = random() < 0.25 && !own;
    const known = lengths.get(kind);
    const operation = known === undefined || byTime ? undefined : 1 + Math.floor(random() * known);
    /** @type {KillPlan} */
    const plan = { pipelineName, events: isLarge ? 6 : 4, fillerLength: isLarge ? 300_000 : 0, walk, operation, victim: own ? victim : "all" };
    const page = await browser.page();
    /** @type {RoundOutcome} */
    const round = await inTime(`the round whose ${victim} was to be killed (${kind}, operation ${operation})`, page.evaluate(([next, ms]) => /** @type {InPage} */ (/** @type {unknown} */ (globalThis)).killPage.round(next, ms), /** @type {const} */ ([plan, byTime ? 1 + Math.floor(random() * 150) : undefined])));
    if (round.reached === undefined) {
      if (round.error !== undefined) throw new Error(`A round that nobody killed failed: ${round.error}`);
      lengths.set(kind, round.operations);
    } else if (victim === "worker") await page.evaluate(() => /** @type {InPage} */ (/** @type {unknown} */ (globalThis)).killPage.killWorker());
    else if (victim === "reload") await page.reload();
    else if (victim === "close") await browser.closePage();
    else if (victim === "browser") await browser.kill();

    /** @type {KillCheck} */
    const check = await inTime(`the check after the ${victim} was killed (${kind}, ${round.reached})`, (await browser.page()).evaluate((name) => /** @type {InPage} */ (/** @type {unknown} */ (globalThis)).killPage.check(name), pipelineName));
    const gained = check.last - last;
    const wrong = [...check.wrong];
    // A round is there whole or not at all; one that came to its end is there.
    if (gained !== plan.events && (gained !== 0 || (round.reached === undefined && round.error === undefined))) wrong.push(`the last event went from ${last} to ${check.last} in a round of ${plan.events}`);
    last = check.last;
    if (round.reached !== undefined) {
      const outcome = gained === 0 ? "repeated from the start" : check.pending > 0 ? "finished from what waited" : "was complete";
      /** @type {Kill} */
      const kill = { victim, walk: kind, at: round.reached, stage: stageOf(round.reached), outcome, last, wrong };
      journal.push(kill);
      onKill?.(kill, journal.length);
    }
    if (wrong.length > 0) throw new Error(`After the ${victim} was killed (${kind}, ${round.reached ?? "at its end"}):\n  ${wrong.join("\n  ")}`);
  }
  return journal;
}

/** Fails when something hangs: that is a fault, too. @template Value @param {string} what @param {Promise<Value>} work @returns {Promise<Value>} */
function inTime(what, work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Nothing came of ${what} within ${longestMs / 1000} s.`)), longestMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Loads rows in a fresh pipeline and follows the memory of the worker that runs it.
 *
 * @param {KillableBrowser} browser
 * @param {number} rows
 */
export async function followMemory(browser, rows) {
  const page = await browser.page();
  return page.evaluate((count) => /** @type {InPage} */ (/** @type {unknown} */ (globalThis)).killPage.memory(`rows_${count}`, count), rows);
}

/** The stage that an operation belongs to. @param {string} operation */
function stageOf(operation) {
  if (operation.startsWith("after ")) return "any time";
  if (operation.includes("normalize/extracted/")) return "extract";
  if (operation.includes("load/normalized/")) return "normalize";
  if (operation.includes("load/loaded/")) return "load";
  return "commit";
}
