/** The places that hold configuration, in the order in which they are asked: environment, secrets, config. */
import { env } from "./env.ts";
import type { Env } from "./env.ts";
import { envKey } from "./lookup.ts";
import { addSecretSource } from "./hideSecrets.ts";
import { isSettingName } from "./settingNames.ts";

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
  /**
   * Sets a value; undefined removes it. A plain object sets the values in it.
   *
   * @param name dotted (`a.b.c`), or in the environment's style (`A__B__C`)
   */
  set(name: string, value: unknown): void;
  clear(): void;
  /** Dotted name → value, for every single value. */
  entries(): [name: string, value: unknown][];
}

interface Section {
  [name: string]: unknown;
}

/**
 * Makes an empty provider of dotted names, which are sections in sections as in a TOML file: after `a.b = { c: 1 }` there is
 * `a.b.c`. Names in the environment's style are accepted too, which dlt does not do.
 */
export function memoryProvider(name: string, holdsSecrets: boolean): WritableProvider {
  let root: Section = newSection();
  const find = (path: readonly string[]): unknown => path.reduce<unknown>((section, part) => (isSection(section) && Object.hasOwn(section, part) ? section[part] : undefined), root);
  return {
    name,
    holdsSecrets,
    keyName: (path, key) => [...path, key].join("."),
    get: (path, key) => find([...path, key]) ?? find([envKey(path, key)]) ?? (path.length === 0 && key.includes("__") ? find(key.toLowerCase().split("__")) : undefined),
    set: (dotted, value) => {
      const path = dotted.split(".");
      const key = path.pop() ?? dotted;
      let section = root;
      for (const part of path) {
        const inner = Object.hasOwn(section, part) ? section[part] : undefined;
        section = isSection(inner) ? inner : ((section[part] = newSection()) as Section);
      }
      if (value === undefined) delete section[key];
      else section[key] = copied(value);
    },
    clear: () => {
      root = newSection();
    },
    entries: () => [...leavesOf(root, [])],
  };
}

function newSection(): Section {
  return Object.create(null) as Section;
}

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value) && (Object.getPrototypeOf(value) === null || Object.getPrototypeOf(value) === Object.prototype);
}

/** Plain objects become sections of the provider's own, so that setting a value in them changes nobody else's object. */
function copied(value: unknown): unknown {
  return isSection(value) ? Object.assign(newSection(), Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]))) : value;
}

function* leavesOf(section: Section, path: readonly string[]): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(section)) {
    if (isSection(value)) yield* leavesOf(value, [...path, key]);
    else yield [[...path, key].join("."), value];
  }
}

/** In-memory secrets, as `dlt.secrets["sources.api_key"] = …` fills them. Never written anywhere. */
export const secretsProvider = memoryProvider("secrets.toml", true);

/** In-memory configuration, as `dlt.config["normalize.workers"] = …` fills it. */
export const configProvider = memoryProvider("config.toml", false);

/** The kernel's providers in dlt's order. */
export const defaultProviders: readonly ConfigProvider[] = [envProvider(), secretsProvider, configProvider];

/** Last part of an environment key that holds a secret. */
const secretKey = /(?:^|_)(?:token|secret|password|passwd|pwd|api_?key|secret_key|access_key|private_key|credentials?|auth|authorization)$/i;

addSecretSource(() => secretsProvider.entries().flatMap(([name, value]) => (isSettingName(name) ? [] : [value])));
addSecretSource(() => Object.entries(env).flatMap(([key, value]) => (secretKey.test(key) ? [value] : [])));
