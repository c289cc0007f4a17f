import { describe, expect, test, vi } from "vitest";
import { analyzeCell } from "./analyzeCell.ts";
import { compileCell } from "./compileCell.ts";
import { Interrupt, placeOf, runCell } from "./compiledRun.node.ts";

describe("what a cell shows", () => {
  test.each([
    ["B1", "'hello'; 123", 123],
    ["B1", "'text'", "text"],
    ["B1", '"use strict"', "use strict"],
    ["B2", "1;", 1],
    ["B2", "1;;;", 1],
    ["B2", "void 1", undefined],
    ["B3", "1 // c;", 1],
    ["B3", '"#; a"', "#; a"],
    ["B3", "(1, 2) /* ; */ ; // ;", 2],
    ["B3", "1 +\n// c\n2\n// d\n;", 3],
    ["B4", "const x = 1", undefined],
    ["B4", "1; const x = 2", undefined],
    ["B5", "if (true) { 1 }", undefined],
    ["A49", "await Promise.resolve(5)", 5],
    ["A53", "const\u00a0x = 10; x", 10],
    ["", "({ a: 1 }).a", 1],
    ["", "[1, 2].length as number", 2],
    ["", "<number>(3)", 3],
    ["", "/* only a comment */", undefined],
  ])("%s: %j shows %j", async (_number, code, expected) => {
    const run = await runCell(code);
    expect(run.error).toBeUndefined();
    expect(run.output).toBe(expected);
  });
});

describe("names of a running cell", () => {
  test("defs are read through getters, functions before their statement", async () => {
    const seen: unknown[] = [];
    const run = await runCell("probe()\nlet x = 1; x = 2\nfunction f() { return 'f' }\nclass K {}\nconst { a, b: [c] } = { a: 3, b: [4] }", {
      refs: { probe: () => seen.push("ran") },
      runtime: {
        define: (getters) => {
          seen.push(Reflect.apply(getters["f"]?.() as () => string, undefined, []));
          expect(() => getters["x"]?.()).toThrow(ReferenceError);
        },
      },
    });
    expect(run.error).toBeUndefined();
    expect(seen).toEqual(["f", "ran"]);
  });

  test("a getter follows later assignments", async () => {
    const run = await runCell("let n = 1; const add = () => { n += 1 }");
    (run.read("add") as () => void)();
    expect(run.read("n")).toBe(2);
  });

  test("after a throw, the names before it have values and those after it do not", async () => {
    const run = await runCell("const a = 1\nnull.x\nconst b = 2");
    expect(run.error).toBeInstanceOf(TypeError);
    expect(run.read("a")).toBe(1);
    expect(() => run.read("b")).toThrow(ReferenceError);
  });

  test("provided names are constants, all others stay globals", async () => {
    const run = await runCell("const z = y + Math.abs(-1); z", { refs: { y: 2, unused: 3 } });
    expect(run.output).toBe(3);
    expect(run.compiled.source).not.toContain("unused");
    expect((await runCell("typeof nowhere")).output).toBe("undefined");
    expect((await runCell("nowhere")).error).toMatchObject({ name: "ReferenceError", message: "nowhere is not defined" });
  });

  test("A54: a cell may define the name of a global", async () => {
    expect((await runCell("const Math = 1, console = 2; Math + console")).output).toBe(3);
  });

  test("D10: private functions may recurse; D9: they stay alive in closures", async () => {
    const run = await runCell("function _r(n: number): number { return n > 0 ? 1 + _r(n - 1) : 0 }\nconst result = _r(3), again = () => _r(2)");
    expect(run.read("result")).toBe(3);
    expect((run.read("again") as () => number)()).toBe(2);
    expect(() => run.read("_r")).toThrow("not a def");
  });

  test("imports are bound before the first statement", async () => {
    const run = await runCell('b(d, ns.c, x)\nimport d, { a as b, "x-y" as x } from "m"\nimport * as ns from "n"\nimport type { T } from "t"', {
      modules: [{ default: 1, a: (...values: number[]) => values.join(), "x-y": 3 }, { c: 2 }],
    });
    expect(run.read("ns")).toEqual({ c: 2 });
    expect(run.error).toBeUndefined();
    expect((await runCell('import { sum } from "m"\nsum(1, 2)', { modules: [{ sum: (a: number, b: number) => a + b }] })).output).toBe(3);
  });

  test("a dynamic import goes through the runtime", async () => {
    expect((await runCell('(await import("npm:x")).specifier')).output).toBe("npm:x");
  });

  test("a top-level `using` is handed to the runtime; one in a block is the language's own", async () => {
    const used: unknown[] = [];
    const note = (kind: string) => <Value>(value: Value): Value => {
      used.push([kind, value]);
      return value;
    };
    const run = await runCell("using a = 1 as any\nawait using b = 2 as any, c = 3\n;[a, b, c]", { runtime: { use: note("use"), useAsync: note("useAsync") } });
    expect(run.output).toEqual([1, 2, 3]);
    expect(used).toEqual([["use", 1], ["useAsync", 2], ["useAsync", 3]]);
    expect(compileCell(analyzeCell("{ using a = f() as any }", { lang: "ts" }), { provided: [] }).source).toContain("{ using a = f()      ; }");
  });

  test("code is strict, has no `this`, and export means nothing", async () => {
    expect((await runCell("(function () { return this })()")).output).toBeUndefined();
    expect((await runCell("this")).output).toBeUndefined();
    expect((await runCell("export const x = 1; export function f() { return x }; f()")).output).toBe(1);
  });

  test("a cell with an error is not compiled", () => {
    const analysis = analyzeCell("enum A {}", { lang: "ts" });
    expect(() => compileCell(analysis, { provided: [] })).toThrowError(expect.objectContaining({ code: "E120", slug: "enum", position: expect.objectContaining({ line: 1 }) }));
  });
});

describe("interrupt", () => {
  const stopAtTen = (checks: number): void => {
    if (checks === 10) throw new Interrupt("stopped");
  };

  test.each([
    "while (true) {}",
    "while (true);",
    "for (;;) ;",
    "do {} while (true)",
    "do ; while (true)",
    "for (const x of (function* () { while (true) yield 1 })()) {}",
    "function* ones() { for (;;) yield 1 }\nfor (const x of ones()) continue",
    "outer: while (true) { while (true) continue outer }",
    "const f = () => { while (true) {} }\nf()",
    "class A { static { while (true) {} } }",
    "class A { m() { while (true) {} } }\nnew A().m()",
    "({ get x() { while (true) {} } }).x",
    "await (async () => { for (;;) await null })()",
    "while (true) { try { while (true) {} } catch { } }",
    "while (true) { try { while (true) {} } catch (e) { } }",
    "while (true) { try { while (true) {} } catch ({ message }) { } }",
    "function f() { 'directive'\n while (true) {} }\nf()",
    "if (true) while (true) 1 as number\nelse 2",
  ])("ends %s", async (code) => {
    const run = await runCell(code, { onCheck: stopAtTen });
    expect(run.error).toBeInstanceOf(Interrupt);
    expect(run.checks).toBe(10);
  });

  test("a loop asks once in 1,024 turns, and counts through nested loops", async () => {
    expect((await runCell("for (let i = 0; i < 1023; i++) {}")).checks).toBe(0);
    expect((await runCell("for (let i = 0; i < 1024; i++) {}")).checks).toBe(1);
    expect((await runCell("for (let i = 0; i < 32; i++) for (let j = 0; j < 31; j++);")).checks).toBe(1);
    expect((await runCell("for (let i = 0; i < 102400; i++) {}")).checks).toBe(100);
  });

  test("finally still runs, a catch of the learner's own errors works as ever", async () => {
    const log: string[] = [];
    const run = await runCell("try { try { while (true) {} } finally { log.push('finally') } } catch (e) { log.push('caught') }", {
      refs: { log },
      onCheck: stopAtTen,
    });
    expect(run.error).toBeInstanceOf(Interrupt);
    expect(log).toEqual(["finally"]);
    expect((await runCell("let m; try { null.x } catch ({ name, message: [first] }: any) { m = name + first }\nm")).output).toBe("TypeErrorC");
    expect((await runCell("let m; try { throw 1 } catch { m = 2 }\nm")).output).toBe(2);
    expect((await runCell("let m; try { throw 1 } catch (e: unknown) { var v = e; m = v }\nm")).output).toBe(1);
  });

  test("functions ask once in 1,024 calls, so that recursion and callbacks of built-in calls can be stopped", async () => {
    for (const code of [
      "const fib = (n: number): number => n < 2 ? n : fib(n - 1) + fib(n - 2); fib(40)",
      "function even(n) { 'use strict'\nreturn n < 1 || odd(n - 1) + odd(n - 1) }\nfunction odd(n) { return n < 1 || even(n - 1) + even(n - 1) }\neven(60)",
      "Array.from({ length: 1e9 }, (_, i) => i as unknown).length",
      "class Tree { constructor(n) { if (n > 0) { new Tree(n - 1); new Tree(n - 1) } } }\nnew Tree(60)",
    ]) {
      let asked = 0;
      const run = await runCell(code, { runtime: { check: () => { if ((asked += 1) === 3) throw new Interrupt(); } } });
      expect(run.error).toBeInstanceOf(Interrupt);
    }
  });

  test("an arrow function keeps its value, whatever type ends it", async () => {
    const code = "const a = (x: any) => x as any\nconst b = (x: any) => (y: any): any => x! + y!\nconst c = <T,>(x: T) => <any>x\nconst d = async (x: any) => await x satisfies any\nconst e = () => ({ k: 1 } as const)\nconst f = (x) => x ? 1 : 2 as number\nconst g = x => y => z => x + y + z\n;[a(1), b(1)(2), c(3), await d(4), e().k, f(0), g(1)(2)(3)].join()";
    expect((await runCell(code)).output).toBe("1,3,3,4,1,2,6");
  });

  test("private names are handed over apart from those that others see", async () => {
    let hidden: Readonly<Record<string, () => unknown>> = {};
    await runCell("const _a = 1, __proto__ = 2; const shown = 3", { runtime: { define: (names, privates) => { hidden = privates; expect(Object.keys(names)).toEqual(["shown"]) } } });
    expect(Object.entries(hidden).map(([name, get]) => [name, get()])).toEqual([["_a", 1], ["__proto__", 2]]);
  });

  test("names that the guards use do not clash with the cell's", async () => {
    expect((await runCell("let $n = 5, $e = 6; for (const $n1 of [1]) { $n += $n1 }\ntry { throw 1 } catch { $e++ }\n$n + $e")).output).toBe(13);
  });

  test("loops keep their meaning", async () => {
    const code = `const seen: unknown[] = []
      a: for (const x of [1, 2, 3]) { for (const y of [1, 2]) { if (y === 2) continue a; if (x === 3) break a; seen.push([x, y]) } }
      for (const k in { p: 1 }) seen.push(k)
      let n = 0
      do n++
      while (n < 3)
      while (n-- > 1) if (n) seen.push(n); else seen.push("never")
      const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i)
      for await (const z of [Promise.resolve("z")]) seen.push(z)
      ;[seen, fs.map((f) => f())]`;
    expect((await runCell(code)).output).toEqual([[[1, 1], [2, 1], "p", 2, 1, "z"], [0, 1, 2]]);
  });
});

describe("places", () => {
  test.each([
    ["on the first line, behind all that the compiler puts there", "const a = 1; boom()", 1, 14],
    ["on a later line", "const a = 1\n\n  boom()", 3, 3],
    ["behind a loop check", "while (true) { boom() }", 1, 16],
    ["in a loop without a block", "while (true) boom()", 1, 14],
    ["behind a rethrow", "try { null.x } catch (e) { boom() }", 1, 28],
    ["behind a binding that a catch gets", "try { null.x } catch { boom() }", 1, 24],
    ["behind a pattern in a catch", "try { null.x }\ncatch ({ message }) { boom(message) }", 2, 23],
    ["behind types", "const f = (a: number, b?: string): void => { boom() }\nf(1)", 1, 46],
    ["behind a type assertion", "const g = <any>Math, h = boom()", 1, 26],
    ["in the output", "const a = 1;\n  [a, boom()]", 2, 7],
    ["inside a function with loops", "function f() { for (;;) { boom() } }\nf()", 1, 27],
    ["behind an import", 'import { a } from "m"; boom(a)', 1, 24],
    ["after Windows line breaks", "const a = 1\r\nboom()", 2, 1],
  ])("%s", async (_title, code, line, column) => {
    const boom = (): never => {
      throw new Error("boom");
    };
    const run = await runCell(code, { refs: { boom }, modules: [{}] });
    expect(placeOf(run.error, run.compiled)).toEqual({ line, column });
  });

  test("a column inside inserted text is the place where it was inserted", () => {
    const { source, mapColumn } = compileCell(analyzeCell("x.y", { lang: "ts" }), { provided: ["x"] });
    const inserted = source.indexOf("x.y");
    expect(mapColumn(1, 1)).toBe(1);
    expect(mapColumn(1, inserted)).toBe(1);
    expect(mapColumn(1, inserted + 3)).toBe(3);
    expect(mapColumn(99, 7)).toBe(7);
  });
});

describe("markdown cells", () => {
  test("strings and values alternate", async () => {
    const markdown = vi.fn();
    await runCell("# ${a}\n\\${no} ${await Promise.resolve(a + 1)}${(() => { for (;;) return 'x' })()}.", { lang: "md", refs: { a: 1 }, runtime: { markdown } });
    expect(markdown).toHaveBeenCalledExactlyOnceWith(["# ", "\n\\${no} ", "", "."], [1, 2, "x"]);
  });

  test("plain prose has no values", async () => {
    expect((await runCell("just `text` with \"quotes\", \u2028 and $", { lang: "md" })).output).toBe("just `text` with \"quotes\", \u2028 and $");
  });

  test("an error in an expression has its own place", async () => {
    const run = await runCell("one ${1}\ntwo ${ null as any } ${nowhere.x}", { lang: "md" });
    expect(placeOf(run.error, run.compiled)).toEqual({ line: 2, column: 24 });
  });
});
