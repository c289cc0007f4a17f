/** One configuration value: explicit argument, else the first provider that holds it, else the default. */
import type { CodedError } from "../../diagnostic/codedError.ts";
import { pipelineError } from "../errors.ts";
import { now } from "../trace/clock.ts";
import { coerceConfig } from "./coerce.ts";
import type { ConfigType } from "./coerce.ts";
import { lookupRounds } from "./lookup.ts";
import type { ConfigLookup } from "./lookup.ts";
import { defaultProviders } from "./providers.ts";
import type { ConfigProvider } from "./providers.ts";
import { noteResolved } from "./resolvedValues.ts";

/** A value as a provider gave it, with the key that held it. */
export interface FoundConfig {
  readonly key: string;
  readonly provider: string;
  readonly value: unknown;
  /** Sections in front of the key where it was found. */
  readonly path: readonly string[];
}

/**
 * Looks a value up: all paths under the pipeline's name first, then all without it; within a round each provider
 * is asked for all paths before the next provider (dlt: configuration resolve).
 */
export function findConfig(lookup: ConfigLookup, providers: readonly ConfigProvider[] = defaultProviders): FoundConfig | undefined {
  for (const round of lookupRounds(lookup)) {
    for (const provider of providers) {
      for (const path of round) {
        const value = provider.get(path, lookup.key);
        if (value !== undefined && value !== null) return { key: provider.keyName(path, lookup.key), provider: provider.name, value, path };
      }
    }
  }
  return undefined;
}

/** A typed value to resolve. */
export interface ConfigField<Value> extends ConfigLookup {
  readonly type: ConfigType;
  readonly default: Value;
  /** Smallest number allowed. */
  readonly min?: number;
}

/**
 * Resolves a typed value.
 *
 * @param explicit wins over every provider when it is not undefined
 * @throws E400 naming the key that held the bad value, the value and what was expected
 */
export function resolveConfig<Value>(field: ConfigField<Value>, explicit?: unknown, providers: readonly ConfigProvider[] = defaultProviders): Value {
  const found = explicit === undefined ? findConfig(field, providers) : { key: field.key, provider: "argument", value: explicit, path: [] };
  if (found === undefined) return field.default;
  const coerced = coerceConfig(found.value, field.type);
  if (!coerced.ok || (field.min !== undefined && !((coerced.value as number) >= field.min))) {
    throw pipelineError("E400", { key: found.key, value: JSON.stringify(found.value), expected: describeType(field), default: field.default ?? "none" });
  }
  if (field.pipelineName !== undefined) noteResolved(field.pipelineName, { key: field.key, sections: found.path, value: coerced.value, provider: found.provider, readAt: now() });
  return coerced.value as Value;
}

/** Resolves the fields of one configuration. @throws E400 */
export function resolveFields<Config extends object>(fields: { readonly [Name in keyof Config]: ConfigField<unknown> }, place: Omit<ConfigLookup, "key">, explicit: Partial<Config> = {}): Config {
  const config: Partial<Config> = {};
  for (const name of Object.keys(fields) as (keyof Config)[]) {
    config[name] = resolveConfig({ ...fields[name], ...place }, explicit[name]) as Config[keyof Config];
  }
  return config as Config;
}

/**
 * A value that must be there, as source and resource arguments are.
 *
 * @param configuration what needs it, for the message: dlt's name of it, e.g. `GithubSourceConfiguration`
 * @throws E401 listing what was tried, provider by provider
 */
export function requireConfig(lookup: ConfigLookup, providers: readonly ConfigProvider[] = defaultProviders, configuration = "Configuration"): FoundConfig {
  const found = findConfig(lookup, providers);
  if (found === undefined) throw missingConfig(lookup, providers, configuration);
  return found;
}

/** E401 as dlt words it: each provider with every key, in the order in which they were tried. */
export function missingConfig(lookup: ConfigLookup, providers: readonly ConfigProvider[], configuration: string): CodedError {
  const tried = lookupRounds(lookup).flatMap((round) => providers.flatMap((provider) => round.map((path) => `  (${provider.name}, ${provider.keyName(path, lookup.key)})`)));
  return pipelineError("E401", { field: lookup.key, configuration, tried: tried.join("\n") });
}

function describeType(field: ConfigField<unknown>): string {
  if (typeof field.type !== "string") return `one of ${field.type.join(", ")}`;
  switch (field.type) {
    case "int":
      return field.min === undefined ? "a whole number" : `a whole number of at least ${field.min}`;
    case "float":
      return "a number";
    case "seconds":
      return "a number of seconds";
    case "bool":
      return "true or false";
    case "list":
      return "a JSON list";
    case "tuple":
      return "values in parentheses";
    case "dict":
      return "a JSON object";
    case "datetime":
      return "an ISO 8601 date and time";
    case "str":
      return "text";
  }
}
