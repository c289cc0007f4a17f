/** Arguments that stand for a value of configuration until extract needs it: `resource.bind(dlt.secrets.value("api_key"))`. */
import { registerSecret } from "./hideSecrets.ts";
import { coerceConfig, autoCast } from "./coerce.ts";
import type { ConfigType } from "./coerce.ts";
import { pipelineError } from "../errors.ts";
import { defaultProviders } from "./providers.ts";
import type { ConfigLookup } from "./lookup.ts";
import { findConfig, missingConfig } from "./resolve.ts";

/** What may be said of a value besides its key. */
export interface ValueOptions<Value> {
  /** What its text is read as. Default: what it looks like for `dlt.config`, text for `dlt.secrets`. */
  readonly type?: ConfigType;
  /** Used when no provider holds the key. Default: then it is an error (E401). */
  readonly default?: Value;
}

export class ConfigPlaceholder {
  readonly key: string;
  readonly isSecret: boolean;
  readonly options: ValueOptions<unknown>;

  constructor(key: string, isSecret: boolean, options: ValueOptions<unknown>) {
    this.key = key;
    this.isSecret = isSecret;
    this.options = options;
  }

  /** A placeholder that gets into a text by mistake shows what it is. */
  toString(): string {
    return `dlt.${this.isSecret ? "secrets" : "config"}.value("${this.key}")`;
  }
}

/** Whose arguments are resolved: decides the sections. */
export interface ArgumentPlace extends Pick<ConfigLookup, "pipelineName" | "sections"> {
  /** Who takes the argument, for messages: `github_source` → `GithubSourceConfiguration`. */
  readonly owner: string;
}

/** Where arguments of a resource are looked for: under its source, by its name and by the source's. */
export function resourcePlace(resource: string, source: { readonly name: string; readonly section?: string | undefined } | undefined, pipelineName: string | undefined): ArgumentPlace {
  const section = source?.section ?? source?.name;
  if (section === undefined) return { owner: resource, pipelineName, sections: ["sources", resource] };
  return { owner: resource, pipelineName, sections: ["sources", section, resource] };
}

/**
 * The values with every placeholder in them, at any depth of lists and plain objects, replaced by its value.
 *
 * @throws E401 for a value that no provider holds, E400 for one that is not of its type
 */
export function resolveArguments<Values>(values: Values, place: ArgumentPlace): Values {
  return hasPlaceholder(values) ? (replaced(values, place) as Values) : values;
}

function hasPlaceholder(value: unknown): boolean {
  if (value instanceof ConfigPlaceholder) return true;
  if (Array.isArray(value)) return value.some(hasPlaceholder);
  return isPlain(value) && Object.values(value).some(hasPlaceholder);
}

function replaced(value: unknown, place: ArgumentPlace): unknown {
  if (value instanceof ConfigPlaceholder) return resolvePlaceholder(value, place);
  if (Array.isArray(value)) return value.map((inner: unknown) => (hasPlaceholder(inner) ? replaced(inner, place) : inner));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hasPlaceholder(inner) ? replaced(inner, place) : inner]));
}

function resolvePlaceholder({ key, isSecret, options }: ConfigPlaceholder, { owner, pipelineName, sections = [] }: ArgumentPlace): unknown {
  const path = key.split(".");
  const lookup: ConfigLookup = { key: path.at(-1) ?? key, sections: [...sections, ...path.slice(0, -1)], pipelineName };
  const providers = isSecret ? defaultProviders.filter(({ holdsSecrets }) => holdsSecrets) : defaultProviders;
  const found = findConfig(lookup, providers);
  if (found === undefined) {
    if (options.default !== undefined) return options.default;
    throw missingConfig(lookup, providers, configurationName(owner));
  }
  if (isSecret) registerSecret(found.value);
  const type = options.type ?? (isSecret ? "str" : undefined);
  if (type === undefined) return typeof found.value === "string" ? autoCast(found.value) : found.value;
  if (type === "str" && typeof found.value !== "string") return found.value;
  const coerced = coerceConfig(found.value, type);
  if (!coerced.ok) throw pipelineError("E400", { key: found.key, value: isSecret ? "***" : JSON.stringify(found.value), expected: `something of type ${String(type)}`, default: options.default ?? "none" });
  return coerced.value;
}

/** dlt's name of a function's configuration: `github_source` → `GithubSourceConfiguration`. */
function configurationName(owner: string): string {
  return `${owner.split(/[^\p{L}\p{N}]+/u).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Configuration`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
