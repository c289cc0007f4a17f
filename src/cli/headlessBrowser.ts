/** A real Chromium without a window, in which the built course stands ready to be driven. */
import { mkdtemp, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { type HeadlessDriver, driverName } from "../app/headless/contract.ts";
import { ensureBuild } from "../../scripts/build.mjs";
import { chromiumArgs, findChromium } from "../../scripts/chromium.mjs";
import { isolationHeaders, serveFolder } from "../../scripts/server.mjs";
import { CodedError } from "../diagnostic/codedError.ts";
import { cliError } from "./errors.ts";

/** The course loads in a second or two; a slow, busy machine gets this long. */
const longestStartMs = 60_000;
/** How much longer than asked a run may take before the page counts as hung. */
const graceMs = 30_000;

/** Calls one method of the driver in the page; both ways as JSON. */
export type Drive = <Method extends keyof HeadlessDriver>(
  method: Method,
  request: Parameters<HeadlessDriver[Method]>[0],
  longestMs?: number,
) => Promise<Awaited<ReturnType<HeadlessDriver[Method]>>>;

/**
 * Builds the course if its sources changed, serves it, opens it in a browser of its own, and closes all that again.
 * The browser has a fresh profile on disk (a private window would slow files fifty times) and reaches nothing but the
 * course: whatever a lesson asks of the network fails.
 *
 * @param work  what to do with the open course; benchmarks also run other things in its page
 * @param log   told of a build, which takes its time
 * @throws E706 without a browser, E707 when it fails, E709 when the course does not build; what `work` throws
 */
export async function withHeadlessCourse<Result>(work: (drive: Drive, page: Page) => Promise<Result>, log: (line: string) => void): Promise<Result> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw cliError("E706");
  const { outDir } = await ensureBuild({ log }).catch((error: unknown) => {
    throw cliError("E709", { reason: firstLine(error) }, { cause: error });
  });
  const server = await serveFolder(outDir, { headers: isolationHeaders });
  const profile = await mkdtemp(join(tmpdir(), "watercourse-"));
  const removeProfile = () => rmSync(profile, { recursive: true, force: true });
  process.once("exit", removeProfile);
  let context: BrowserContext | undefined;
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      args: chromiumArgs,
      // Everything but the course goes to a proxy that is not there, other ports of this machine included.
      proxy: { server: "http://127.0.0.1:9", bypass: `<-loopback>,${new URL(server.url).host}` },
    });
    const page = context.pages()[0] ?? (await context.newPage());
    return await work(await openCourse(page, server.url), page);
  } catch (error) {
    throw error instanceof CodedError ? error : cliError("E707", { reason: firstLine(error) }, { cause: error });
  } finally {
    await context?.close().catch(() => undefined);
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    process.removeListener("exit", removeProfile);
  }
}

async function openCourse(page: Page, url: string): Promise<Drive> {
  const ended = new Promise<never>((_, reject) => {
    page.once("crash", () => reject(cliError("E707", { reason: "the page crashed, most often for want of memory." })));
    page.once("close", () => reject(cliError("E707", { reason: "the browser was closed." })));
  });
  // The race below is where it matters; without one under way nobody is to hear of it.
  ended.catch(() => undefined);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));

  await page.goto(`${url}#/headless`);
  await page.waitForFunction((name) => name in globalThis, driverName, { timeout: longestStartMs }).catch(() => {
    throw cliError("E707", { reason: complaints[0] ?? `the course was not ready after ${longestStartMs / 1000} s.` });
  });
  return (method, request, longestMs) => Promise.race([ended, late(longestMs), call(page, method, request)]);
}

function call<Method extends keyof HeadlessDriver>(page: Page, method: Method, request: unknown): Promise<Awaited<ReturnType<HeadlessDriver[Method]>>> {
  return page.evaluate(
    async ([name, ask, sent]) => {
      const driver = (globalThis as unknown as Record<string, Record<string, (request: unknown) => Promise<unknown>>>)[name];
      const answer = driver?.[ask];
      if (answer === undefined) throw new Error(`The course has no "${ask}".`);
      return JSON.stringify(await answer(JSON.parse(sent)));
    },
    [driverName, method, JSON.stringify(request)] as const,
  ).then((answer) => JSON.parse(answer));
}

function late(longestMs: number | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (longestMs === undefined) return;
    setTimeout(() => reject(cliError("E707", { reason: "the page did not answer, not even to Stop." })), longestMs + graceMs).unref();
  });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0] ?? text;
}
