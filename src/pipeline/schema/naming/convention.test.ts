import fc from "fast-check";
import { expect, test } from "vitest";
import { isExpectedError, outcomeOf } from "../../fixtures/outcome.ts";
import { vectorsOf } from "../../fixtures/vectors.ts";
import { schemaNameOfPipeline } from "../schemaName.ts";
import { namingConvention } from "./convention.ts";
import { identifierTag } from "./shorten.ts";

for (const name of ["snake_case", "sql_ci_v1", "sql_cs_v1", "direct", "duck_case"]) {
  for (const { id, input, expected } of vectorsOf<string, string | { error: string }>(`naming.${name}.identifier`)) {
    test(`${name} writes ${JSON.stringify(input)} as ${JSON.stringify(expected)} (${id})`, () => {
      const outcome = outcomeOf(() => namingConvention(name).normalizeIdentifier(input));
      expect(outcome).toEqual(isExpectedError(expected) ? { error: "E410" } : expected);
    });
  }

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

const snakeCase = namingConvention("snake_case");

for (const { id, input, expected } of vectorsOf<string, string>("naming.snake_case.path")) {
  test(`the path ${input} is written ${expected} (${id})`, () => {
    expect(snakeCase.normalizePath(input)).toBe(expected);
  });
}

for (const { id, input, expected } of vectorsOf<string[], string>("naming.snake_case.make_path")) {
  test(`parts are joined as they are (${id})`, () => {
    expect(snakeCase.joinPath(...input)).toBe(expected);
  });
}

for (const { id, input, expected } of vectorsOf<string, string[]>("naming.snake_case.break_path")) {
  test(`a path falls into its parts (${id})`, () => {
    expect(snakeCase.breakPath(input)).toEqual(expected);
  });
}

for (const { id, input, expected } of vectorsOf<{ identifier: string; max_length: number }, string>("naming.shorten.identifier")) {
  test(`a long name keeps its ends around a tag (${id})`, () => {
    expect(namingConvention("snake_case", input.max_length).normalizeIdentifier(input.identifier)).toBe(expected);
  });
}

for (const { id, input, expected } of vectorsOf<{ path: string; max_length: number }, string>("naming.shorten.path")) {
  test(`a long path is shortened as a whole (${id})`, () => {
    expect(namingConvention("snake_case", input.max_length).normalizePath(input.path)).toBe(expected);
  });
}

for (const { id, input, expected } of vectorsOf<{ parts: string[]; max_length: number }, string>("naming.shorten.fragments")) {
  test(`joined parts are shortened as a whole (${id})`, () => {
    expect(namingConvention("snake_case", input.max_length).joinPath(...input.parts)).toBe(expected);
  });
}

for (const { id, input, expected } of vectorsOf<{ identifier: string }, string>("naming.tag")) {
  test(`the tag of a name (${id})`, () => {
    expect(identifierTag(input.identifier)).toBe(expected);
  });
}

for (const { id, input, expected } of vectorsOf<string[], { normalized: string[] }>("naming.collision")) {
  test(`two names may meet in one column (${id})`, () => {
    expect(input.map((name) => snakeCase.normalizeIdentifier(name))).toEqual(expected.normalized);
  });
}

for (const { id, input, expected } of vectorsOf<string, string>("naming.schema_name_from_pipeline")) {
  test(`the pipeline ${input} has the schema ${expected} (${id})`, () => {
    expect(schemaNameOfPipeline(input)).toBe(expected);
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
