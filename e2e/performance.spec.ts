import { expect, test } from "./course.ts";
import { cell, openLesson, untilIdle } from "./lesson.ts";

test("the performance lesson runs whole: every cell ends well, the sweep has nine points, DuckDB shows rows", async ({ page, course }) => {
  test.setTimeout(180_000);
  await openLesson(page, course, "performance");
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByRole("button", { name: "Run all" })).toBeHidden();
  await untilIdle(page, 150_000);

  await expect(page.getByRole("group", { name: /^Error E/ })).toHaveCount(0);
  await expect(page.locator('section[data-cell][data-status="error"], section[data-cell][data-status="blocked"]')).toHaveCount(0);
  await expect(cell(page, "buffer-sweep").getByRole("img", { name: /different buffers.*9 points/ })).toBeVisible();
  const tables = cell(page, "first-run").getByRole("group", { name: /^Table with [1-9][\d,]* rows$/ });
  expect(await tables.count()).toBeGreaterThan(0);
  await expect(tables.first().getByRole("cell").first()).not.toBeEmpty();
});
