/** `dlt.config` and `dlt.secrets`: values by dotted name, without fallback to more general sections. */
import { pipelineError } from "../errors.ts";
import { autoCast, coerceConfig } from "./coerce.ts";
import type { ConfigType } from "./coerce.ts";
import { registerSecret } from "./hideSecrets.ts";
import { ConfigPlaceholder } from "./placeholder.ts";
import type { ValueOptions } from "./placeholder.ts";
import { configProvider, defaultProviders, secretsProvider } from "./providers.ts";
import type { ConfigProvider, WritableProvider } from "./providers.ts";

/** `accessor["a.b.c"]` reads, assignment writes in memory, `get` gives undefined where indexing throws. */
export interface ConfigAccessor {
  /**
   * The value, text cast to number, boolean, list or object where it looks like one; undefined if it is not there.
   *
   * @param type what text is read as, e.g. `"int"`. @throws E400 when it cannot be
   */
  get(name: string, type?: ConfigType): unknown;
  /**
   * Stands for a value where an argument is wanted, and is looked for when extract calls the function: first under the source
   * and the resource (`SOURCES__<SOURCE>__<RESOURCE>__<KEY>`), last by the key alone.
   *
   * @example const issues = dlt.resource(async function* (token: string) { … }).bind(dlt.secrets.value("access_token"));
   * @throws E401 then, when no provider holds it
   */
  value<Value = string>(key: string, options?: ValueOptions<Value>): Value;
  [name: string]: unknown;
}

/** What an accessor reads and writes. */
export interface AccessorSpec {
  /** As messages call it. */
  readonly name: string;
  readonly target: WritableProvider;
  readonly providers: readonly ConfigProvider[];
  /** True: what is read is a secret, wherever it came from. */
  readonly isSecret: boolean;
}

/**
 * Makes an accessor that asks providers in order, each once, with exactly the sections of the name. Listing it gives the
 * names that were set through it; of secrets none, so that showing or saving the accessor shows no secret.
 *
 * @throws E401 on indexing with a name that no provider holds
 */
export function createAccessor({ name: accessor, target, providers, isSecret }: AccessorSpec): ConfigAccessor {
  const find = (name: string): unknown => {
    const path = name.split(".");
    const key = path.pop() ?? name;
    for (const provider of providers) {
      const value = provider.get(path, key);
      if (value === undefined || value === null) continue;
      if (isSecret && provider !== target) registerSecret(value);
      return value;
    }
    return undefined;
  };
  const get = (name: string, type?: ConfigType): unknown => {
    const found = find(name);
    if (found === undefined) return undefined;
    if (type === undefined) return typeof found === "string" ? autoCast(found) : found;
    const coerced = coerceConfig(found, type);
    if (!coerced.ok) throw pipelineError("E400", { key: name, value: isSecret ? "***" : JSON.stringify(found), expected: `something of type ${String(type)}`, default: "none" });
    return coerced.value;
  };
  const value = (key: string, options: ValueOptions<unknown> = {}): unknown => new ConfigPlaceholder(key, isSecret, options);
  return new Proxy({ get, value } as ConfigAccessor, {
    get: (own, name) => {
      if (typeof name !== "string") return undefined;
      if (name === "get" || name === "value") return own[name];
      const found = get(name);
      if (found === undefined && (name === "then" || name === "toJSON")) return undefined;
      if (found === undefined) throw notFound(accessor, name, providers);
      return found;
    },
    set: (_own, name, value) => {
      target.set(String(name), value);
      return true;
    },
    has: (_own, name) => typeof name === "string" && find(name) !== undefined,
    deleteProperty: (_own, name) => {
      target.set(String(name), undefined);
      return true;
    },
    ownKeys: () => (isSecret ? [] : target.entries().map(([name]) => name)),
    getOwnPropertyDescriptor: (_own, name) => (isSecret || typeof name !== "string" ? undefined : { value: find(name), enumerable: true, configurable: true, writable: true }),
  });
}

function notFound(accessor: string, name: string, providers: readonly ConfigProvider[]): Error {
  const path = name.split(".");
  const key = path.pop() ?? name;
  return pipelineError("E401", { configuration: accessor, field: name, tried: providers.map((provider) => `  (${provider.name}, ${provider.keyName(path, key)})`).join("\n") });
}

/** `dlt.config`: asks environment, secrets and config; writes to config. */
export const config: ConfigAccessor = createAccessor({ name: "dlt.config", target: configProvider, providers: defaultProviders, isSecret: false });

/** `dlt.secrets`: asks only places that may hold secrets; writes to secrets. */
export const secrets: ConfigAccessor = createAccessor({ name: "dlt.secrets", target: secretsProvider, providers: defaultProviders.filter((provider) => provider.holdsSecrets), isSecret: true });
