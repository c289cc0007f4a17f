import fc from "fast-check";
import { expect, test } from "vitest";
import { namingConvention } from "./convention.ts";

for (const name of ["snake_case", "sql_ci_v1", "sql_cs_v1", "direct", "duck_case"]) {
  test(`${name}: a normalized name is normal`, () => {
    const naming = namingConvention(name);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aZ09_ -+*@|.é日\"'\n▶ß", "😀", "\ud83d"), minLength: 1 }).filter((raw) => raw.trim() !== ""), (raw) => {
        const once = naming.normalizeIdentifier(raw);
        expect(naming.normalizeIdentifier(once)).toBe(once);
      }),
    );
  });
}

test("shortened names never pass the limit", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z]\w{0,80}$/), fc.integer({ min: 8, max: 40 }), (raw, limit) => {
      expect(namingConvention("snake_case", limit).normalizeIdentifier(raw).length).toBeLessThanOrEqual(limit);
    }),
  );
});

test("an unknown convention names the known ones", () => {
  expect(() => namingConvention("kebab")).toThrowError(expect.objectContaining({ code: "E411" }));
});
