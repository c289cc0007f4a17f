import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findInterpolations } from "./interpolations.ts";

function expressions(text: string): string[] {
  return findInterpolations(text).map(({ expression, error }) => (error ? `ERROR ${expression}` : expression));
}

describe("interpolations in prose", () => {
  test.each([
    ["We have ${rows.length} rows.", ["rows.length"]],
    ["${a}${b}", ["a", "b"]],
    ["${ {a: 1}.a }", [" {a: 1}.a "]],
    ["${a}}", ["a"]],
    ['${"}"}', ['"}"']],
    ["${`x${y}`}", ["`x${y}`"]],
    ["${f(function () { return {} })}", ["f(function () { return {} })"]],
    ["${a /* } */}", ["a /* } */"]],
    ["${a // }\n}", ["a // }\n"]],
    ["${/}/.test(x)}", ["/}/.test(x)"]],
    ["${x as Foo<{a: 1}>}", ["x as Foo<{a: 1}>"]],
    ["${await f()}", ["await f()"]],
    ["${a,\n b}", ["a,\n b"]],
  ])("%j", (text, expected) => {
    expect(expressions(text)).toEqual(expected);
  });

  test("a backslash makes it literal, two do not", () => {
    expect(expressions("\\${a}")).toEqual([]);
    expect(expressions("\\\\${a}")).toEqual(["a"]);
  });

  test.each([
    ["`${a}`", []],
    ["``x ` ${a}`` ${b}", ["b"]],
    ["`not closed ${a}", ["a"]],
    ["`one\n\n${a} two`", ["a"]],
    ["\\`${a}\\`", ["a"]],
    ["```\n${a}\n```\n${b}", ["b"]],
    ["~~~ts\n${a}\n```\n~~~\n${b}", ["b"]],
    ["````\n```\n${a}\n````\n${b}", ["b"]],
    ["> ```\n> ${a}\n> ```\n\n${b}", ["b"]],
    ["- ```\n  ${a}\n  ```\n${b}", ["b"]],
    ["```\n${a}", []],
    ["x ``` ${a} ```", []],
  ])("code is literal: %j", (text, expected) => {
    expect(expressions(text)).toEqual(expected);
  });

  test("what no brace completes is an error with its place", () => {
    expect(findInterpolations("ab ${x +} c")).toMatchObject([{ start: 3, end: 9, expression: "x +", error: { offset: 8 } }]);
    expect(findInterpolations("${a} ${b")).toMatchObject([{ expression: "a" }, { start: 5, end: 7, error: { offset: 5 } }]);
    expect(findInterpolations("${}")).toMatchObject([{ start: 0, end: 3, error: { offset: 2 } }]);
    expect(findInterpolations("${...x}")[0]?.error).toBeDefined();
    expect(findInterpolations("${const a = 1}")[0]?.error).toBeDefined();
  });

  test("after an error the rest is still read", () => {
    expect(expressions("${+} and ${a}")).toEqual(["ERROR +", "a"]);
  });

  test("a long text with a brace that is never closed stays fast", () => {
    const text = `\${ ${"(} ".repeat(20_000)}`;
    const before = performance.now();
    expect(findInterpolations(text)[0]?.error).toBeDefined();
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  test("offsets always cut out what was found, and ranges never overlap", () => {
    const piece = fc.constantFrom("${", "}", "{", "`", "```\n", "a", " ", "\n", "\\", "'", "$", "(x)", "\r\n", "1 + 2", "${a}", "~~~\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join("");
        let last = 0;
        for (const { start, end, expression, expressionStart, error } of findInterpolations(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(expressionStart).toBe(start + 2);
          expect(text.slice(start, expressionStart)).toBe("${");
          expect(text.slice(expressionStart, expressionStart + expression.length)).toBe(expression);
          expect(error !== undefined || text.slice(start, end) === `\${${expression}}`).toBe(true);
          last = end;
        }
      }),
    );
  });
});
