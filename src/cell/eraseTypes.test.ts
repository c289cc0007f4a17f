import { describe, expect, test } from "vitest";
import { analyzeCell } from "./analyzeCell.ts";
import { compileCell } from "./compileCell.ts";
import { runCell } from "./compiledRun.node.ts";

/** Each cell shows a value that would be another one, or an error, if blanks changed what its line breaks mean. */
const hazards: readonly (readonly [string, string, unknown])[] = [
  ["a type declaration between two lines", "const a = 1\ntype T = number\n;(2)", 2],
  ["a type declaration that alone separates lines", "const a = [1]\ntype T = number\n[0]\na.length", 1],
  ["an interface before a bracket", "let a = [7]\ninterface I { x: 1 }\n[a].length\na[0]", 7],
  ["an erased import before a bracket", 'const a = [7]\nimport type { T } from "m"\n[a].length; a[0]', 7],
  ["a cast at the end of a line", "const f = 5 as any\n(6)\nf", 5],
  ["satisfies at the end of a line", "const f = 5 satisfies number\n[0].length\nf", 5],
  ["an annotation at the end of a line", "let f: any\n(6)\nf", undefined],
  ["a cast at the end of an arrow function", "const f = () => 5 as any\n(6)\nf()", 5],
  ["a cast at the end of return", "function f() { return 5 as any\n(6) }\nf()", 5],
  ["a cast in a branch", "let r = 0; if (true) r = 1 as number\nelse r = 2\nr", 1],
  ["a cast before a template", "const f = 5 as any\n`x`.length\nf", 5],
  ["a generic arrow function after return", "function f() { return <\n  T,\n>(x: T) => x }\nf()(3)", 3],
  ["an async generic arrow function", "const f = async <\n T\n>(x: T) => x\nawait f(3)", 3],
  ["a return type on a line of its own", "const f = (x: number)\n  : number => x\nf(3)", 3],
  ["a return type over several lines", "const f = (x: number): {\n  a: number\n} => ({ a: x })\nf(3).a", 3],
  ["a return type after a comment with a bracket", "const f = (x: number /* ) */): // )\n  number => x\nf(3)", 3],
  ["a type assertion of an object in an arrow function", "const f = () => <any>{ a: 3 }\nf().a", 3],
  ["a type assertion after return, over lines", "function f() { return <\n any\n>3 }\nf()", 3],
  ["a type assertion of a function", "<any>function () { return 3 }\n3", 3],
  ["a non-null mark within", "const a: any = { b: [3] }; a!.b![0]!", 3],
  ["a non-null mark in an assertion", "const a: any = 3; <number>a!", 3],
  ["a non-null mark in an assignment", "let a: any = 1; a! += 2; (a as any)++; a", 4],
  ["a cast of a sum before a product", "2 + 3 as number * 4", 20],
  ["two casts of a sum before a product", "2 + 3 as any as number * 4", 20],
  ["class fields without semicolons", "class A { a = 1 as any\n ['b'] = 2\n get: any\n foo() { return 3 }\n static: any\n bar() {} }\nconst o: any = new A(); [o.a, o.b, o.foo(), 'static' in o]", [1, 2, 3, true]],
  ["modifiers before computed keys and generators", "class A { a = 1\n private ['b'] = 2\n public *c() { yield 3 }\n protected readonly async = 4 }\nconst o: any = new A(); [o.a, o.b, ...o.c(), o.async]", [1, 2, 3, 4]],
  ["optional and definite members", "class A { a?: number\n b!: string\n c?\n d?(): void\n ['e']?: number }\nObject.keys(new A())", ["a", "b", "c", "e"]],
  ["overloads, abstract and declared members", "abstract class A { abstract x: number; abstract m(): void; declare y: number; [k: string]: any; f(a: string): void; f(a: number): void; f() { return 3 } }\nclass B extends A { override m() {} x = 1 }\nconst b: any = new B(); [b.f(), Object.keys(b)]", [3, ["x"]]],
  ["overloaded functions", "function f(a: string): void\nfunction f(a: number): void\nfunction f(a: any) { return a }\nf(3)", 3],
  ["implements, after a comment that says so", "interface I {} class P<T> {} class A<T> extends P<T> /* implements X */ implements /* y */ I, Array<T> { length = 3 }\nnew A().length", 3],
  ["a this parameter", "function f(this: any, a: number) { return this.b + a }\nfunction g(this: void) { return 1 }\nf.call({ b: 2 }, 1) + g()", 4],
  ["optional parameters and patterns", "const f = (a?: number, { b }: { b?: number } = {}, [c]: number[] = [], ...d: number[]) => [a, b, c, d]\nf(1, { b: 2 }, [3], 4)", [1, 2, 3, [4]]],
  ["an escaped identifier with a mark", "const f = (\\u0061b?: number) => ab\nf(3)", 3],
  ["type arguments", "const id = <T,>(x: T) => x; const tag = <T,>(x: any): T => x[0]\n;[id<number>(1), new Map<string, number>().size, id?.<number>(2), tag<string>`x`, (id<number>)(3)]", [1, 0, 2, "x", 3]],
  ["an instantiation at the end of a line", "const id = (x: any) => x\nconst f = id<number>\n;(1)\nf(3)", 3],
  ["predicates and assertion functions", "function f(x: any): asserts x is string {}\nfunction g(x: any): x is string { return true }\nf(1); g(1)", true],
  ["declared things", "declare const x: number\ndeclare function f(): void\ndeclare class C {}\ndeclare enum E {}\ndeclare module 'm' {}\ndeclare global {}\n3", 3],
  ["a definite variable", "let x!: number; x = 3; x", 3],
  ["casts in loop heads", "let s = 0; for (const x of [1, 2] as number[]) s += x\nfor (let i = 0 as number; i < 1; i++) s++\ns", 4],
  ["catch annotations", "let r; try { throw 3 } catch (e: any) { r = e }\nr", 3],
  ["const assertions and type parameters of methods", "const o = { m<const T>(x: T): T { return x }, get g(): number { return 1 }, async *h<T>(): any {} } as const\no.m(o.g)", 1],
  ["typed destructuring", "const { a, ...b }: { a: number } = { a: 1 }, [c = 2]: number[] = []\n;[a, b, c]", [1, {}, 2]],
  ["abstract after an expression", "const a = 3\nabstract class B {}\na", 3],
];

describe("types become blanks", () => {
  test.each(hazards)("%s", async (_title, code, expected) => {
    const run = await runCell(code);
    expect(run.error).toBeUndefined();
    expect(run.output).toEqual(expected);
  });

  test.each(hazards)("lines stay: %s", (_title, code) => {
    const { source } = compileCell(analyzeCell(code, { lang: "ts" }), { provided: [] });
    expect(source.split("\n")).toHaveLength(code.split("\n").length + 1);
  });
});
