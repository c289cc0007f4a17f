import { expect, test } from "vitest";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findForbiddenImports, findImportCircles, readImports } from "./imports.mjs";

const importing = (from: string, to: string, loads = true) => ({ from, to, line: 1, loads });
const everything = () => true;

test("a room may import itself, the diagnostics and what the table opens", () => {
  const imports = [importing("graph/order.ts", "graph/edges.ts"), importing("graph/order.ts", "diagnostic/codedError.ts"), importing("graph/order.ts", "cell/types.ts")];
  expect(findForbiddenImports(imports, everything)).toEqual([]);
});

test("an import up the table is named with both sides", () => {
  const [problem] = findForbiddenImports([importing("cell/analyze.ts", "kernel/protocol.ts")], everything);
  expect(problem).toMatchObject({ file: "cell/analyze.ts", message: "cell may not import kernel/protocol.ts" });
});

test("a door can be one file of a room", () => {
  expect(findForbiddenImports([importing("outputs/chart.tsx", "kernel/protocol.ts")], everything)).toEqual([]);
  expect(findForbiddenImports([importing("outputs/chart.tsx", "kernel/scheduler.ts")], everything)).toHaveLength(1);
  expect(findForbiddenImports([importing("outputs/chart.tsx", "kernel/protocolOther.ts")], everything)).toHaveLength(1);
});

test("a file that is not there and a room that is not in the table are problems", () => {
  expect(findForbiddenImports([importing("cell/a.ts", "cell/b.ts")], () => false)[0]?.message).toContain("not there");
  expect(findForbiddenImports([importing("attic/a.ts", "attic/b.ts")], everything)[0]?.message).toContain("not in the import table");
});

test("a circle of three files is found once; what is not loaded first closes none", () => {
  const imports = [importing("a/1.ts", "a/2.ts"), importing("a/2.ts", "a/3.ts"), importing("a/3.ts", "a/1.ts")];
  expect(findImportCircles(imports)).toEqual([["a/1.ts", "a/2.ts", "a/3.ts"]]);
  expect(findImportCircles([...imports.slice(0, 2), importing("a/3.ts", "a/1.ts", false)])).toEqual([]);
});

test("imports of every form are read, with their lines", async () => {
  const folder = mkdtempSync(join(tmpdir(), "watercourse-imports-"));
  try {
    mkdirSync(join(folder, "room"));
    const text = [
      'import { a } from "./a.ts";',
      'export * from "./b.ts";',
      'type C = import("./c.ts").C;',
      'const d = () => import("./d.tsx");',
      'new Worker(new URL("./e.ts", import.meta.url), { type: "module" });',
      'import F from "./f.ts?worker";',
      'import type { G } from "./g.ts";',
      'const folder = new URL("..", import.meta.url);',
      'import react from "react";',
    ];
    writeFileSync(join(folder, "room", "all.ts"), text.join("\n"));
    const imports = await readImports(folder);
    expect(imports.map(({ to, line, loads }) => [to, line, loads])).toEqual(
      expect.arrayContaining([
        ["room/a.ts", 1, true],
        ["room/b.ts", 2, true],
        ["room/c.ts", 3, false],
        ["room/d.tsx", 4, false],
        ["room/e.ts", 5, false],
        ["room/f.ts", 6, true],
        ["room/g.ts", 7, false],
      ]),
    );
    expect(imports).toHaveLength(7);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
