/** Where a configuration value is looked for: dlt's section lookup, most specific place first. */

/** What is looked for. */
export interface ConfigLookup {
  /** The field, e.g. `buffer_max_items`. */
  readonly key: string;
  /** e.g. `["sources", "github", "github_source"]`. */
  readonly sections?: readonly string[];
  /** Names of nested configurations around the field; those with a leading underscore do not count. */
  readonly embeddedSections?: readonly string[];
  /** Section of the configuration itself, e.g. `data_writer`; never dropped from the path. */
  readonly configSection?: string | undefined;
  /** Tried as a top section before everything else. */
  readonly pipelineName?: string | undefined;
  /** Sections tried right before the bare ones, e.g. `["extract"]` for the extract writer. */
  readonly fallbackSections?: readonly string[];
}

/**
 * Paths of sections in which the key is tried, most specific first, without the pipeline's name.
 * A path is what stands before the key: `["sources", "github", "data_writer"]`.
 */
export function sectionPaths(lookup: ConfigLookup): string[][] {
  const embedded = (lookup.embeddedSections ?? []).filter((name) => !name.startsWith("_"));
  const innermost = embedded.at(-1);
  const tail = innermost ?? lookup.configSection;
  const own = tail === undefined ? [] : [tail];
  const sections = [...(lookup.sections ?? []), ...embedded.slice(0, -1)];
  const paths: string[][] = [];
  for (let length = sections.length; length >= 0; length--) paths.push([...sections.slice(0, length), ...own]);
  const [root, section, name] = sections;
  if (root === "sources" && name !== undefined && section !== name) {
    paths.splice(2, 0, [root, name, ...embedded.slice(0, -1), ...own]);
  }
  if (lookup.fallbackSections !== undefined) paths.splice(-1, 0, [...lookup.fallbackSections, ...own]);
  return paths;
}

/** The two rounds of a lookup: every path under the pipeline's name, then every path without it. */
export function lookupRounds(lookup: ConfigLookup): string[][][] {
  const paths = sectionPaths(lookup);
  const { pipelineName } = lookup;
  return pipelineName === undefined ? [paths] : [paths.map((path) => [pipelineName, ...path]), paths];
}

/** Name of an environment value: sections and key in capitals, joined by two underscores. */
export function envKey(path: readonly string[], key: string): string {
  return [...path, key].join("__").toUpperCase();
}

/** Every environment key under which a value is looked for, in order. */
export function lookupKeys(lookup: ConfigLookup): string[] {
  return lookupRounds(lookup).flatMap((round) => round.map((path) => envKey(path, lookup.key)));
}
