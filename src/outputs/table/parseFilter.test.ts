import { expect, test } from "vitest";
import { parseFilter } from "./parseFilter.ts";

const of = (type: "number" | "bigint" | "string" | "date" | "boolean") => ({ name: "c", type });
const short = (text: string, type: Parameters<typeof of>[0]) => parseFilter(text, of(type))?.map(({ operator, value }) => `${operator} ${String(value)}`) ?? null;

test.each([
  ["", "string", []],
  [" ada ", "string", ["contains ada"]],
  ['= "x y"', "string", ["= x y"]],
  ["empty", "string", ["= null"]],
  ["not empty", "number", ["!= null"]],
  ["1,200", "number", ["= 1200"]],
  [">=-2.5", "number", [">= -2.5"]],
  ["<> 3", "number", ["!= 3"]],
  ["1..5", "number", [">= 1", "<= 5"]],
  ["ten", "number", null],
  ["> 90071992547409931", "bigint", ["> 90071992547409931"]],
  ["> 2026-01-31", "date", ["> 2026-01-31T00:00:00.000Z"]],
  ["2026-01-31 10:00..2026-02-01", "date", null],
  [">= 2026-01-31 10:00", "date", [">= 2026-01-31T10:00:00.000Z"]],
  ["yes", "boolean", ["= true"]],
  ["perhaps", "boolean", null],
] as const)("%s in a column of the type %s", (text, type, expected) => {
  expect(short(text, type)).toEqual(expected);
});
