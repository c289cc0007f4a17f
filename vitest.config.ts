import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumArgs, findChromium } from "./scripts/chromium.mjs";
import { coursePlugin } from "./src/lesson/coursePlugin.node.ts";
import { isolationHeaders } from "./scripts/server.mjs";
import { calmLogger, prebundled } from "./vite.config.ts";

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
          // A file that starts a compiler or a server takes its time on a busy machine.
          testTimeout: 20_000,
          include: ["src/**/*.test.ts", "src/**/*.test.tsx", "scripts/**/*.test.ts"],
          exclude: ["**/*.browser.test.ts", "**/*.browser.test.tsx", "**/node_modules/**"],
        },
      },
      {
        customLogger: calmLogger("info"),
        plugins: [react(), coursePlugin({ root: import.meta.dirname })],
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
