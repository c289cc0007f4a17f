import { expect, test } from "vitest";
import { createEnv } from "./env.ts";

test("a value is stored as its text", () => {
  const env = createEnv();
  env.COUNT = 1;
  env.FLAG = true;
  env.LIST = [1, 2];
  expect({ ...env }).toEqual({ COUNT: "1", FLAG: "true", LIST: "[1,2]" });
});

test("delete, undefined and null remove a key", () => {
  const env = createEnv({ A: "1", B: "2", C: "3" });
  delete env.A;
  env.B = undefined;
  env.C = null;
  expect(Object.keys(env)).toEqual([]);
  expect("A" in env).toBe(false);
});

test("keys of Object.prototype are not in the environment", () => {
  const env = createEnv();
  expect(env.constructor).toBeUndefined();
  env.__proto__ = "x";
  expect(env.__proto__).toBe("x");
});

test("a function has no text form", () => {
  const env = createEnv();
  expect(() => {
    env.F = (() => 1) as never;
  }).toThrowError(expect.objectContaining({ code: "E403" }));
});
