/** Worked cases, block A: what one cell defines and reads. Those without a test: `kernel/caseDeviations.ts`. */
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

/** Number of the worked case, what it shows, the cell, defs, refs. */
const cases: readonly (readonly [string, string, string, readonly string[], readonly string[]])[] = [
  ["A1", "a simple declaration", "const x = 0", ["x"], []],
  ["A2", "several declarators", "const x = 0, y = 0", ["x", "y"], []],
  ["A2", "several statements", "const x = 0\nlet y = 0", ["x", "y"], []],
  ["A3", "a free name is a ref", "const x = 0\nconst z = y", ["x", "z"], ["y"]],
  ["A5", "only the root of a property path is a name", "x.a; x.a.b", [], ["x"]],
  ["A5", "a computed property is read", "x[k].b", [], ["x", "k"]],
  ["A6", "a property of an own name", "const x = {} as any; x.a", ["x"], []],
  ["A13", "destructuring binds leaves", "const {a: b, c = d} = o", ["b", "c"], ["d", "o"]],
  ["A13", "rest and holes", "const [a, , ...b] = o; const {c, ...e} = o", ["a", "b", "c", "e"], ["o"]],
  ["A14", "a computed key in a pattern is read", "const {[k]: v} = o", ["v"], ["k", "o"]],
  ["A17", "defaults of parameters are read outside", "function foo(x = y, z = a){}", ["foo"], ["y", "a"]],
  ["A17", "a default does not see the body", "function foo(x = y){ var y = 1 }", ["foo"], ["y"]],
  ["A18", "a default sees earlier parameters", "function f(x, y = x){}", ["f"], []],
  ["A19", "a parameter hides a cell's name", "function helper(e){ return e.map(v => v) }", ["helper"], []],
  ["A20", "a parameter hides an own name in nested callbacks", "const ext=[]; function h(ext){ return [1].map(()=>ext) }", ["ext", "h"], []],
  ["A21", "async functions are functions", "async function foo(a){ return a + z }\nconst x = 0", ["foo", "x"], ["z"]],
  ["A23", "a later definition captured by a closure is no ref", "function f(){ return x }\nconst x = 0", ["f", "x"], []],
  ["A23", "at any depth", "function f(){ function g(){ return x } }\nconst x = 0", ["f", "x"], []],
  ["A28", "callback parameters are scoped", "arr.map(i => arr2.map(j => [i,j]))", [], ["arr", "arr2"]],
  ["A30", "a loop variable is scoped", "for (const i of xs){}", [], ["xs"]],
  ["A30", "in a counting loop too", "for (let i = 0; i < n; i++) use(i)", [], ["n", "use"]],
  ["A31", "var hoists from a loop head", "for (var i = 0; i < 1; i++) {}", ["i"], []],
  ["A31", "var hoists from a block", "{ var y = 1 }", ["y"], []],
  ["A31", "var hoists from a branch", "if (c) { var z }", ["z"], ["c"]],
  ["A31", "var hoists from try, switch and labels", "try { var a } catch { var b } finally { var c }\nswitch (1) { case 1: var d }\nl: for (var e in {}) {}", ["a", "b", "c", "d", "e"], []],
  ["A31", "var stays in a function", "function f(){ var q; return q }", ["f"], []],
  ["A32", "a block scopes let and const", "{ const t = 1 }\nif (c) { let t = 1 }", [], ["c"]],
  ["A33", "a catch binding is scoped", "const f = 2\ntry { v() } catch (e) { use(e, out) }", ["f"], ["v", "use", "out"]],
  ["A33", "a destructured catch binding too", "try {} catch ({message: m}) { m }", [], []],
  ["A37", "class fields may read the class", "class K { static A = 1; static B = K.A }", ["K"], []],
  ["A38", "methods may call one another", "class K { a(){ return this.b() } b(){} }", ["K"], []],
  ["A38", "a class reads its base, keys and field values", "class K extends B { [k] = v; static { s() } #p = q; m(){ this.#p } }", ["K"], ["B", "k", "v", "s", "q"]],
  ["A40", "types are no value refs", "const x: Int = CONST + 2", ["x"], ["CONST"]],
  ["A43", "ambient declarations define nothing", "declare const x: number; declare function f(): void; declare class C {}", [], []],
  ["A43", "what they promise stays a ref", "declare const x: number\nconst y = x", ["y"], ["x"]],
  ["A44", "typeof in a type is no value ref", "type T = typeof x", [], []],
  ["A44", "typeof in an expression is a ref", "typeof x", [], ["x"]],
  ["A46", "a side-effect import", 'import "m"', [], []],
  ["A46", "a dynamic import", 'const m = await import("m")', ["m"], []],
  ["A48", "export on a declaration means nothing", "export const x = 0; export function f(){}; export class C {}", ["x", "f", "C"], []],
  ["A49", "top-level await", "const r = await foo()", ["r"], ["foo"]],
  ["A49", "top-level for await", "for await (const x of xs) use(x)", [], ["xs", "use"]],
  ["A50", "using is a def", "using x = open(); await using y = open()", ["x", "y"], ["open"]],
  ["A51", "cases of a switch share one scope", "switch(v){ case 1: const q = 1; case w: q }", [], ["v", "w"]],
  ["A53", "a non-breaking space is a space", "const\u00a0x = 10", ["x"], []],
  ["A54", "globals are among the refs", "console.log(Math.max(1, window.x))", [], ["console", "Math", "window"]],
  ["A54", "a cell may define the name of a global", "const name = 1; const event = 2; let status = name", ["name", "event", "status"], []],
  ["A56", "a tagged template", "html`<b>${x}</b>`", [], ["html", "x"]],
  ["A58", "shorthand, methods and computed keys", "({x, y(){}, [k]: 1, z: 2})", [], ["x", "k"]],
  ["A59", "a function is used before its statement", "foo(); function foo(){}", ["foo"], []],
  ["A60", "names inside eval are invisible", 'new Function("return x")', [], ["Function"]],
  ["B3", "a directive is an expression", "'use strict'", [], []],
  ["J10", "a class as a type", "class A {}\nfunction f(a: A, b: Other){}", ["A", "f"], []],
];

describe("names of one cell", () => {
  test.each(cases)("%s %s", (_number, _title, code, defs, refs) => {
    expect(names(code)).toEqual({ defs, refs });
  });

  test("A56 JSX reads components and expressions, not tags and attributes", () => {
    expect(names("<Chart data={rows} title=\"x\"><b>{y}</b><chart.Line/>{...zs}</Chart>", "tsx")).toEqual({
      defs: [],
      refs: ["Chart", "rows", "y", "chart", "zs"],
    });
  });

  test("I7 any other statement voids an import-only cell", () => {
    expect(analyzeCell('import a from "m"; a.configure()', { lang: "ts" }).importOnly).toBe(false);
    expect(analyzeCell("", { lang: "ts" }).importOnly).toBe(false);
  });

  test("A40 type refs are kept apart", () => {
    const analysis = analyzeCell("const x: Box<Item> = CONST as unknown as Other", { lang: "ts" });
    expect(analysis.typeRefs).toEqual(["Box", "Item", "Other"]);
    expect(analysis.refs).toEqual(["CONST"]);
  });

  test("A41 type and interface declarations are type defs", () => {
    expect(analyzeCell("type P = {a: Q}\ninterface R extends S<P> { m(p: T): U }", { lang: "ts" })).toMatchObject({
      defs: [],
      refs: [],
      typeDefs: ["P", "R"],
      typeRefs: ["Q", "S", "T", "U"],
    });
  });

  test("A44 typeof in a type is a type ref, unless the cell has the name", () => {
    expect(analyzeCell("type T = typeof x.y", { lang: "ts" }).typeRefs).toEqual(["x"]);
    expect(analyzeCell("const x = 1; type T = typeof x", { lang: "ts" }).typeRefs).toEqual([]);
  });
});

describe("errors and warnings of one cell", () => {
  test("A10, J2 every form is found, with its place", () => {
    const analysis = analyzeCell("x += 5; y++\n;({z} = o); [v, ...w.q] = o; for (u of us) {}; (t as any) = 1; s ??= 0", { lang: "ts" });
    expect(analysis.foreignAssignments.map(({ name }) => name)).toEqual(["x", "y", "z", "v", "u", "t", "s"]);
    expect(analysis.foreignAssignments[2]).toEqual({ name: "z", offset: 15, endOffset: 16, line: 2, column: 4 });
    expect(analysis.refs).toEqual(["o", "w", "us"]);
    expect(analysis.defs).toEqual([]);
  });

  test("A8 a name in its own initialiser", () => {
    const analysis = analyzeCell("const x = x", { lang: "ts" });
    expect(analysis).toMatchObject({ defs: ["x"], refs: [] });
    expect(analysis.diagnostics).toMatchObject([{ code: "E101", severity: "error", offset: 10, endOffset: 11, line: 1, column: 11 }]);
    expect(codes("let a = [1, a]; { const b = b + 1 }")).toEqual(["E101", "E101"]);
    expect(codes("const f = () => f(); const g = class { m() { return g } }; var v = v")).toEqual(["E140"]);
  });

  test("A31 top-level var is a warning", () => {
    expect(analyzeCell("for (var i = 0; ;) {}", { lang: "ts" }).diagnostics).toMatchObject([{ code: "E140", severity: "warning", offset: 9, endOffset: 10 }]);
    expect(codes("function f(){ var x }")).toEqual([]);
  });

  test("A42 what can be erased is allowed", () => {
    expect(codes("declare enum E { A }\ndeclare namespace N { const x: number }\ndeclare global { interface Window { x: 1 } }\nexport {}\nexport type { P }")).toEqual([]);
    expect(codes("const o = { $: 1 }; o.$; class A { $ = 2 }")).toEqual([]);
  });

  test("A42 the alternative names what the learner wrote", () => {
    const [diagnostic] = analyzeCell("enum Level { Low, High }", { lang: "ts" }).diagnostics;
    expect(diagnostic?.fix).toContain("const Level = { Low: 0, High: 1 } as const");
  });

  test("B5 a value in a branch is not shown", () => {
    expect(analyzeCell('if (c) { md("a") } else if (d) { "b" } else { log() }', { lang: "ts" }).diagnostics).toMatchObject([
      { code: "E141", severity: "warning", column: 10 },
      { code: "E141", severity: "warning", column: 34 },
    ]);
  });

  test.each([
    ["A42", "enum Level { Low, High = 3 }", "E120"],
    ["A42", "const enum Level { Low }", "E120"],
    ["A42", "namespace Space { export const x = 1 }", "E121"],
    ["A42", "class A { constructor(private x: number) {} }", "E122"],
    ["A42", "class A { constructor(readonly x = 1) {} }", "E122"],
    ["A42", "@dec class A {}", "E123"],
    ["A42", "class A { @dec m() {} }", "E123"],
    ["A42", 'import x = require("m")', "E124"],
    ["A42", "export = 3", "E124"],
    ["A42", "class A { accessor x = 1 }", "E125"],
    ["A47", 'export * from "m"', "E127"],
    ["A48", "export default 1", "E126"],
    ["A48", "const a = 1; export {a as b}", "E127"],
  ])("%s %s is %s", (_number, code, expected) => {
    expect(codes(code)).toEqual([expected]);
  });
});
