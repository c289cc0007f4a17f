import { describe, expect, test } from "vitest";
import { findFreeNames } from "./freeNames.ts";
import { runCell } from "./compiledRun.node.ts";

describe("names that a function takes along", () => {
  test.each([
    ["function f(a) { return a + b }", ["b"]],
    ["(a, b = c) => a + b + d", ["c", "d"]],
    ["x => x", []],
    ["async (x) => { await g(x) }", ["g"]],
    ["function* gen() { yield* other() }", ["other"]],
    ["async function* gen() { for await (const x of xs) yield x }", ["xs"]],
    ["class A extends B { #p = q; m() { return new A(r) } }", ["B", "q", "r"]],
    ["method(a) { return a + b }", ["b"]],
    ["async method() { await b }", ["b"]],
    ["*method() { yield b }", ["b"]],
    ["async *method() { yield b }", ["b"]],
    ["get x() { return b }", ["b"]],
    ["[key](a) { return a }", ["key"]],
    ["#private() { return b }", ["b"]],
    ["function () { return arguments.length + Math.PI }", ["Math"]],
    ["function f(n) { return n > 0 ? f(n - 1) : undefined }", []],
    ["() => { count += 1; return count }", ["count"]],
    ["(a, b, c) => a < b > (c)", []],
    ["() => 1 // note", []],
  ])("%s", (source, expected) => {
    expect(findFreeNames(source)).toEqual(expected);
  });

  test("a compiled function does not list the compiler's own name", async () => {
    const run = await runCell(
      "const limit = 3\nexport function count(n: number) { try { for (let i = 0; i < n; i++) if (i > limit) return Math.min(i) } catch { return 0 } }",
    );
    const source = String(run.read("count"));
    expect(source).toContain("$.check()");
    expect(findFreeNames(source)).toEqual(["limit", "Math"]);
  });

  test.each(["function () { [native code] }", "not a function at all", ""])("%j is refused", (source) => {
    expect(() => findFreeNames(source)).toThrowError(expect.objectContaining({ code: "E150" }));
  });

  test("functions of the language itself are refused", () => {
    expect(() => findFreeNames(String(Math.max))).toThrowError(expect.objectContaining({ code: "E150" }));
    expect(() => findFreeNames(String(Math.max.bind(null, 1)))).toThrowError(expect.objectContaining({ code: "E150" }));
  });
});
