/** What a reader does on a lesson's page. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Opens a lesson and waits until the cells that run by themselves have run. */
export async function openLesson(page: Page, course: string, id: string): Promise<void> {
  await page.goto(`${course}#/lessons/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // A page whose kernel has not started is idle, too: the first cell of each lesson runs by itself and then shows its time.
  await expect(page.locator("section[data-cell]").first().locator(".cell-time")).toHaveText(/\d/, { timeout: 20_000 });
  await untilIdle(page);
}

/** Waits until the kernel has started and runs nothing. */
export async function untilIdle(page: Page, timeout = 20_000): Promise<void> {
  await expect(page.getByRole("button", { name: "Run all" })).toBeVisible({ timeout });
  await expect(page.locator(".kernel-status").first()).toHaveText("idle", { timeout });
}

export function cell(page: Page, id: string): Locator {
  return page.getByRole("region", { name: `Cell ${id}`, exact: true });
}

/** Puts a text into a cell, in the editor that a click on its code brings. */
export async function writeCode(page: Page, id: string, code: string): Promise<void> {
  const frame = cell(page, id).getByRole("group", { name: `Code of cell ${id}` });
  await frame.click();
  await expect(frame).toHaveAttribute("data-mode", "live", { timeout: 20_000 });
  await expect(frame.locator(".monaco-editor.focused")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(code);
}
