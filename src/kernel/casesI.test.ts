/** Worked cases, block I: imports. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

describe("imports", () => {
  test("I1 adding what a failed cell lacks and running it runs the failed cell", async () => {
    const k = await TestKernel.open({ 0: "rng(); const x = 0" });
    await k.runAll();
    await k.add("1", "const rng = () => 1");
    expect((await k.cell("0")).stale).toBe(true);
    expect(await k.run("1")).toEqual(["1", "0"]);
    expect(await k.names()).toMatchObject({ x: 0 });
  });

  test("I2 I3 an import-only cell that runs again re-runs only users of what is new", async () => {
    const k = await TestKernel.open({ i: "import { sleep } from 'watercourse'", u: "const used = typeof sleep", v: "typeof pause" });
    await k.runAll();
    expect(await k.run("i")).toEqual(["i"]);
    expect(await k.edit("i", "import { sleep, sleepSync as pause } from 'watercourse'")).toEqual(["i", "v"]);
    expect((await k.cell("u")).runs).toBe(1);
  });

  test("I4 the same local name from something else re-runs its users", async () => {
    const k = await TestKernel.open({ i: "import { sleep as s } from 'watercourse'", u: "const name = typeof s" });
    await k.runAll();
    expect(await k.edit("i", "import { md as s } from 'watercourse'")).toEqual(["i", "u"]);
  });

  test("I6 users run when an import that failed is repaired", async () => {
    const k = await TestKernel.open({ i: "import { sleep, nap } from 'watercourse'", u: "const name = typeof sleep" });
    await k.runAll();
    expect(await k.results()).toEqual({ i: "exception", u: "cancelled" });
    expect((await k.cell("i")).error?.code).toBe("E207");
    expect(await k.edit("i", "import { sleep } from 'watercourse'")).toEqual(["i", "u"]);
  });

  test("I1 adding the import that a failed cell lacks, and running it, runs the failed cell", async () => {
    const k = await TestKernel.open({ 0: "const kind = typeof nap(0)" });
    await k.runAll();
    await k.add("i", "import { sleep as nap } from 'watercourse'");
    expect(await k.run("i")).toEqual(["i", "0"]);
  });

  test("I5 one import in two cells is a duplicate name; deleting one lets users run", async () => {
    const k = await TestKernel.open({ 0: "import { sleep } from 'watercourse'", 1: "import { sleep } from 'watercourse'", u: "const kind = typeof sleep" });
    expect(await k.runAll()).toEqual([]);
    expect(await k.results()).toEqual({ 0: "graph-error", 1: "graph-error", u: "blocked" });
    expect(await k.delete("1")).toEqual(["0", "u"]);
    expect(await k.names()).toMatchObject({ kind: "function" });
  });

  test("I7 I8 a statement beside the imports, or another alias, re-runs users", async () => {
    const k = await TestKernel.open({ i: "import { sleep as a, md as b } from 'watercourse'", u: "typeof a", v: "typeof b" });
    await k.runAll();
    expect(await k.edit("i", "import { md as a, md as b } from 'watercourse'")).toEqual(["i", "u"]);
    expect(await k.edit("i", "import { md as a, md as b } from 'watercourse'; 1")).toEqual(["i", "u", "v"]);
    expect(await k.run("i")).toEqual(["i", "u", "v"]);
  });

  test("I2 lazy: users stay fresh", async () => {
    const k = await TestKernel.open({ i: "import { sleep } from 'watercourse'", u: "typeof sleep" }, "lazy");
    await k.runAll();
    await k.run("i");
    expect(await k.stale()).toEqual([]);
  });
});
