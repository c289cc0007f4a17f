/** What every journey starts with: the built course on a server, and a browser that nobody has used yet. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, chromium, type BrowserContext } from "@playwright/test";
import { chromiumArgs, findChromium } from "../scripts/chromium.mjs";
import { isolationHeaders, serveFolder } from "../scripts/server.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const dist = join(root, "dist");

interface CourseOptions {
  /** Headers that the server sends; those of isolation unless a test says otherwise. */
  headers: Record<string, string>;
  /** Path below which the course is served. */
  base: string;
  /** Address of the course's home page. */
  course: string;
}

export const test = base.extend<CourseOptions>({
  headers: [isolationHeaders, { option: true }],
  base: ["/", { option: true }],
  course: async ({ headers, base: path }, use) => {
    const server = await serveFolder(dist, { headers, base: path });
    await use(server.url);
    await server.close();
  },
  // A private window slows the origin's files fifty times, so each test has a profile folder.
  context: async ({ contextOptions, viewport, colorScheme }, use) => {
    const profile = await mkdtemp(join(tmpdir(), "watercourse-e2e-"));
    const context: BrowserContext = await chromium.launchPersistentContext(profile, {
      ...contextOptions,
      viewport,
      colorScheme,
      executablePath: findChromium(),
      headless: true,
      args: chromiumArgs,
    });
    await use(context);
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
  page: async ({ context }, use) => {
    await use(context.pages()[0] ?? (await context.newPage()));
  },
});

export { expect } from "@playwright/test";
