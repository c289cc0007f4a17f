import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./course.ts";
import { openLesson } from "./lesson.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("the home page has no accessibility faults", async ({ page, course }) => {
      await page.goto(course);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await faults(new AxeBuilder({ page }))).toEqual([]);
    });

    test("a lesson with its outputs has no accessibility faults", async ({ page, course }) => {
      await openLesson(page, course, "welcome");
      await expect(page.getByRole("img", { name: /What one tap loses/ })).toBeVisible();
      expect(await faults(new AxeBuilder({ page }))).toEqual([]);
    });
  });
}

test("a lesson is readable on a phone: nothing is wider than the screen", async ({ page, course }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLesson(page, course, "welcome");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

async function faults(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} (${node.any.map((check) => check.message).join("; ")})`).join(", ")}`);
}
