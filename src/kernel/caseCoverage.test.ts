import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { caseDeviations } from "./caseDeviations.ts";

const rows: Readonly<Record<string, string>> = {
  A: "1 2 3 5 6 8 10 13 14 17 18 19 20 21 23 28 30 31 32 33 37 38 40 41 42 43 44 46 47 48 49 50 51 53 54 56 58 59 60",
  B: "1 2 3 4 5 6 7 8 9 10 11",
  C: "1 2 3 4 5 6 7 8 9 10 12 13 14 15 17 18 20 22 24 26 27 28 30 31 32 33 34 36 38 39",
  D: "1 2 4 5 8 9 10 11 12 13 14 15",
  E: "1 2 3 4 5 6 7 9",
  F: "1 2 3 4 7 8 10 11 12 13 18 21",
  G: "1 2 3 5 6 7 8 9 10 12",
  H: "1 2 5 6 7 8 9 10 12",
  I: "1 2 3 4 5 6 7 8 9",
  J: "1 2 3 4 5 6 7 8 9 10 11 12",
};

test("every worked case has a test that is named by its number, or a reason why not", () => {
  const named = new Set<string>();
  for (const room of ["../cell/", "../graph/", "./"]) {
    const folder = fileURLToPath(new URL(room, import.meta.url));
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".test.ts"))) {
      const text = readFileSync(folder + file, "utf8");
      // Titles of tests and groups, and the first entry of a table's row.
      for (const [, title = ""] of text.matchAll(/(?:(?:test|describe)\(|^\s*\[)"([A-J]\d[^"]*)"/gm)) for (const [number] of title.matchAll(/\b[A-J]\d+\b/g)) named.add(number);
    }
  }
  const all = Object.entries(rows).flatMap(([block, numbers]) => numbers.split(" ").map((number) => block + number));
  expect(all.filter((row) => !named.has(row) && !Object.hasOwn(caseDeviations, row))).toEqual([]);
  expect(Object.keys(caseDeviations).filter((row) => !all.includes(row))).toEqual([]);
});
