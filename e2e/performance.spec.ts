import { expect, test } from "./course.ts";
import { cell, openLesson, untilIdle } from "./lesson.ts";

test("the performance lesson runs whole: every cell ends well, the sweep has nine points, DuckDB shows rows", async ({ page, course }) => {
  test.setTimeout(180_000);
  await openLesson(page, course, "performance");
  await page.getByRole("button", { name: "Run all" }).click();
  // The last cell's last point: "idle" may show before, between what runs on opening and what was asked for.
  await expect(cell(page, "buffer-sweep").getByRole("img", { name: /different buffers.*9 points/ })).toBeVisible({ timeout: 150_000 });
  await untilIdle(page, 30_000);

  await expect(page.getByRole("group", { name: /^Error E/ })).toHaveCount(0);
  await expect(page.locator('section[data-cell][data-status="error"], section[data-cell][data-status="blocked"]')).toHaveCount(0);
  const tables = cell(page, "first-run").getByRole("grid", { name: /^Table with [1-9][\d,]* rows$/ });
  expect(await tables.count()).toBeGreaterThan(0);
  await expect(tables.first().getByRole("gridcell").first()).not.toBeEmpty();
});
