/** Sources: resources that belong together and share a schema. */
import { pipelineError } from "../errors.ts";
import { checkOptions } from "./options.ts";
import type { SourceSettings } from "../schema/sourceSettings.ts";
import { describe, isData } from "./data.ts";
import type { ResourceData } from "./data.ts";
import { Resource, resource } from "./resource.ts";
import type { AnyResource } from "./resource.ts";

export interface SourceSpec extends SourceSettings {
  /** Default: the function's name. It is the schema's name, too. */
  readonly name?: string;
  /** First part of the configuration keys of the source. Default: the name. */
  readonly section?: string;
}

/** Resources by name. Made by `dlt.source`. */
export class Source {
  readonly name: string;
  readonly section: string | undefined;
  /** For all its tables. */
  readonly settings: SourceSettings;
  readonly #resources = new Map<string, AnyResource>();
  #selected: ReadonlySet<string>;

  /** @throws E454 for two resources of one name */
  constructor(name: string, resources: readonly AnyResource[], section?: string, settings: SourceSettings = {}) {
    this.name = name;
    this.section = section;
    this.settings = settings;
    for (const one of resources) {
      if (this.#resources.has(one.name)) throw pipelineError("E454", { source: name, resource: one.name });
      this.#resources.set(one.name, one);
    }
    this.#selected = new Set(resources.filter(({ spec }) => spec.selected !== false).map((one) => one.name));
  }

  /** Every resource, by name. */
  get resources(): Readonly<Record<string, AnyResource>> {
    return Object.fromEntries(this.#resources);
  }

  /** Those that are extracted, in the order of declaration. */
  get selectedResources(): readonly AnyResource[] {
    return [...this.#resources.values()].filter(({ name }) => this.#selected.has(name));
  }

  /** The same source with only these resources selected. @throws E451 for a name that there is not */
  withResources(...names: readonly string[]): Source {
    for (const name of names) {
      if (!this.#resources.has(name)) throw pipelineError("E451", { what: `Resource \`${name}\` of source \`${this.name}\``, type: "not one of its resources" });
    }
    const copy = new Source(this.name, [...this.#resources.values()], this.section, this.settings);
    copy.#selected = new Set(names);
    return copy;
  }

  /** Ends every resource after `maxItems` items. */
  addLimit(maxItems: number | null): this {
    for (const one of this.#resources.values()) one.addLimit(maxItems);
    return this;
  }
}

type SourceParts = AnyResource | readonly AnyResource[];

/**
 * Makes a source from a function that returns its resources, or from the resources themselves.
 *
 * @example const shop = dlt.source(() => [customers, orders], { name: "shop" });
 * @throws E450 without a name, E451 when a part is not a resource, E454 for two resources of one name
 */
export function source(parts: SourceParts | (() => SourceParts), spec: SourceSpec = {}): Source {
  checkOptions("dlt.source", spec, ["name", "section", "maxTableNesting", "rootKey", "schemaContract"]);
  const name = spec.name ?? (typeof parts === "function" ? parts.name : "");
  if (name.trim() === "") throw pipelineError("E450", { type: "source" });
  const made = typeof parts === "function" ? parts() : parts;
  const list: readonly unknown[] = Array.isArray(made) ? made : [made];
  const resources = list.map((one) => {
    if (one instanceof Resource) return one as AnyResource;
    throw pipelineError("E451", { what: `A part of source \`${name}\``, type: `${describe(one)}, not a resource` });
  });
  return new Source(name, resources, spec.section, spec);
}

/** Anything that `extract` and `run` take. */
export type Data = Source | AnyResource | readonly (Source | AnyResource)[] | ResourceData<unknown>;

/**
 * Puts data into sources: a source as it is, resources and plain rows into one source of the pipeline.
 *
 * @param defaults name of the source for what has none, and of the table for plain rows
 * @throws E450 for plain rows without a table name, E451 for what is no data
 */
export function toSources(data: unknown, defaults: { readonly sourceName: string; readonly tableName: string | undefined }): Source[] {
  const parts: readonly unknown[] = Array.isArray(data) && data.length > 0 && data.every(isPart) ? data : [data];
  const loose: AnyResource[] = [];
  const sources: Source[] = [];
  for (const part of parts) {
    if (part instanceof Source) sources.push(part);
    else if (part instanceof Resource) loose.push(part);
    else if (!isData(part)) throw pipelineError("E451", { what: "The data", type: describe(part) });
    else loose.push(resource(part, defaults.tableName === undefined ? {} : { name: defaults.tableName }));
  }
  return loose.length === 0 ? sources : [new Source(defaults.sourceName, loose), ...sources];
}

function isPart(value: unknown): boolean {
  return value instanceof Source || value instanceof Resource;
}
