import { expect, test } from "vitest";
import { findLimits } from "./environment.ts";

const everything = { workers: true, webAssembly: true, privateFiles: true, sharedMemory: true };

function codes(missing: Partial<typeof everything>): readonly string[] {
  return findLimits({ ...everything, ...missing }).map((limit) => limit.code);
}

test("a browser that has everything is told nothing", () => {
  expect(codes({})).toEqual([]);
});

test("without workers that is the only thing said", () => {
  expect(codes({ workers: false, webAssembly: false, privateFiles: false, sharedMemory: false })).toEqual(["E601"]);
});

test("each other loss is told, the gravest first", () => {
  expect(codes({ sharedMemory: false, privateFiles: false, webAssembly: false })).toEqual(["E602", "E603", "E604"]);
  expect(codes({ privateFiles: false })).toEqual(["E603"]);
});
