import { describe, expect, test } from "vitest";
import { analyzeCell } from "./analyzeCell.ts";
import type { CellLang } from "./types.ts";

function names(code: string, lang: CellLang = "ts"): { defs: string[]; refs: string[] } {
  const analysis = analyzeCell(code, { lang });
  expect(analysis.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return { defs: [...analysis.defs], refs: [...analysis.refs] };
}

function codes(code: string, lang: CellLang = "ts"): string[] {
  return analyzeCell(code, { lang }).diagnostics.map((diagnostic) => diagnostic.code);
}

describe("names of one cell", () => {
  test("import bindings of every form are defs", () => {
    const analysis = analyzeCell('import d, {a as b, "x-y" as c, type T} from "m"\nimport * as ns from "npm:n"\nimport "s"', { lang: "ts" });
    expect(analysis.defs).toEqual(["d", "b", "c", "ns"]);
    expect(analysis.typeDefs).toEqual(["T"]);
    expect(analysis.importOnly).toBe(true);
    expect(analysis.imports.map(({ module, bindings, line }) => ({ module, bindings, line }))).toEqual([
      { module: "m", bindings: [{ imported: "default", local: "d" }, { imported: "a", local: "b" }, { imported: "x-y", local: "c" }], line: 1 },
      { module: "npm:n", bindings: [{ imported: "*", local: "ns" }], line: 2 },
      { module: "s", bindings: [], line: 3 },
    ]);
  });

  test("a type-only import defines types and loads nothing", () => {
    const analysis = analyzeCell('import type { P } from "m"; import { type Q } from "n"', { lang: "ts" });
    expect(analysis).toMatchObject({ defs: [], imports: [], typeDefs: ["P", "Q"], importOnly: true });
  });

  test.each([
    ["type A<T extends B = C> = T", ["B", "C"]],
    ["type A = { [K in Keys]: K }", ["Keys"]],
    ["type A<T> = T extends (infer U)[] ? U : V", ["V"]],
    ["type A = (p: P) => p is Q", ["P", "Q"]],
    ["type A = [first: P, ...rest: Q[]]", ["P", "Q"]],
    ["type A = Space.Inner<P>", ["Space", "P"]],
    ['type A = import("m").X<P>', ["P"]],
    ["function f<T>(this: W, a: T): asserts a is R {}", ["W", "R"]],
    ["class K<T> extends B<T> implements I<T> { p!: T; private q?: Q; [k: string]: any; m<U>(u: U): V }", ["I", "Q", "V"]],
    ["const f = <T,>(x: T): Promise<T> => x", ["Promise"]],
    ["call<P>(x); new Made<Q>(); tag<R>`x`; fn<S>", ["P", "Q", "R", "S"]],
    ["abstract class A { abstract m(p: P): Q }", ["P", "Q"]],
    ["let x!: `${P}-x`", ["P"]],
    ["let v: typeof u[number]", ["u"]],
  ])("type names of %s", (code, typeRefs) => {
    expect([...analyzeCell(code, { lang: "ts" }).typeRefs].sort()).toEqual([...typeRefs].sort());
  });

  test("top-level names with an underscore are private; parameters are nobody's", () => {
    expect(analyzeCell("const _x = 1, __y = 2, z = _x; function f(_p){ return _p }", { lang: "ts" })).toMatchObject({
      defs: ["z", "f"],
      locals: ["_x", "__y"],
      refs: [],
    });
  });

  test("names that objects have by nature are names like any other", () => {
    const analysis = analyzeCell("const constructor = toString", { lang: "ts" });
    expect(analysis.spans["constructor"]).toMatchObject({ offset: 6 });
    expect(analysis.spans["toString"]).toMatchObject({ offset: 20 });
    expect(analysis.spans["valueOf"]).toBeUndefined();
  });

  test("labels, undefined and private names are not refs", () => {
    expect(names("outer: for (;;) { break outer }\nconst x = undefined ?? NaN").refs).toEqual([]);
  });

  test("a function expression's own name and arguments are bound", () => {
    expect(names("const f = function g(){ return g(arguments) }").refs).toEqual([]);
  });

  test("spans are exact, past line breaks of every kind and past types", () => {
    const analysis = analyzeCell("let a: number = 1\r\nlet bc = dd +\n  ee", { lang: "ts" });
    expect(analysis.spans).toMatchObject({
      a: { offset: 4, endOffset: 5, line: 1, column: 5 },
      bc: { offset: 23, endOffset: 25, line: 2, column: 5 },
      dd: { offset: 28, endOffset: 30, line: 2, column: 10 },
      ee: { offset: 35, endOffset: 37, line: 3, column: 3 },
    });
  });

  test("an empty text and a comment have nothing to run", () => {
    expect(analyzeCell(" \n", { lang: "ts" }).isEmpty).toBe(true);
    expect(analyzeCell("// only this", { lang: "ts" }).isEmpty).toBe(true);
    expect(analyzeCell("'text'", { lang: "ts" }).isEmpty).toBe(false);
    expect(analyzeCell("", { lang: "md" }).isEmpty).toBe(true);
    expect(analyzeCell("words", { lang: "md" }).isEmpty).toBe(false);
  });

  test("an analysis can be cloned between threads", () => {
    const analysis = analyzeCell("const x: P = y; x = 2; import {a} from 'm'", { lang: "ts" });
    expect(structuredClone(analysis)).toEqual(analysis);
  });
});

describe("assignments to names of others", () => {
  test("assignments inside functions count", () => {
    expect(analyzeCell("const f = () => { x = 1 }", { lang: "ts" }).foreignAssignments).toHaveLength(1);
  });

  test("own names, parameters and properties may be assigned", () => {
    expect(analyzeCell("let a; a = 1; o.p = 2; function f(q){ q = 1; let r; r++ }", { lang: "ts" }).foreignAssignments).toEqual([]);
  });
});

describe("errors of one cell", () => {
  test.each([
    ["import.meta.url", "E128"],
    ["arguments", "E129"],
    ["const $ = 1", "E109"],
    ["function f($) {}", "E109"],
    ["/(/", "E118"],
    ["/a/gg", "E100"],
    ["const x = 1; let x = 2", "E102"],
  ])("%s is %s", (code, expected) => {
    expect(codes(code)).toEqual([expected]);
  });

  test("a text that is nested beyond reason is an error and not an exception", () => {
    expect(analyzeCell("(".repeat(50_000), { lang: "sql" }).diagnostics[0]?.severity).toBe("error");
    const analysis = analyzeCell("[".repeat(50_000), { lang: "ts" });
    expect(analysis.diagnostics[0]?.severity).toBe("error");
  });
});

describe("markdown cells", () => {
  test("refs are those of the expressions, with their places", () => {
    const analysis = analyzeCell("# Rows\nWe have ${rows.length} rows, `${not}` and ${await f(x as T)}.", { lang: "md" });
    expect(analysis).toMatchObject({ defs: [], refs: ["rows", "f", "x"], typeRefs: ["T"], diagnostics: [] });
    expect(analysis.spans["rows"]).toEqual({ offset: 17, endOffset: 21, line: 2, column: 11 });
  });

  test("a broken expression is an error at its place; the others are still read", () => {
    const analysis = analyzeCell("a ${b}\nc ${d +} e", { lang: "md" });
    expect(analysis.diagnostics).toMatchObject([{ code: "E131", line: 2, column: 8 }]);
    expect(analysis.refs).toEqual(["b"]);
  });

  test("an assignment in prose is a foreign assignment", () => {
    expect(analyzeCell("${x = 1}", { lang: "md" }).foreignAssignments).toMatchObject([{ name: "x", column: 3 }]);
  });
});
