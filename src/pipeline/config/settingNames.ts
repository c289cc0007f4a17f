/** Names of the settings that steps read, in the environment's spelling. */
import { destinationFields, extractFields, jsonNormalizerFields, loadFields, normalizeFields, pipelineFields, runtimeFields, schemaFields, writerFields } from "./fields.ts";

const keysOf = (fields: Readonly<Record<string, { readonly key: string }>>): string[] => Object.values(fields).map(({ key }) => key.toUpperCase());
const under = (sections: readonly string[], keys: readonly string[]): string[] => sections.flatMap((section) => keys.map((key) => `${section}__${key}`));

/** Keys of the filesystem destination; `destination/filesystem` reads them. */
const filesystemKeys = ["BUCKET_URL", "LAYOUT"];

/** Every key that a stage reads, in its shortest forms, for suggestions. */
export const knownSettings: readonly string[] = [
  ...under(["DATA_WRITER", "SOURCES__DATA_WRITER", "EXTRACT__DATA_WRITER", "NORMALIZE__DATA_WRITER"], keysOf(writerFields)),
  ...under(["EXTRACT", "SOURCES__EXTRACT"], keysOf(extractFields)),
  ...under(["NORMALIZE"], keysOf(normalizeFields)),
  ...under(["NORMALIZE__JSON_NORMALIZER"], keysOf(jsonNormalizerFields)),
  ...under(["LOAD"], keysOf(loadFields)),
  ...under(["DESTINATION", "DESTINATION__DUCKDB"], keysOf(destinationFields)),
  ...under(["DESTINATION__FILESYSTEM"], filesystemKeys),
  ...under(["SCHEMA", "SOURCES__SCHEMA"], keysOf(schemaFields)),
  ...under(["PIPELINES"], keysOf(pipelineFields)),
  ...under(["RUNTIME"], keysOf(runtimeFields)),
  "WORKERS",
  "REPLACE_STRATEGY",
  "STAGING_DATASET_NAME_LAYOUT",
  "PROGRESS",
];

const known = new Set(knownSettings);

/** True for a name that a step reads. */
export function isKnownSetting(key: string): boolean {
  return known.has(key);
}

/** True when a name, dotted or in the environment's style and with whatever sections in front, is that of a setting. */
export function isSettingName(name: string): boolean {
  const parts = name.replaceAll(".", "__").toUpperCase().split("__");
  return parts.some((_part, index) => known.has(parts.slice(index).join("__")));
}
