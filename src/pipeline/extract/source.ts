/** Sources: resources that belong together and share a schema. */
import { pipelineError } from "../errors.ts";
import { checkOptions } from "./options.ts";
import type { SourceSettings } from "../schema/sourceSettings.ts";
import { describe, isData } from "./data.ts";
import type { ResourceData } from "./data.ts";
import { Resource, resource } from "./resource.ts";
import type { AnyResource } from "./resource.ts";
import type { LimitOptions } from "./steps.ts";

/** Options of `dlt.source`. */
export interface SourceSpec extends SourceSettings {
  /** Default: the function's name. It is the schema's name, too. */
  readonly name?: string;
  /** First part of the configuration keys of the source. Default: the name. */
  readonly section?: string;
  /** Marks every resource as `parallelized`. Default false. */
  readonly parallelized?: boolean;
}

/** A row of a resource of which only the source is known. */
type SourceRow = Record<string, unknown>;

/** Resources by name. Made by `dlt.source`. */
export class Source implements AsyncIterable<unknown> {
  readonly name: string;
  readonly section: string | undefined;
  #settings: SourceSettings;
  readonly #resources: readonly AnyResource[];
  #selected: ReadonlySet<string> | undefined;

  constructor(name: string, resources: readonly AnyResource[], section?: string, settings: SourceSettings = {}) {
    this.name = name;
    this.section = section;
    this.#settings = settings;
    this.#resources = resources;
  }

  /** For all its tables. */
  get settings(): SourceSettings {
    return this.#settings;
  }

  /** Every resource, by name, for changing steps and hints. */
  get resources(): Readonly<Record<string, Resource<SourceRow>>> {
    return Object.fromEntries(this.#resources.map((one) => [one.name, one as Resource<SourceRow>]));
  }

  /** The resource of that name. @throws E451 when there is none */
  resource(name: string): Resource<SourceRow> {
    const found = this.#resources.find((one) => one.name === name);
    if (found === undefined) throw this.#unknown(name);
    return found as Resource<SourceRow>;
  }

  /** Those that are extracted, in the order of declaration. */
  get selectedResources(): readonly AnyResource[] {
    const selected = this.#selected;
    return this.#resources.filter(({ name, spec }) => (selected === undefined ? spec.selected !== false : selected.has(name)));
  }

  get maxTableNesting(): number | undefined {
    return this.#settings.maxTableNesting;
  }

  /** Levels of nesting that become tables of their own, for resources that do not say. */
  set maxTableNesting(maxTableNesting: number | undefined) {
    this.#settings = { ...this.#settings, maxTableNesting };
  }

  get rootKey(): boolean | undefined {
    return this.#settings.rootKey;
  }

  /** Whether rows of nested tables carry the id of their root row. */
  set rootKey(rootKey: boolean | undefined) {
    this.#settings = { ...this.#settings, rootKey };
  }

  get schemaContract(): SourceSettings["schemaContract"] {
    return this.#settings.schemaContract;
  }

  /** What new data may change, for resources that do not say. */
  set schemaContract(schemaContract: SourceSettings["schemaContract"]) {
    this.#settings = { ...this.#settings, schemaContract };
  }

  /** The same source with only these resources selected. @throws E451 for a name that there is not */
  withResources(...names: readonly string[]): Source {
    for (const name of names) {
      if (!this.#resources.some((one) => one.name === name)) throw this.#unknown(name);
    }
    const copy = new Source(this.name, this.#resources, this.section, this.#settings);
    copy.#selected = new Set(names);
    return copy;
  }

  /** Ends every resource after `maxItems` items, rows with `countRows`, or `maxTime` seconds; transformers end with what they work on. */
  addLimit(maxItems: number | null, options: LimitOptions = {}): this {
    for (const one of this.#resources) if (!one.isTransformer) one.addLimit(maxItems, options);
    return this;
  }

  /** Marks every resource as `parallelized`. */
  parallelize(): this {
    for (const one of this.#resources) one.parallelize();
    return this;
  }

  /** The rows of its selected resources, in the order of extract, pages taken apart. State is not kept. */
  async *[Symbol.asyncIterator](): AsyncIterator<unknown> {
    const { rowsOf } = await import("./rowsOf.ts");
    yield* rowsOf(this.selectedResources);
  }

  #unknown(name: string): Error {
    return pipelineError("E451", { what: `Resource \`${name}\` of source \`${this.name}\``, type: "not one of its resources" });
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
  checkOptions("dlt.source", spec, ["name", "section", "maxTableNesting", "rootKey", "schemaContract", "parallelized"]);
  const name = spec.name ?? (typeof parts === "function" ? parts.name : "");
  if (name.trim() === "") throw pipelineError("E450", { type: "source" });
  const given = typeof parts === "function" ? parts() : parts;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const resources = list.map((one) => {
    if (one instanceof Resource) return one as AnyResource;
    throw pipelineError("E451", { what: `A part of source \`${name}\``, type: `${describe(one)}, not a resource` });
  });
  const names = new Set<string>();
  for (const one of resources) {
    if (names.has(one.name)) throw pipelineError("E454", { source: name, resource: one.name });
    names.add(one.name);
  }
  const { maxTableNesting, rootKey, schemaContract } = spec;
  const made = new Source(name, resources, spec.section, { maxTableNesting, rootKey, schemaContract });
  return spec.parallelized === true ? made.parallelize() : made;
}

/** Anything that `extract` and `run` take. */
export type Data = Source | AnyResource | readonly (Source | AnyResource)[] | ResourceData<unknown>;

/**
 * Puts data into sources: a source as it is, resources and plain rows into one source of the pipeline. Resources there
 * may share a name, as a transformer does that is fed by several: they share its state, too.
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
