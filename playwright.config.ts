import { defineConfig } from "@playwright/test";

/** Journeys through the built course; `e2e/course.ts` starts the server and a browser with a profile on disk for each. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/buildCourse.ts",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: true,
  reporter: "list",
});
