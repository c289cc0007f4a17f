import { expect, test } from "vitest";
import { declareRows } from "./useSqlTypes.ts";

test("rows of an SQL cell have the types of its columns once it ran", () => {
  expect(declareRows("top", null)).toBe("declare const top: Record<string, any>[];");
  expect(declareRows("top", [{ name: "n", type: "bigint" }, { name: "a \"b\"", type: "string" }, { name: "at", type: "date" }])).toBe('declare const top: { "n": number; "a \\"b\\"": string; "at": Date }[];');
});
