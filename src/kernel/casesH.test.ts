/** Worked cases, block H: inputs. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

const cells = { 1: "const s = ui.slider(0, 10); s", 2: "const x = s.value + 1", 3: "x" };

describe("inputs", () => {
  test("H1 a change runs the cells that read the variable, not the one that made it", async () => {
    const k = await TestKernel.open(cells);
    await k.runAll();
    expect(await k.set("s", 5)).toEqual(["2", "3"]);
    expect(await k.names()).toEqual({ s: 5, x: 6 });
    expect((await k.cell("1")).outputs[0]?.output).toMatchObject({ kind: "input", value: 5, spec: { type: "slider", min: 0, max: 10, step: 1 } });
    expect(await k.do({ type: "set", input: "1/1", value: 7 })).toEqual(["2", "3"]);
  });

  test("H1 lazy the readers turn stale", async () => {
    const k = await TestKernel.open(cells, "lazy");
    await k.runAll();
    expect(await k.set("s", 5)).toEqual([]);
    expect(await k.stale()).toEqual(["2", "3"]);
  });

  test("H2 reading the value where the input is made is an error with the way out", async () => {
    const k = await TestKernel.open({ 1: "const s = ui.slider({ min: 1, max: 9 }); s.value" });
    await k.runAll();
    expect((await k.cell("1")).error).toMatchObject({ code: "E510", fix: expect.stringContaining("another") as string });
  });

  test("H9 an unknown input is ignored, and so is a value that is none", async () => {
    const k = await TestKernel.open(cells);
    await k.runAll();
    expect(await k.set("nobody", 1)).toEqual([]);
    expect(await k.do({ type: "set", input: "9/9", value: 1 })).toEqual([]);
    expect(await k.set("s", "much")).toEqual([]);
  });

  test("H12 the value outlives a re-run of its cell while name and limits are the same", async () => {
    const k = await TestKernel.open(cells);
    await k.runAll();
    await k.set("s", 5);
    await k.run("1");
    expect(await k.names()).toEqual({ s: 5, x: 6 });
    await k.edit("1", "'new'; const s = ui.slider(0, 10, { label: 'renamed' }); s");
    expect(await k.names()).toEqual({ s: 5, x: 6 });
    await k.edit("1", "const s = ui.slider(0, 20); s");
    expect(await k.names()).toEqual({ s: 0, x: 1 });
  });

  test("H6 D14 a private input is shown and can be set, and runs nothing", async () => {
    const k = await TestKernel.open({ 1: "const _s = ui.slider(0, 10); _s", 2: "1" });
    await k.runAll();
    expect(await k.do({ type: "set", input: "1/1", value: 3 })).toEqual([]);
    expect((await k.cell("1")).outputs[0]?.output).toMatchObject({ value: 3 });
  });

  test("H8 a value that is given before the cell runs is there at its first run", async () => {
    const k = await TestKernel.open(cells);
    expect(await k.do({ type: "restore", cells: ["1", "2"], inputs: { "1/1": 5 } })).toEqual(["1", "2"]);
    expect(await k.names()).toEqual({ s: 5, x: 6 });
    expect((await k.cell("1")).runs).toBe(1);
  });
});
