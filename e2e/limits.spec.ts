/** What goes wrong around the page: a full disk, files that do not arrive, a browser that lacks something. */
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { isolationHeaders, serveFolder } from "../scripts/server.mjs";
import { dist, expect, test } from "./course.ts";
import { cell, openLesson, untilIdle, writeCode } from "./lesson.ts";

/** A pipeline whose rows take about half a kilobyte each, for a cell that no other cell reads from. */
function pipelineCode(steps: string, rows = 20): string {
  return [
    'const filler = "x".repeat(500);',
    "const source = dlt.resource(function* () {",
    `  for (let n = 0; n < ${rows}; n++) yield { n, filler };`,
    '}, { name: "source" });',
    'const trial = dlt.pipeline({ pipelineName: "trial", destination: "duckdb", datasetName: "data" });',
    steps,
  ].join("\n");
}

const runAndShow = 'await trial.run(source);\ntrial.dataset().table("source")';

async function runInstead(page: Page, id: string, code: string): Promise<void> {
  await writeCode(page, id, code);
  await page.keyboard.press("ControlOrMeta+Enter");
}

async function runAgain(page: Page, id: string): Promise<void> {
  await page.getByRole("button", { name: `Run cell ${id}` }).click();
}

function error(page: Page, id: string, code: string) {
  return cell(page, id).getByRole("group", { name: new RegExp(`^Error ${code}`) });
}

/** The rest of the page works: the slider moves what depends on it. */
async function expectRestToWork(page: Page, drips: string): Promise<void> {
  await page.getByRole("slider", { name: "Drips per minute" }).fill(drips);
  await expect(page.getByText("litres run down the drain", { exact: false })).toContainText(`At ${drips} drips per minute`);
}

/** Gives the site only so much room, in bytes; undefined gives back what it had. */
async function limitRoom(context: BrowserContext, page: Page, bytes?: number): Promise<void> {
  // The session stays: with its end the limit would go.
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, ...(bytes === undefined ? {} : { quotaSize: bytes }) });
}

test.describe("a full disk", () => {
  test("stops extract with what, where and how to go on; with room again the cell runs", async ({ page, context, course }) => {
    await openLesson(page, course, "welcome");
    await limitRoom(context, page, 3_000_000);
    await runInstead(page, "endless", pipelineCode("await trial.extract(source);\n`${trial.lastTrace.steps.length} step`", 20_000));
    const full = error(page, "endless", "E460");
    await expect(full).toContainText(/no room left to write .*\/source\.\w+\.0\.typed-jsonl/);
    await full.getByText("How to fix").click();
    await expect(full).toContainText("Free space");
    await expectRestToWork(page, "45");
    await limitRoom(context, page);
    await runAgain(page, "endless");
    await expect(cell(page, "endless")).toContainText("1 step");
  });

  test("that is full from the start is told, rather than taken for no disk", async ({ page, context, course }) => {
    await openLesson(page, course, "welcome");
    await limitRoom(context, page, 1);
    await runInstead(page, "endless", pipelineCode(runAndShow));
    await expect(error(page, "endless", "E460")).toBeVisible();
    await limitRoom(context, page);
    await runAgain(page, "endless");
    await expect(cell(page, "endless")).toContainText("20 rows · 4 columns");
  });

  test("stops normalize in its workers, too, and the package is there for the next try", async ({ page, context, course }) => {
    await openLesson(page, course, "welcome");
    await runInstead(page, "endless", pipelineCode('await trial.extract(source);\n"extracted"', 20_000));
    await expect(cell(page, "endless")).toContainText("extracted");
    await limitRoom(context, page, 1);
    await runInstead(page, "endless", pipelineCode('await trial.normalize();\n"normalized"'));
    await expect(error(page, "endless", "E460")).toBeVisible();
    await limitRoom(context, page);
    await runAgain(page, "endless");
    await expect(cell(page, "endless")).toContainText("normalized");
  });
});

test.describe("DuckDB that does not arrive", () => {
  for (const file of ["duckdb-eh", "duckdb-browser-eh", "duckdbWorker", "engine.browser"]) {
    test(`is told in the cell when the server lacks ${file}; once it has it, the cell runs`, async ({ page }) => {
      const host = await courseWithout(file);
      try {
        await openLesson(page, host.url, "welcome");
        await runInstead(page, "endless", pipelineCode(runAndShow));
        await expect(error(page, "endless", "E480")).toContainText("DuckDB did not start: its files could not be fetched.");
        await expectRestToWork(page, "45");
        await host.restore();
        // The package of the first try has waited.
        await runAgain(page, "endless");
        await expect(cell(page, "endless")).toContainText("40 rows · 4 columns");
      } finally {
        await host.close();
      }
    });
  }

  test("is told in the cell when the connection breaks", async ({ page, context, course }) => {
    await openLesson(page, course, "welcome");
    await context.route(/duckdb-eh.*\.wasm/, (route) => route.abort());
    await runInstead(page, "endless", pipelineCode(runAndShow));
    await expect(error(page, "endless", "E480")).toContainText("its files could not be fetched");
    await context.unroute(/duckdb-eh.*\.wasm/);
    await runAgain(page, "endless");
    await expect(cell(page, "endless")).toContainText("40 rows · 4 columns");
  });
});

test.describe("parts of the page that do not arrive", () => {
  test("a lesson's own file: the page says so, and trying again opens it", async ({ page, context, course }) => {
    const file = /assets\/performance-.*\.js/;
    await context.route(file, (route) => route.abort());
    await page.goto(`${course}#/lessons/performance`);
    await expect(page.getByRole("heading", { name: "The lesson “performance” could not be loaded." })).toBeVisible();
    await expect(page.getByText("E606")).toBeVisible();
    await context.unroute(file);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Performance optimisation" })).toBeVisible();
  });

  for (const file of ["KernelClient", "kernel.worker"]) {
    test(`the kernel (${file}): the lesson can be read, and Restart starts it`, async ({ page, context, course }) => {
      const pattern = new RegExp(`assets/${file}.*\\.js`);
      await context.route(pattern, (route) => route.abort());
      await page.goto(`${course}#/lessons/welcome`);
      await expect(page.getByRole("alert")).toContainText("did not start");
      await expect(page.getByRole("alert")).not.toContainText("http");
      await expect(page.getByText("Here is a dripping tap.")).toBeVisible();
      await context.unroute(pattern);
      await page.getByRole("button", { name: "Restart" }).click();
      await expect(cell(page, "greeting")).toContainText("Good to see you, stranger.");
    });
  }

  test("the charts: the numbers are told in words", async ({ page, context, course }) => {
    await context.route(/assets\/ChartPlot.*\.js/, (route) => route.abort());
    await openLesson(page, course, "welcome");
    await expect(cell(page, "year")).toContainText("What one tap loses");
    await expect(cell(page, "year")).toContainText("Shown as plain text");
    await expectRestToWork(page, "45");
  });
});

test.describe("a browser", () => {
  test("without workers shows the lesson and says that nothing can run", async ({ page, context, course }) => {
    await without(context, "delete globalThis.Worker");
    await page.goto(`${course}#/lessons/welcome`);
    await expect(page.getByText("Here is a dripping tap.")).toBeVisible();
    await expect(page.getByRole("complementary", { name: "Notices" })).toContainText("no background workers, so cells cannot run here");
    await page.getByRole("button", { name: "Run cell greeting" }).click();
    await expect(page.getByRole("alert")).toContainText("E601");
    await expect(page.getByRole("button", { name: "Restart" })).toHaveCount(0);
  });

  test("without WebAssembly runs everything but the database", async ({ page, context, course }) => {
    await without(context, "delete globalThis.WebAssembly");
    await openLesson(page, course, "welcome");
    await expect(page.getByRole("complementary", { name: "Notices" })).toContainText("WebAssembly is switched off");
    await runInstead(page, "endless", pipelineCode(runAndShow));
    await expect(error(page, "endless", "E487")).toContainText("DuckDB cannot run here");
    await expectRestToWork(page, "45");
    await runInstead(page, "endless", pipelineCode('await trial.extract(source);\nawait trial.normalize();\n"normalized"'));
    await expect(cell(page, "endless")).toContainText("normalized");
  });

  test("without private files keeps pipelines in memory and says so where they run", async ({ page, context, course }) => {
    await without(context, "delete StorageManager.prototype.getDirectory");
    await openLesson(page, course, "welcome");
    await expect(page.getByRole("complementary", { name: "Notices" })).toContainText("pipelines keep their data in memory");
    await runInstead(page, "endless", pipelineCode(runAndShow));
    await expect(cell(page, "endless")).toContainText("20 rows · 4 columns");
    await expect(cell(page, "endless")).toContainText("E463");
  });

  test("without a database of its own says that edits are not saved, and works on", async ({ page, context, course }) => {
    await without(context, 'Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } })');
    await openLesson(page, course, "welcome");
    await expect(page.getByRole("complementary", { name: "Notices" })).toContainText("cannot be saved");
    await expectRestToWork(page, "45");
    await untilIdle(page);
  });
});

/** Takes something away from the page, and from the kernel's worker before its own code. */
async function without(context: BrowserContext, script: string): Promise<void> {
  await context.addInitScript(script);
  await context.route(/assets\/kernel\.worker.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script};\n${await response.text()}` });
  });
}

/** A host with the whole course but the files of a name. Workers that workers start ask the server past any route of the page's. */
async function courseWithout(name: string) {
  const folder = await mkdtemp(join(tmpdir(), "watercourse-host-"));
  await mkdir(join(folder, "assets"));
  const [files, assets] = [await readdir(dist, { withFileTypes: true }), await readdir(join(dist, "assets"))];
  for (const { name: file } of files) if (file !== "assets") await symlink(join(dist, file), join(folder, file));
  const link = (file: string) => symlink(join(dist, "assets", file), join(folder, "assets", file));
  const isMissing = (file: string) => file.startsWith(`${name}-`) || file.startsWith(`${name}.`);
  expect(assets.filter(isMissing)).not.toEqual([]);
  for (const file of assets) if (!isMissing(file)) await link(file);
  const server = await serveFolder(folder, { headers: isolationHeaders });
  return {
    url: server.url,
    async restore() {
      for (const file of assets) if (isMissing(file)) await link(file);
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
