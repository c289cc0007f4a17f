import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { buildLibrary } from "../scripts/library.mjs";
import { serveFolder } from "../scripts/server.mjs";
import { expect, root, test } from "./course.ts";

test("the library runs in a plain page, without a notebook and without isolation", async ({ page }) => {
  await buildLibrary();
  const outDir = await mkdtemp(join(tmpdir(), "watercourse-page-"));
  await build({ root: join(root, "examples/page"), configFile: false, base: "./", logLevel: "error", worker: { format: "es" }, build: { outDir, emptyOutDir: true, target: "esnext", assetsInlineLimit: 0 } });
  const server = await serveFolder(outDir);
  try {
    await page.goto(server.url);
    const result = page.locator("#result");
    await expect(result).toContainText('Rows: {"orders":1000,"orders__items":2000}', { timeout: 30_000 });
    await expect(result).toContainText("is LOADED and contains no failed jobs");
    await expect(result).toContainText("extract-1");
    await expect(result).toContainText("normalize-1");
  } finally {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
});
