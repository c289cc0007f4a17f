/** Worked cases, block B: outputs. Those without a test: `kernel/caseDeviations.ts`. */
import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

describe("outputs", () => {
  test("B1 B2 B4 B5 the last expression is shown; undefined and branches are not", async () => {
    const k = await TestKernel.open({ a: "'hello'; 123;", b: "const x = 1", c: "undefined", d: "if (true) { 5 }", e: "null", f: "" });
    await k.runAll();
    expect(await k.outputs("a")).toEqual(["123"]);
    for (const id of ["b", "c", "d"]) expect(await k.outputs(id)).toEqual([]);
    expect(await k.outputs("e")).toEqual(["null"]);
  });

  test("B9 a value whose own formatting throws is shown plainly, and the cell succeeds", async () => {
    const k = await TestKernel.open({ a: "({ n: 1, [Symbol.for('watercourse.output')]() { throw new Error('no') } })" });
    await k.runAll();
    expect(await k.cell("a")).toMatchObject({ result: "success", outputs: [{ output: { kind: "tree" } }] });
    expect((await k.console("a"))[0]).toContain("no");
  });

  test("B10 a text that is too long is cut and says so", async () => {
    const k = await TestKernel.open({ a: "'x'.repeat(9e6)" });
    await k.runAll();
    expect((await k.cell("a")).outputs[0]?.output).toMatchObject({ kind: "text", cutFrom: 9e6 });
  });

  test("B3 a semicolon in a string or a comment never counts", async () => {
    const k = await TestKernel.open({ a: "\"#; a\"", b: "1 // c;", c: "2 /* ; */ ;;", d: "`;`" });
    await k.runAll();
    expect(await Promise.all(["a", "b", "c", "d"].map((id) => k.outputs(id)))).toEqual([["#; a"], ["1"], ["2"], [";"]]);
  });

  test("B2 void shows nothing", async () => {
    const k = await TestKernel.open({ a: "void 5", b: "5;", c: "void (await sleep(1))" });
    await k.runAll();
    expect(await Promise.all(["a", "b", "c"].map((id) => k.outputs(id)))).toEqual([[], ["5"], []]);
  });

  test("B6 B8 an input inside a list can be set without a name, until its cell runs again and throws", async () => {
    const k = await TestKernel.open({ a: "[globalThis.unnamed = ui.slider(0, 10)]" });
    await k.runAll();
    await k.do({ type: "set", input: "a/1", value: 4 });
    expect((globalThis as { unnamed?: unknown }).unnamed).toMatchObject({ value: 4 });
    await k.edit("a", "throw new Error('no')");
    expect(await k.do({ type: "set", input: "a/1", value: 5 })).toEqual([]);
    expect((await k.cell("a")).outputs).toEqual([]);
  });
});
