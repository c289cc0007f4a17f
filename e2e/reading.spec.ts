import { expect, test } from "./course.ts";

test("the home page lists the lessons and leads into the first", async ({ page, course }) => {
  await page.goto(course);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Performance optimisation" })).toBeVisible();
  await page.getByRole("link", { name: /^Start:/ }).click();
  await expect(page).toHaveTitle(/A page you can run/);
  await expect(page.getByRole("heading", { level: 1, name: "A page you can run" })).toBeVisible();
});

test("a lesson can be read before anything heavy is fetched", async ({ page, course }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(`${course}#/lessons/performance`);
  await expect(page.getByRole("heading", { level: 1, name: "Performance optimisation" })).toBeVisible();
  await expect(page.getByText("buffer", { exact: false }).first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(fetched.filter((path) => /duckdb|\.wasm$|mountEditor|editor\.worker|ts\.worker|codicon/i.test(path))).toEqual([]);
});

test("an address that leads nowhere says so and leads back", async ({ page, course }) => {
  await page.goto(`${course}#/lessons/no-such-lesson`);
  await expect(page.getByText("no-such-lesson", { exact: false }).first()).toBeVisible();
  await page.getByRole("link", { name: /Course/ }).first().click();
  await expect(page.getByRole("link", { name: "Performance optimisation" })).toBeVisible();
});
