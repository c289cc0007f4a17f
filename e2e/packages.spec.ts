/** npm packages in cells: from a server, then from the browser's own copy, then not at all. The server is played by the test. */
import type { BrowserContext } from "@playwright/test";
import { expect, test } from "./course.ts";
import { cell, openLesson, writeCode } from "./lesson.ts";

const files: Readonly<Record<string, string>> = {
  "/tools@1.2.3": 'export * from "/tools@1.2.3/es2022/tools.mjs";',
  "/tools@1.2.3/es2022/tools.mjs": 'import { factor } from "./factor.mjs"; export const twice = (n) => n * factor;',
  "/tools@1.2.3/es2022/factor.mjs": "export const factor = 2;",
};

async function serve(context: BrowserContext, asked: string[]): Promise<void> {
  await context.route("https://esm.sh/**", async (route) => {
    const path = new URL(route.request().url()).pathname;
    asked.push(path);
    const body = files[path];
    const headers = { "Access-Control-Allow-Origin": "*" };
    await route.fulfill(body === undefined ? { status: 404, headers, body: "not found" } : { status: 200, headers: { ...headers, "Content-Type": "application/javascript" }, body });
  });
}

test("a package is fetched when its cell runs, works without a network afterwards, and says so when it is not there", async ({ page, context, course }) => {
  const asked: string[] = [];
  const code = 'import { twice } from "npm:tools@1.2.3"\n`the answer is ${twice(21)}`';
  await serve(context, asked);
  await openLesson(page, course, "welcome");
  await writeCode(page, "endless", code);
  expect(asked).toEqual([]);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(cell(page, "endless")).toContainText("the answer is 42");
  expect(asked).toEqual(Object.keys(files));

  await context.unroute("https://esm.sh/**");
  await context.route("https://esm.sh/**", (route) => route.abort("internetdisconnected"));
  await page.reload();
  await writeCode(page, "endless", code);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(cell(page, "endless")).toContainText("the answer is 42");

  await writeCode(page, "endless", 'import { twice } from "npm:tools@1.2.4"\ntwice(21)');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(cell(page, "endless").getByRole("group", { name: /^Error E273/ })).toContainText("tools@1.2.4");
});

test("what the server does not have is said with its answer", async ({ page, context, course }) => {
  await serve(context, []);
  await openLesson(page, course, "welcome");
  await writeCode(page, "endless", 'import { twice } from "npm:tols@1.2.3"\ntwice(21)');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(cell(page, "endless").getByRole("group", { name: /^Error E274/ })).toContainText("status 404");
});
