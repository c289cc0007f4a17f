/** The places that hold configuration, in the order in which they are asked: environment, secrets, config. */
import { env } from "./env.ts";
import type { Env } from "./env.ts";
import { envKey } from "./lookup.ts";

export interface ConfigProvider {
  /** As it stands in messages, e.g. `Environment Variables`. */
  readonly name: string;
  readonly holdsSecrets: boolean;
  /** How this provider spells the key, for messages. */
  keyName(path: readonly string[], key: string): string;
  /** The value; undefined if it is not there. */
  get(path: readonly string[], key: string): unknown;
}

/** Environment values: `SOURCES__GITHUB__API_KEY`. */
export function envProvider(values: Env = env): ConfigProvider {
  return {
    name: "Environment Variables",
    holdsSecrets: true,
    keyName: envKey,
    get: (path, key) => values[envKey(path, key)],
  };
}

/** Values set by code under dotted names (`sources.github.api_key`); what a TOML file is to dlt. */
export interface WritableProvider extends ConfigProvider {
  /** @param name dotted (`a.b.c`), or in the environment's style (`A__B__C`, taken as `a.b.c`) */
  set(name: string, value: unknown): void;
  clear(): void;
  /** Every text that was set. */
  texts(): string[];
}

/** Makes an empty provider of dotted names. Names in the environment's style are accepted too, which dlt does not do. */
export function memoryProvider(name: string, holdsSecrets: boolean): WritableProvider {
  const values = new Map<string, unknown>();
  return {
    name,
    holdsSecrets,
    keyName: (path, key) => [...path, key].join("."),
    get: (path, key) => {
      const dotted = [...path, key].join(".");
      return values.has(dotted) ? values.get(dotted) : values.get(envKey(path, key));
    },
    set: (dotted, value) => {
      if (value === undefined) values.delete(dotted);
      else values.set(dotted, value);
    },
    clear: () => values.clear(),
    texts: () => [...values.values()].filter((value) => typeof value === "string"),
  };
}

/** In-memory secrets, as `dlt.secrets["sources.api_key"] = …` fills them. Never written anywhere. */
export const secretsProvider = memoryProvider("secrets.toml", true);

/** In-memory configuration, as `dlt.config["normalize.workers"] = …` fills it. */
export const configProvider = memoryProvider("config.toml", false);

/** The kernel's providers in dlt's order. */
export const defaultProviders: readonly ConfigProvider[] = [envProvider(), secretsProvider, configProvider];
