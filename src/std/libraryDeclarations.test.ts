import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { declareLibrary } from "./libraryDeclarations.ts";

const std = readFileSync(new URL("./index.ts", import.meta.url), "utf8");

test("every name that a cell has is declared, for import and without", () => {
  const { module, globals } = declareLibrary(std, "./src/std/index.ts", "./src/pipeline/index.ts");
  for (const name of ["display", "md", "chart", "ui", "sleep"]) {
    expect(module).toContain(`export declare const ${name}: Std["${name}"];`);
    expect(globals).toContain(`declare const ${name}: typeof import("watercourse").${name};`);
  }
  expect(module).toContain('export { dlt, env } from "./src/pipeline/index.ts";');
  expect(globals).toContain('declare const dlt: typeof import("watercourse").dlt;');
});
