/** `dlt.config` and `dlt.secrets`: values by dotted name, without fallback to more general sections. */
import { pipelineError } from "../errors.ts";
import { autoCast } from "./coerce.ts";
import { configProvider, defaultProviders, secretsProvider } from "./providers.ts";
import type { ConfigProvider, WritableProvider } from "./providers.ts";

/** `accessor["a.b.c"]` reads, assignment writes in memory, `get` gives undefined where indexing throws. */
export interface ConfigAccessor {
  /** The value, text cast to number, boolean, list or object where it looks like one; undefined if it is not there. */
  get(name: string): unknown;
  [name: string]: unknown;
}

/**
 * Makes an accessor that asks providers in order, each once, with exactly the sections of the name.
 *
 * @throws E401 on indexing with a name that no provider holds
 */
export function createAccessor(target: WritableProvider, providers: readonly ConfigProvider[]): ConfigAccessor {
  const get = (name: string): unknown => {
    const path = name.split(".");
    const key = path.pop() ?? name;
    for (const provider of providers) {
      const value = provider.get(path, key);
      if (value !== undefined && value !== null) return typeof value === "string" ? autoCast(value) : value;
    }
    return undefined;
  };
  return new Proxy({ get } as ConfigAccessor, {
    get: (own, name) => {
      if (typeof name !== "string") return undefined;
      if (name === "get") return own.get;
      const value = get(name);
      if (value === undefined) throw pipelineError("E401", { field: name, tried: providers.map((provider) => `${provider.name}: ${name}`).join(", ") });
      return value;
    },
    set: (_own, name, value) => {
      target.set(String(name), value);
      return true;
    },
    has: (_own, name) => typeof name === "string" && get(name) !== undefined,
    deleteProperty: (_own, name) => {
      target.set(String(name), undefined);
      return true;
    },
  });
}

/** `dlt.config`: asks environment, secrets and config; writes to config. */
export const config: ConfigAccessor = createAccessor(configProvider, defaultProviders);

/** `dlt.secrets`: asks only places that may hold secrets; writes to secrets. */
export const secrets: ConfigAccessor = createAccessor(secretsProvider, defaultProviders.filter((provider) => provider.holdsSecrets));
