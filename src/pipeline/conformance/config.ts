/** Configuration: where values are looked for, what their text is read as, and what is said when there is none. */
import { createAccessor } from "../config/accessor.ts";
import { autoCast } from "../config/coerce.ts";
import type { ConfigType } from "../config/coerce.ts";
import { createEnv } from "../config/env.ts";
import type { EnvValue } from "../config/env.ts";
import { lookupKeys } from "../config/lookup.ts";
import { resolveArguments, resourcePlace } from "../config/placeholder.ts";
import { defaultProviders, envProvider, memoryProvider } from "../config/providers.ts";
import { resolveConfig } from "../config/resolve.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, setPipelineHost } from "../index.ts";
import { Timestamp } from "../schema/calendar.ts";
import { compared, differenceOf } from "./area.ts";
import type { AreaCheck, Vector } from "./area.ts";

interface Lookup {
  readonly key: string;
  readonly pipeline_name: string | null;
  readonly sections: string[];
  readonly embedded_sections?: string[];
  readonly config_section: string | null;
}

const lookupOf = ({ key, pipeline_name, sections, embedded_sections, config_section }: Lookup) => ({
  key,
  sections,
  embeddedSections: embedded_sections ?? [],
  configSection: config_section ?? undefined,
  pipelineName: pipeline_name ?? undefined,
});

interface Resolve extends Omit<Lookup, "key"> {
  readonly env: Record<string, EnvValue>;
  readonly field: string;
  readonly default: unknown;
}

const typeOfField = (field: string): ConfigType => (/^(disable_|raise_on_failed|delete_|add_|create_)/.test(field) ? "bool" : /_strategy$|_mode$|naming|layout/.test(field) ? "str" : "int");

const types: Readonly<Record<string, ConfigType>> = { int: "int", float: "float", bool: "bool", str: "str", list: "list", dict: "dict", tuple: "tuple", datetime: "datetime", date: "datetime" };

/** A moment as the vectors' values are held. */
const momentOf = (value: unknown): unknown => (value instanceof Date ? new Timestamp(value.getTime()) : value);

interface Accessor {
  readonly set: { readonly secrets?: Record<string, unknown>; readonly config?: Record<string, unknown> };
  readonly env?: Record<string, EnvValue>;
  readonly get?: readonly string[];
  readonly call?: string;
}

/** Reads through accessors of their own, so that vectors do not see each other's values. */
function readBack({ set, env = {}, get = [] }: Accessor): unknown[] {
  const [environment, secretValues, configValues] = [envProvider(createEnv(env)), memoryProvider("secrets.toml", true), memoryProvider("config.toml", false)];
  const secrets = createAccessor({ name: "secrets", target: secretValues, providers: [environment, secretValues], isSecret: true });
  const config = createAccessor({ name: "config", target: configValues, providers: [environment, secretValues, configValues], isSecret: false });
  for (const [name, value] of Object.entries(set.secrets ?? {})) secrets[name] = value;
  for (const [name, value] of Object.entries(set.config ?? {})) config[name] = value;
  return get.map((place) => {
    const [accessor, name] = [place.slice(0, place.indexOf(":")), place.slice(place.indexOf(":") + 1)];
    try {
      return (accessor === "secrets" ? secrets : config)[name];
    } catch {
      return { error: "ConfigFieldMissingException" };
    }
  });
}

/** Extracts a source whose resource takes a secret as its argument, and gives the rows. */
async function callWithSecrets({ set, call = "" }: Accessor): Promise<unknown[]> {
  const key = /(\w+)\s*=\s*dlt\.secrets\.value/.exec(call)?.[1] ?? "";
  const rows: unknown[] = [];
  setPipelineHost(nodeHost());
  for (const [name, value] of Object.entries(set.secrets ?? {})) dlt.secrets[name] = value;
  try {
    const resource = dlt.resource((token: string) => [{ k: token }], { name: "tokens" }).bind(dlt.secrets.value(key));
    const seen = resource.addMap((row) => {
      rows.push(row);
      return row;
    });
    await dlt.pipeline({ pipelineName: "conformance_secrets" }).extract(dlt.source(() => [seen], { name: "source" }));
  } finally {
    for (const name of Object.keys(set.secrets ?? {})) delete dlt.secrets[name];
  }
  return rows;
}

/** The places that were tried. What follows in the original's message are folders of the machine it ran on. */
const triedOf = (message: string): string => message.split("\nProvider `")[0] ?? message;

const missing: AreaCheck = (vector) => {
  const { input, expected } = vector as Vector<{ source: string; section: string; field: string }, { message: string }>;
  try {
    resolveArguments([dlt.secrets.value(input.field)], resourcePlace(input.source, { name: input.source, section: input.section }, undefined));
  } catch (error) {
    return differenceOf((error as Error).message, triedOf(expected.message));
  }
  return "found a value";
};

export const configAreas: Readonly<Record<string, AreaCheck>> = {
  "config.lookup_order": compared<Lookup>((input) => lookupKeys(lookupOf(input))),
  "config.resolve": compared<Resolve>(
    (input) => resolveConfig({ ...lookupOf({ ...input, key: input.field }), type: typeOfField(input.field), default: input.default }, undefined, [envProvider(createEnv(input.env)), ...defaultProviders.slice(1)]),
    ["E400"],
  ),
  "config.auto_cast": compared<string>(autoCast),
  "config.deserialize": compared<{ value: EnvValue; type: string }>(
    ({ value, type }) => momentOf(resolveConfig<unknown>({ key: "value", type: types[type] ?? "str", default: undefined }, undefined, [envProvider(createEnv({ VALUE: value }))])),
    ["E400"],
  ),
  "config.accessor": compared<Accessor>((input) => (input.call === undefined ? readBack(input) : callWithSecrets(input))),
  "config.missing": missing,
};
