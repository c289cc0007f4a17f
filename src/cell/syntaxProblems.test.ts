import { describe, expect, test } from "vitest";
import { analyzeCell } from "./analyzeCell.ts";
import type { CellDiagnostic, CellLang } from "./types.ts";

function problem(code: string, lang: CellLang = "ts"): CellDiagnostic {
  const { diagnostics } = analyzeCell(code, { lang });
  expect(diagnostics).toHaveLength(1);
  // The line above has made sure that there is one.
  return diagnostics[0]!;
}

describe("syntax errors", () => {
  test("C30: an unfinished statement is reported at its end, with no names", () => {
    expect(problem("x=")).toMatchObject({ code: "E100", line: 1, column: 3 });
    expect(problem("const a = 1\nconst b =\n\n")).toMatchObject({ code: "E100", line: 2, column: 10, message: "The cell ends in the middle of a statement." });
    expect(analyzeCell("const x = 1; x=", { lang: "ts" }).defs).toEqual([]);
  });

  test("C32: an error on line 3 of 4 is reported on line 3, at its exact offset", () => {
    expect(problem("const a = `\n`\nconst b = 1 2\nconst c = 3")).toMatchObject({ code: "E100", line: 3, column: 13, offset: 26, endOffset: 27 });
  });

  test.each([
    ["const a = (1, 2", "The cell ends in the middle of a statement."],
    ["a b", "`b`"],
    ["foo(1))", "`)`"],
    ['const s = "abc', "not closed"],
    ["`abc", "never closed"],
    ["/* abc", "never closed"],
    ["return 1", "last expression"],
    ["break", "outside of a loop"],
    ["a |> b", "not part of TypeScript"],
    ["with (o) {}", "strict"],
  ])("%j is explained", (code, part) => {
    expect(problem(code)).toMatchObject({ code: "E100", severity: "error" });
    expect(problem(code).message).toContain(part);
  });

  test("await in a plain function", () => {
    expect(problem("function f() {\n  await g()\n}")).toMatchObject({ code: "E116", line: 2, column: 3 });
  });

  test("JSX in a ts cell, but not in a tsx cell", () => {
    expect(problem("const a = 1\nconst e = <b>x</b>")).toMatchObject({ code: "E115", line: 2, column: 11 });
    expect(analyzeCell("const e = <b>x</b>", { lang: "tsx" }).diagnostics).toEqual([]);
  });

  test("every repeated declaration is reported", () => {
    const { diagnostics, defs } = analyzeCell("const a = 1\nlet a\nfunction b(){}\nclass b {}", { lang: "ts" });
    expect(diagnostics.map(({ code, line, message }) => [code, line, message.includes("`a`") || message.includes("`b`")])).toEqual([
      ["E102", 2, true],
      ["E102", 4, true],
    ]);
    expect(defs).toEqual(["a", "b"]);
  });
});

describe("C33: habits from elsewhere", () => {
  test.each([
    ["!pip install pandas", "E110", "npm:"],
    ["const a = 1\n!npm install left-pad", "E110", "npm:"],
    ["npm install x", "E110", "Nothing has to be installed"],
    ["cd data", "E110", "TypeScript"],
    ["%timeit f()", "E111", "performance.now()"],
    ["%sql SELECT 1", "E111", "query"],
    ["%%sql\nSELECT 1 FROM t", "E111", "query"],
    ["%matplotlib inline", "E111", "Leave"],
    ["def f():\n    return 1", "E112", "function f("],
    ["print x", "E112", "console.log"],
    ["from os import path", "E112", "import { name }"],
    ["import numpy as np", "E112", "import * as"],
    ["for x in y:\n    f(x)", "E112", "braces"],
    ["if x:\n    f(x)", "E112", "braces"],
    ["const f = lambda x: x", "E112", "=>"],
    ["# a comment", "E112", "//"],
    ["SELECT a, b FROM t", "E114", "string"],
    ["const a = “b”", "E117", "straight quotes"],
    ["const a =\u200b 1", "E117", "invisible"],
  ])("%j gets %s with a way out", (code, expected, advice) => {
    const { code: found, fix } = problem(code);
    expect(found).toBe(expected);
    expect(fix).toContain(advice);
  });

  test("the place is the foreign line", () => {
    expect(problem("const a = 1\n  !pip install x\nconst b = 2")).toMatchObject({ line: 2, column: 3, offset: 14, endOffset: 28 });
  });

  test("!ls and require are valid but warned about", () => {
    expect(problem("!ls")).toMatchObject({ code: "E110", severity: "warning" });
    expect(problem('const fs = require("fs")')).toMatchObject({ code: "E113", severity: "warning" });
    expect(analyzeCell("const ls = true; !ls", { lang: "ts" }).diagnostics).toEqual([]);
    expect(analyzeCell('const require = (x) => x; require("fs")', { lang: "ts" }).diagnostics).toEqual([]);
  });

  test("ordinary mistakes are not taken for Python", () => {
    expect(problem("class A { m() { return } } const x = ;").code).toBe("E100");
    expect(problem("const o = { a: 1, b: }").code).toBe("E100");
    expect(problem("switch (x) { case 1: foo( }").code).toBe("E100");
  });
});
