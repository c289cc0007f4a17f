import { expect, test } from "vitest";
import { cellSuffixes } from "./cellSuffix.ts";

test("a cell imports what others declare and exports what it declares", () => {
  const suffixes = cellSuffixes([
    { file: "a.ts", names: ["rows", "Row"] },
    { file: "b.ts", names: ["total"] },
  ]);
  expect(suffixes.get("a.ts")).toBe('\n;\nimport { total } from "./b.ts";\nexport { rows, Row };');
  expect(suffixes.get("b.ts")).toBe('\n;\nimport { rows, Row } from "./a.ts";\nexport { total };');
});

test("the first of two homes of a name is the one that others see, and neither imports its own name", () => {
  const suffixes = cellSuffixes([
    { file: "a.ts", names: ["x"] },
    { file: "b.ts", names: ["x"] },
    { file: "c.ts", names: [] },
  ]);
  expect(suffixes.get("c.ts")).toBe('\n;\nimport { x } from "./a.ts";\nexport {  };');
  expect(suffixes.get("b.ts")).toBe("\n;\nexport { x };");
});
