/** Resources: where rows come from, and what table they are for. */
import { pipelineError } from "../errors.ts";
import { describe, isData } from "./data.ts";
import type { ResourceData, Rows, Transformed } from "./data.ts";
import { changeHints, resourceOptionNames } from "./hints.ts";
import type { ChangedHints, ResourceSpec } from "./hints.ts";
import { incrementalOf } from "./incremental/incremental.ts";
import type { Incremental, IncrementalSpec } from "./incremental/incremental.ts";
import { IncrementalStep } from "./incremental/incrementalStep.ts";
import { checkOptions } from "./options.ts";
import { filterStep, limitStep, mapStep, placeOf, watchStep, yieldMapStep } from "./steps.ts";
import type { Item, LimitOptions, Step } from "./steps.ts";

export type { ResourceSpec } from "./hints.ts";

/** A resource, whatever its rows are. */
export interface AnyResource {
  readonly name: string;
  readonly data: unknown;
  /** For its function, before the incremental. */
  readonly args: readonly unknown[];
  /** Of a transformer: whose items it takes. */
  readonly parent: AnyResource | undefined;
  readonly isTransformer: boolean;
  readonly spec: Omit<ResourceSpec, "tableName" | "incremental"> & { readonly name: string; readonly tableName?: string | ((row: never) => string) };
  readonly steps: readonly Step[];
  addLimit(maxItems: number | null, options?: LimitOptions): unknown;
  parallelize(): unknown;
}

/** Where a step goes. */
export interface StepPlace {
  /** 1 is right behind the data, before an incremental. Default: behind the maps and filters there are, before an incremental and limits. */
  readonly insertAt?: number;
}

interface ResourceParts<Row> {
  readonly data: unknown;
  readonly spec: Omit<ResourceSpec<Row>, "incremental"> & { readonly name: string };
  readonly steps?: readonly Step[];
  readonly args?: readonly unknown[];
  readonly parent?: AnyResource | undefined;
  readonly isTransformer?: boolean;
}

/** Rows with a name. Made by `dlt.resource` and `dlt.transformer`. */
export class Resource<Row = unknown, Args extends readonly unknown[] = readonly never[]> implements AsyncIterable<Row>, AnyResource {
  readonly data: unknown;
  readonly args: readonly unknown[];
  readonly parent: AnyResource | undefined;
  readonly isTransformer: boolean;
  #spec: ResourceParts<Row>["spec"];
  #steps: readonly Step[];

  /** Prefer `dlt.resource`. */
  constructor({ data, spec, steps = [], args = [], parent, isTransformer = false }: ResourceParts<Row>) {
    this.data = data;
    this.args = args;
    this.parent = parent;
    this.isTransformer = isTransformer;
    this.#spec = spec;
    this.#steps = steps;
  }

  get name(): string {
    return this.#spec.name;
  }

  get spec(): ResourceParts<Row>["spec"] {
    return this.#spec;
  }

  /** In the order in which they run. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Whether its own rows are loaded; transformers get them in any case. */
  get selected(): boolean {
    return this.#spec.selected !== false;
  }

  set selected(selected: boolean) {
    this.#spec = { ...this.#spec, selected };
  }

  /** Calls `change` for each row, and stores what it returns. It may be async; null and undefined drop the row. */
  addMap<Changed>(change: (row: Row) => Changed | PromiseLike<Changed>, place: StepPlace = {}): Resource<Changed, Args> {
    this.#addStep(mapStep(change), place);
    return this as unknown as Resource<Changed, Args>;
  }

  /** Keeps the rows for which `keep` returns true. */
  addFilter(keep: (row: Row) => unknown, place: StepPlace = {}): this {
    return this.#addStep(filterStep(keep), place);
  }

  /** Calls a generator for each row: what it yields takes the row's place, item by item. */
  addYieldMap<Changed>(change: (row: Row) => Iterable<Changed | readonly Changed[]> | AsyncIterable<Changed | readonly Changed[]>, place: StepPlace = {}): Resource<Changed, Args> {
    this.#addStep(yieldMapStep(change), place);
    return this as unknown as Resource<Changed, Args>;
  }

  /** Lets `watch` see each item, a row or a page, as it passes; to count, for example. */
  addMetrics(watch: (item: Row | readonly Row[]) => void, place: StepPlace = {}): this {
    return this.#addStep(watchStep(watch as (item: Item) => void), place);
  }

  /**
   * Ends the resource early: after `maxItems` yielded items (a page is one), rows with `countRows`, or `maxTime` seconds.
   * Null or a negative number is no limit. It has no effect on a transformer.
   */
  addLimit(maxItems: number | null, options: LimitOptions = {}): this {
    checkOptions("addLimit", options, ["maxTime", "countRows"]);
    return this.#addStep(limitStep(maxItems ?? -1, options), {});
  }

  /** Changes options after the fact; null takes one away. @throws E456 for an option that there is not */
  applyHints(hints: ChangedHints<Row>): this {
    checkOptions("applyHints", hints, resourceOptionNames.filter((name) => name !== "name"));
    const { incremental, ...others } = hints;
    this.#spec = changeHints(this.#spec, others);
    if (incremental !== undefined) {
      this.#steps = this.#steps.filter((step) => !(step instanceof IncrementalStep));
      if (incremental !== null) this.#addStep(new IncrementalStep(incrementalOf(incremental)), {});
    }
    return this;
  }

  /** A copy whose function is called with these arguments (of a transformer: behind the item). */
  bind(...args: Args): Resource<Row> {
    return this.#with({ args }) as unknown as Resource<Row>;
  }

  /** A copy with the same data and steps under another name; this resource stays as it is. */
  withName(name: string): Resource<Row, Args> {
    return this.#with({ spec: { ...this.#spec, name } });
  }

  /** Marks the resource as `parallelized`. */
  parallelize(): this {
    this.#spec = { ...this.#spec, parallelized: true };
    return this;
  }

  /**
   * Sends the items into a transformer. The transformer given stays as it is and can be used again; a function is added as `addMap`.
   *
   * @returns a transformer that gives what becomes of this resource's rows
   * @throws E451 for what is neither
   */
  pipe<Changed, MoreArgs extends readonly unknown[]>(transformer: Resource<Changed, MoreArgs>): Resource<Changed, MoreArgs>;
  pipe<Changed>(change: (row: Row) => Changed | PromiseLike<Changed>): Resource<Changed, Args>;
  pipe(next: unknown): unknown {
    if (next instanceof Resource && next.isTransformer) return (next as Resource).#with({ parent: this as AnyResource });
    if (typeof next === "function") return this.addMap(next as (row: Row) => unknown);
    throw pipelineError("E451", { what: `What \`${this.name}.pipe\` was given`, type: next instanceof Resource ? `resource \`${next.name}\`, not a transformer` : describe(next) });
  }

  /** The rows as they would be extracted, pages taken apart. State is not kept. */
  async *[Symbol.asyncIterator](): AsyncIterator<Row> {
    const { rowsOf } = await import("./rowsOf.ts");
    yield* rowsOf([this]) as AsyncGenerator<Row>;
  }

  #with(parts: Partial<ResourceParts<Row>>): Resource<Row, Args> {
    const { data, args, parent, isTransformer } = this;
    return new Resource<Row, Args>({ data, args, parent, isTransformer, spec: this.#spec, steps: this.#steps, ...parts });
  }

  #addStep(step: Step, { insertAt }: StepPlace): this {
    const steps = this.#steps;
    const last = steps.length + 1;
    if (insertAt !== undefined && !(Number.isInteger(insertAt) && insertAt >= 1 && insertAt <= last)) {
      throw pipelineError("E814", { position: insertAt, resource: this.name, steps: steps.length, last });
    }
    const at = insertAt === undefined ? placeOf(steps.map(({ rank }) => rank), step.rank) : insertAt - 1;
    this.#steps = steps.toSpliced(at, 0, step);
    return this;
  }
}

/** Options with an incremental. */
type WithIncremental<Row, Value> = ResourceSpec<NoInfer<Row>, Value> & { readonly incremental: Incremental<Value> | IncrementalSpec<Value> };

/**
 * Makes a resource.
 *
 * @param data a generator function, an async one, a function that returns rows, an iterable, a promise or a list
 * @throws E450 without a name, E451 when `data` is none of these, E456 for an unknown option, E803 and E804 for a bad incremental
 */
export function resource<Row, Value>(data: (incremental: Incremental<Value>) => Rows<Row>, spec: WithIncremental<Row, Value>): Resource<Row>;
export function resource<Row, Value, Args extends readonly unknown[]>(data: (...args: [...Args, Incremental<Value>]) => Rows<Row>, spec: WithIncremental<Row, Value>): Resource<Row, Args>;
export function resource<Row>(data: ResourceData<Row>, spec?: ResourceSpec<NoInfer<Row>>): Resource<Row>;
export function resource<Row, Args extends readonly unknown[]>(data: (...args: Args) => Rows<Row>, spec?: ResourceSpec<NoInfer<Row>>): Resource<Row, Args>;
export function resource(data: unknown, spec: ResourceSpec = {}): Resource {
  checkOptions("dlt.resource", spec, resourceOptionNames);
  const name = spec.name ?? (typeof data === "function" ? data.name : undefined) ?? (typeof spec.tableName === "string" ? spec.tableName : undefined);
  if (!isData(data)) throw pipelineError("E451", { what: name === undefined ? "This resource" : `Resource \`${name}\``, type: describe(data) });
  return newResource(data, name, spec);
}

export interface TransformerSpec<Row = unknown, Value = unknown> extends ResourceSpec<Row, Value> {
  /** The resource whose items the function takes; else `resource.pipe(transformer)` says it. */
  readonly from?: AnyResource;
  /** The same as `from` (dlt's spelling: `data_from`). */
  readonly dataFrom?: AnyResource;
}

/**
 * Makes a transformer: a resource whose rows come from the items of another. Its function is called for each item, a row
 * or a page as the other yields it, and may give a row, a page, a generator or a promise.
 *
 * @example const details = dlt.transformer(async function* (page: Row[]) { for (const { id } of page) yield await fetchDetail(id); }, { from: rows, name: "details" });
 * @throws as {@link resource}
 */
export function transformer<Item, Row, Args extends readonly unknown[]>(fn: (item: Item, ...args: Args) => Transformed<Row>, spec: TransformerSpec<NoInfer<Row>> = {}): Resource<Row, Args> {
  checkOptions("dlt.transformer", spec, [...resourceOptionNames, "from", "dataFrom"]);
  const { from, dataFrom, ...hints } = spec;
  if (typeof fn !== "function") throw pipelineError("E451", { what: "A transformer's function", type: describe(fn) });
  const parent = from ?? dataFrom;
  if (parent !== undefined && !(parent instanceof Resource)) throw pipelineError("E451", { what: "What the transformer takes items from", type: `${describe(parent)}, not a resource` });
  return newResource(fn, spec.name ?? fn.name, hints as ResourceSpec, { parent, isTransformer: true }) as unknown as Resource<Row, Args>;
}

function newResource(data: unknown, name: string | undefined, { incremental, ...spec }: ResourceSpec, parts: Partial<ResourceParts<unknown>> = {}): Resource {
  if (name === undefined || name.trim() === "") throw pipelineError("E450", { type: describe(data) });
  const made = new Resource<unknown>({ data, spec: { ...spec, name }, ...parts });
  return incremental === undefined ? made : made.applyHints({ incremental });
}
