import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumArgs, findChromium } from "./scripts/chromium.mjs";
import { isolationHeaders } from "./scripts/server.mjs";
import { prebundled } from "./vite.config.ts";

/** A private window slows each write to the origin's files fifty times, so the tests get a profile folder of their own. */
const profile = mkdtempSync(join(tmpdir(), "watercourse-vitest-"));
process.once("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["src/**/*.test.ts", "src/**/*.test.tsx", "scripts/**/*.test.ts"],
          exclude: ["**/*.browser.test.ts", "**/*.browser.test.tsx", "**/node_modules/**"],
        },
      },
      {
        plugins: [react()],
        server: { headers: isolationHeaders },
        worker: { format: "es" },
        optimizeDeps: { include: prebundled },
        test: {
          name: "browser",
          include: ["src/**/*.browser.test.ts", "src/**/*.browser.test.tsx"],
          testTimeout: 30_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ persistentContext: profile, launchOptions: { executablePath: findChromium(), args: chromiumArgs } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
