import { expect, test } from "vitest";
import { isExpectedError, outcomeOf } from "../fixtures/outcome.ts";
import { vectorsOf } from "../fixtures/vectors.ts";
import { autoCast, coerceConfig } from "./coerce.ts";
import type { ConfigType } from "./coerce.ts";
import { createAccessor } from "./accessor.ts";
import { createEnv } from "./env.ts";
import { lookupKeys } from "./lookup.ts";
import { envProvider, memoryProvider } from "./providers.ts";
import { requireConfig, resolveConfig } from "./resolve.ts";

interface LookupInput {
  readonly key: string;
  readonly pipeline_name: string | null;
  readonly sections: string[];
  readonly embedded_sections: string[];
  readonly config_section: string | null;
}

for (const { id, input, expected } of vectorsOf<LookupInput, string[]>("config.lookup_order")) {
  test(`keys are tried from the most to the least specific (${id})`, () => {
    const keys = lookupKeys({
      key: input.key,
      sections: input.sections,
      embeddedSections: input.embedded_sections,
      configSection: input.config_section ?? undefined,
      pipelineName: input.pipeline_name ?? undefined,
    });
    expect(keys).toEqual(expected);
  });
}

interface ResolveInput {
  readonly env: Record<string, string>;
  readonly sections: string[];
  readonly pipeline_name: string | null;
  readonly config_section: string;
  readonly field: string;
  readonly default: unknown;
}

for (const { id, input, expected } of vectorsOf<ResolveInput, unknown>("config.resolve")) {
  test(`the environment decides by specificity (${id})`, () => {
    const type: ConfigType = input.field === "disable_compression" ? "bool" : "int";
    const outcome = outcomeOf(() =>
      resolveConfig(
        { key: input.field, type, default: input.default, sections: input.sections, configSection: input.config_section, pipelineName: input.pipeline_name ?? undefined },
        undefined,
        [envProvider(createEnv(input.env))],
      ),
    );
    expect(outcome).toEqual(isExpectedError(expected) ? { error: "E400" } : expected);
  });
}

for (const { id, input, expected } of vectorsOf<string, unknown>("config.auto_cast")) {
  test(`an untyped value is cast by its looks (${id})`, () => {
    expect(autoCast(input)).toEqual(expected);
  });
}

const typeNames: Record<string, ConfigType> = { int: "int", bool: "bool", dict: "dict", str: "str", datetime: "datetime" };

for (const { id, input, expected } of vectorsOf<{ value: string; type: string }, unknown>("config.deserialize")) {
  test(`a typed value is read strictly (${id})`, () => {
    const coerced = coerceConfig(input.value, typeNames[input.type] ?? "str");
    expect(coerced).toEqual(isExpectedError(expected) ? { ok: false } : { ok: true, value: isDate(expected) ? new Date(expected.$datetime) : expected });
  });
}

interface AccessorInput {
  readonly set: { readonly secrets?: Record<string, unknown>; readonly config?: Record<string, unknown> };
  readonly get?: string[];
}

for (const { id, input, expected } of vectorsOf<AccessorInput, unknown[]>("config.accessor").filter((vector) => vector.input.get !== undefined)) {
  test(`dotted names are read back (${id})`, () => {
    const { secrets, config } = accessors(input.set);
    const got = (input.get ?? []).map((path) => {
      const [accessor, name] = path.split(":") as [string, string];
      return (accessor === "secrets" ? secrets : config)[name];
    });
    expect(got).toEqual(expected);
  });
}

test("secrets in the environment's style are found by their dotted name", () => {
  const { secrets } = accessors({ secrets: { SOURCES__SECRET_KEY: "abc" } });
  expect(secrets["sources.secret_key"]).toBe("abc");
  expect(secrets["SOURCES__SECRET_KEY"]).toBe("abc");
});

test("secrets are not read from config", () => {
  const { secrets } = accessors({ config: { token: "plain" } });
  expect(secrets.get("token")).toBeUndefined();
  expect(() => secrets["token"]).toThrowError(expect.objectContaining({ code: "E401" }));
});

test("a missing value lists the keys that were tried", () => {
  const lookup = { key: "missing_one", sections: ["sources", "xx", "s3"] };
  expect(() => requireConfig(lookup, [envProvider(createEnv())])).toThrowError(
    /SOURCES__XX__S3__MISSING_ONE, SOURCES__XX__MISSING_ONE, SOURCES__S3__MISSING_ONE, SOURCES__MISSING_ONE, MISSING_ONE/,
  );
});

function accessors(values: AccessorInput["set"]) {
  const secretsProvider = memoryProvider("secrets.toml", true);
  const configProvider = memoryProvider("config.toml", false);
  const secrets = createAccessor(secretsProvider, [secretsProvider]);
  const config = createAccessor(configProvider, [secretsProvider, configProvider]);
  for (const [name, value] of Object.entries(values.secrets ?? {})) secrets[name] = value;
  for (const [name, value] of Object.entries(values.config ?? {})) config[name] = value;
  return { secrets, config };
}

function isDate(value: unknown): value is { $datetime: string } {
  return typeof value === "object" && value !== null && "$datetime" in value;
}
