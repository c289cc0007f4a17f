import { expect, test } from "./course.ts";
import { cell, openLesson, writeCode } from "./lesson.ts";

test.describe("on a static host that sends no headers, below a path", () => {
  test.use({ headers: {}, base: "/some/where/" });

  test("the service worker isolates the page after one reload, and lessons run", async ({ page, course }) => {
    let loads = 0;
    page.on("domcontentloaded", () => (loads += 1));
    await page.goto(course);
    await page.waitForFunction(() => crossOriginIsolated && typeof SharedArrayBuffer === "function");
    await openLesson(page, course, "welcome");
    await expect(cell(page, "greeting")).toContainText("Good to see you, stranger.");
    expect(loads).toBe(2);
  });

  test("a second visit needs no reload", async ({ page, course }) => {
    await page.goto(course);
    await page.waitForFunction(() => crossOriginIsolated);
    let loads = 0;
    page.on("domcontentloaded", () => (loads += 1));
    await page.goto("about:blank");
    await page.goto(course);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(loads).toBe(2);
  });

  test("without service workers everything still works: Stop restarts the kernel", async ({ page, course }) => {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { get: () => undefined }));
    await openLesson(page, course, "welcome");
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await expect(cell(page, "greeting")).toContainText("Good to see you, stranger.");
    await writeCode(page, "endless", "while (true) {}");
    await page.getByRole("button", { name: "Run cell endless" }).click();
    await expect(page.locator(".kernel-status").first()).toContainText("running endless");
    await page.getByRole("button", { name: "Stop, cell endless" }).click();
    await expect(page.getByRole("button", { name: "Run cell endless" })).toBeVisible();
    await page.getByRole("button", { name: "Run cell greeting" }).click();
    await expect(cell(page, "greeting")).toContainText("Good to see you, stranger.");
  });
});
