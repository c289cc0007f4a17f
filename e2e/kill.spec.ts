/** A sample of `npm run soak`: pipelines killed in a real browser, and what is left of them. */
import type { KillPlan } from "../src/pipeline/reliability/kill.worker.ts";
import type { killPage } from "../src/pipeline/reliability/killPage.ts";
import { followMemory, KillableBrowser, killRounds, randomNumbers, servePage } from "../scripts/killing.mjs";
import { expect, test } from "./course.ts";

test("whatever is killed, and whenever, no row is lost and none is doubled", async () => {
  test.setTimeout(240_000);
  const seed = Date.now() % 1_000_000;
  const page = await servePage("killPage.ts");
  const browser = new KillableBrowser(page.url);
  try {
    const kills = await killRounds(browser, { pipelineName: "killed", kills: 20, random: randomNumbers(seed) });
    console.log(`20 kills with seed ${seed}: ${kills.map(({ victim, stage }) => `${victim} in ${stage}`).join(", ")}`);
    expect(kills.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(new Set(kills.map(({ victim }) => victim)).size).toBeGreaterThan(2);
  } finally {
    await browser.dispose();
    await page.close();
  }
});

test("a second tab is refused a pipeline while the first has it, the first works on, and the second can once the first is closed", async () => {
  test.setTimeout(120_000);
  const page = await servePage("killPage.ts");
  const browser = new KillableBrowser(page.url);
  try {
    const plan = { pipelineName: "shared", events: 4, fillerLength: 0, walk: "run", operation: undefined, victim: "all" } as const;
    const first = await browser.page();
    const second = await browser.newPage();
    expect(await roundIn(first, plan)).toBeUndefined();
    await expect(roundIn(second, plan)).rejects.toThrow("The pipeline `shared` is in use in another tab");
    expect(await roundIn(first, plan)).toBeUndefined();
    await browser.closePage();
    expect(await roundIn(second, plan)).toBeUndefined();
    const { last, wrong } = await second.evaluate((name) => (globalThis as unknown as InPage).killPage.check(name), plan.pipelineName);
    expect({ last, wrong }).toEqual({ last: 11, wrong: [] });
  } finally {
    await browser.dispose();
    await page.close();
  }
});

test("a million rows pass through without the kernel holding them", async () => {
  test.setTimeout(120_000);
  const page = await servePage("killPage.ts");
  const browser = new KillableBrowser(page.url);
  try {
    const { rows, samples } = await followMemory(browser, 1_000_000);
    expect(rows).toBe(1_000_000);
    expect(samples.length).toBeGreaterThan(2);
    // As objects they would take some 60 MB, and the bytes of what waits between the stages are bounded at 48 MB.
    expect(Math.max(...samples.map(({ kernelBytes }) => kernelBytes))).toBeLessThan(256e6);
  } finally {
    await browser.dispose();
    await page.close();
  }
});

interface InPage {
  readonly killPage: typeof killPage;
}

/** Runs a round in a tab; gives the error that it ended with. */
async function roundIn(page: Awaited<ReturnType<KillableBrowser["page"]>>, plan: KillPlan): Promise<string | undefined> {
  return page.evaluate(async (next) => (await (globalThis as unknown as InPage).killPage.round(next, undefined)).error, plan);
}
