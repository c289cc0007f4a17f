import { expect, test } from "vitest";
import { outcomeOf } from "../fixtures/outcome.ts";
import { createAccessor } from "./accessor.ts";
import { autoCast, coerceConfig } from "./coerce.ts";
import { createEnv } from "./env.ts";
import { envProvider, memoryProvider } from "./providers.ts";
import { requireConfig, resolveConfig } from "./resolve.ts";

interface Values {
  readonly secrets?: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}

function accessors(values: Values) {
  const [environment, secretValues, configValues] = [envProvider(createEnv(values.env)), memoryProvider("secrets.toml", true), memoryProvider("config.toml", false)];
  const secrets = createAccessor({ name: "dlt.secrets", target: secretValues, providers: [environment, secretValues], isSecret: true });
  const config = createAccessor({ name: "dlt.config", target: configValues, providers: [environment, secretValues, configValues], isSecret: false });
  for (const [name, value] of Object.entries(values.secrets ?? {})) secrets[name] = value;
  for (const [name, value] of Object.entries(values.config ?? {})) config[name] = value;
  return { secrets, config };
}

test("secrets in the environment's style are found by their dotted name, and settings by that of the environment", () => {
  const { secrets, config } = accessors({ secrets: { SOURCES__SECRET_KEY: "abc" }, config: { "normalize.workers": 2 } });
  expect(secrets["sources.secret_key"]).toBe("abc");
  expect(secrets["SOURCES__SECRET_KEY"]).toBe("abc");
  expect(config["NORMALIZE__WORKERS"]).toBe(2);
});

test("secrets are not read from config", () => {
  const { secrets } = accessors({ config: { token: "plain" } });
  expect(secrets.get("token")).toBeUndefined();
  expect(() => secrets["token"]).toThrowError(expect.objectContaining({ code: "E401" }));
});

test("an object sets the values in it, and sections are read back as objects", () => {
  const { secrets, config } = accessors({ secrets: { "sources.github": { token: "t", pages: 2 } }, config: { "a.b.c": 1, "a.b.d": 2 } });
  expect(secrets["sources.github.token"]).toBe("t");
  expect(secrets["sources.github.pages"]).toBe(2);
  expect(config["a.b"]).toEqual({ c: 1, d: 2 });
  delete config["a.b.c"];
  expect(config["a.b"]).toEqual({ d: 2 });
});

test("setting a value inside an object leaves the object given alone", () => {
  const given = { token: "t" };
  const { secrets } = accessors({ secrets: { sources: given } });
  secrets["sources.more"] = "m";
  expect(given).toEqual({ token: "t" });
});

test("names of Object.prototype are not there", () => {
  const { config } = accessors({});
  expect(config.get("constructor")).toBeUndefined();
  config["__proto__.polluted"] = 1;
  expect(config["__proto__.polluted"]).toBe(1);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("get reads text as a type when asked to", () => {
  const { config } = accessors({ env: { A__N: "5", A__T: "yes" } });
  expect([config.get("a.n"), config.get("a.n", "str"), config.get("a.t"), config.get("a.t", "bool"), config.get("a.none", "int")]).toEqual([5, "5", "yes", true, undefined]);
  expect(() => config.get("a.t", "int")).toThrowError(expect.objectContaining({ code: "E400" }));
});

test("an accessor can be waited for and listed without an error, and shows no secret", async () => {
  const { secrets, config } = accessors({ secrets: { token: "abcdef" }, config: { "a.b": 1 } });
  expect(Object.entries(await config)).toEqual([["a.b", 1]]);
  expect(JSON.stringify(secrets)).toBe("{}");
});

test("a missing value lists what was tried, provider by provider, the pipeline's name first", () => {
  const lookup = { key: "token", sections: ["sources", "github"], pipelineName: "p" };
  const providers = [envProvider(createEnv()), memoryProvider("secrets.toml", true)];
  expect(() => requireConfig(lookup, providers, "GithubConfiguration")).toThrowError(
    `Missing 1 field(s) in configuration \`GithubConfiguration\`: \`token\`
for field \`token\` the following (config provider, key) were tried in order:
  (Environment Variables, P__SOURCES__GITHUB__TOKEN)
  (Environment Variables, P__SOURCES__TOKEN)
  (Environment Variables, P__TOKEN)
  (secrets.toml, p.sources.github.token)
  (secrets.toml, p.sources.token)
  (secrets.toml, p.token)
  (Environment Variables, SOURCES__GITHUB__TOKEN)
  (Environment Variables, SOURCES__TOKEN)
  (Environment Variables, TOKEN)
  (secrets.toml, sources.github.token)
  (secrets.toml, sources.token)
  (secrets.toml, token)`,
  );
});

test("the environment is asked for every key before the next provider, and the pipeline's name before all", () => {
  const config = memoryProvider("config.toml", false);
  config.set("normalize.workers", 3);
  const field = { key: "workers", type: "int", default: 1, sections: ["normalize"], pipelineName: "p" } as const;
  expect(resolveConfig<number>(field, undefined, [envProvider(createEnv({ WORKERS: "2" })), config])).toBe(2);
  config.set("p.workers", 4);
  expect(resolveConfig<number>(field, undefined, [envProvider(createEnv({ WORKERS: "2" })), config])).toBe(4);
});

test.each([
  ["0x10", 16], ["1_000", 1000], [" 5 ", 5], ["+5", 5], ["5.0", 5], ["1e3", 1000], ["-.5", -0.5], ["9007199254740993", 9007199254740993n], ["inf", Infinity], ["-0x1", "-0x1"], ["1__0", "1__0"],
  [" true", " true"], ["False", false], ['"x"', '"x"'], ["[1", "[1"], ["{}", {}],
])("an untyped %j is read by its looks", (text, value) => {
  expect(autoCast(text)).toEqual(value);
});

test.each([
  ["int", "0x1F", 31], ["int", " 7 ", 7], ["int", "1e3", undefined], ["int", "99999999999999999999", undefined], ["float", "1", 1], ["float", "x", undefined], ["float", "", undefined], ["bool", "T", true], ["bool", "off", undefined],
  ["list", "[1]", [1]], ["list", "{}", undefined], ["tuple", "(1, 'a')", [1, "a"]], ["tuple", "1", undefined], ["dict", "[]", undefined], ["str", " x ", " x "],
  ["datetime", "2024-01-01", new Date("2024-01-01T00:00:00Z")], ["datetime", "2024-01-01T10:00:00+02:00", new Date("2024-01-01T08:00:00Z")], ["datetime", "soon", undefined],
] as const)("as %s, %j is read strictly", (type, text, value) => {
  expect(coerceConfig(text, type)).toEqual(value === undefined ? { ok: false } : { ok: true, value });
});

test("numbers that are none are no settings", () => {
  expect(outcomeOf(() => resolveConfig({ key: "n", type: "float", min: 0, default: 1 }, undefined, [envProvider(createEnv({ N: "nan" }))]))).toEqual({ error: "E400" });
});
