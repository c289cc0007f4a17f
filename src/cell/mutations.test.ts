import { describe, expect, test } from "vitest";
import { analyzeCell } from "./analyzeCell.ts";

const changed = (code: string): string[] => analyzeCell(code, { lang: "ts" }).mutations.map(({ name }) => name);

describe("J3: changes inside values of others", () => {
  test.each([
    ["x.push(1)", ["x"]],
    ["x.list[0].sort()", ["x"]],
    ["x?.list?.push(1)", ["x"]],
    ["x.a = 1; y[0]++; [z.q] = [1]; ({ w: w.p } = o)", ["x", "y", "z", "w"]],
    ["(x as any)!.a = 1", ["x"]],
    ["delete x.a", ["x"]],
    ["Object.assign(x, { a: 1 })", ["x"]],
    ["const f = () => { x.set('k', 1) }", ["x"]],
    ["x.push(1); x.push(2)", ["x"]],
  ])("%s", (code, names) => {
    expect(changed(code)).toEqual(names);
  });

  test.each(["const x = []; x.push(1)", "function f(x) { x.a = 1 }", "x.map(y => y + 1)", "[...x].sort()", "x().push(1)", "x[method]()", "x.slice().sort()", "delete (() => x)", "push(x)"])("%s is none", (code) => {
    expect(changed(code)).toEqual([]);
  });

  test("the place is that of the name", () => {
    expect(analyzeCell("1;\n  x.a.push(2)", { lang: "ts" }).mutations).toEqual([{ name: "x", offset: 5, endOffset: 6, line: 2, column: 3 }]);
  });
});
