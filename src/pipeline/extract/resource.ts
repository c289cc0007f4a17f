/** Resources: where rows come from, and what table they are for. */
import { pipelineError } from "../errors.ts";
import type { DispositionSpec } from "../schema/tableHints.ts";
import type { ColumnSchema, SchemaContract, WriteDisposition } from "../schema/types.ts";
import { describe, isData } from "./data.ts";
import type { ResourceData } from "./data.ts";
import { checkOptions } from "./options.ts";
import { openPipe } from "./pipe.ts";
import { filterStep, limitStep, mapStep } from "./steps.ts";
import type { LimitSpec, Step } from "./steps.ts";

/** Hints for a column: `{ dataType: "decimal", nullable: false }`. dlt's own spelling (`data_type`) is taken, too. */
export type ColumnSpec = Partial<Omit<ColumnSchema, "name">> & {
  readonly dataType?: ColumnSchema["data_type"];
  readonly primaryKey?: boolean;
  readonly mergeKey?: boolean;
  readonly hardDelete?: boolean;
  readonly dedupSort?: "asc" | "desc";
};

export interface ResourceSpec<Row = unknown> {
  /** Default: the function's name. */
  readonly name?: string;
  /** Default: the resource's name. A function decides row by row. */
  readonly tableName?: string | ((row: Row) => string);
  /** Default `append`. With a strategy: `{ disposition: "merge", strategy: "delete-insert" }`. */
  readonly writeDisposition?: WriteDisposition | DispositionSpec;
  /** Column or columns that identify a row, for `merge`. Names as the source has them. */
  readonly primaryKey?: string | readonly string[];
  /** Column or columns whose rows are replaced together by `merge`. */
  readonly mergeKey?: string | readonly string[];
  /** Column → hints. */
  readonly columns?: Readonly<Record<string, ColumnSpec>>;
  /** Levels of nesting that become tables of their own; deeper data is stored as JSON. */
  readonly maxTableNesting?: number;
  /** May run on a worker of its own. Accepted; this version runs it on the main worker and says so. */
  readonly parallelized?: boolean;
  /** Default true; a source extracts its selected resources only. */
  readonly selected?: boolean;
  readonly description?: string;
  /** What new data may change: `evolve` (the default), `freeze`, `discard_row` or `discard_value`, for all or for each of `tables`, `columns`, `data_type`. */
  readonly schemaContract?: SchemaContract;
}

/** A resource, whatever its rows are. */
export interface AnyResource {
  readonly name: string;
  readonly data: unknown;
  readonly spec: Omit<ResourceSpec, "tableName"> & { readonly name: string; readonly tableName?: string | ((row: never) => string) };
  readonly steps: readonly Step[];
  addLimit(maxItems: number | null): unknown;
}

const optionNames: readonly (keyof ResourceSpec)[] = ["name", "tableName", "writeDisposition", "primaryKey", "mergeKey", "columns", "maxTableNesting", "parallelized", "selected", "description", "schemaContract"];

/** Rows with a name. Made by `dlt.resource`. */
export class Resource<Row = unknown> implements AsyncIterable<Row>, AnyResource {
  readonly data: ResourceData<Row>;
  #spec: ResourceSpec<Row> & { readonly name: string };
  #steps: readonly Step[] = [];

  /** Prefer `dlt.resource`. */
  constructor(data: ResourceData<Row>, spec: ResourceSpec<Row> & { readonly name: string }) {
    this.data = data;
    this.#spec = spec;
  }

  get name(): string {
    return this.#spec.name;
  }

  get spec(): ResourceSpec<Row> & { readonly name: string } {
    return this.#spec;
  }

  /** In the order in which they run. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Calls `change` for each row, and stores what it returns. It may be async; null and undefined drop the row. */
  addMap<Changed>(change: (row: Row) => Changed | PromiseLike<Changed>): Resource<Changed> {
    this.#addStep(mapStep(change));
    return this as unknown as Resource<Changed>;
  }

  /** Keeps the rows for which `keep` returns true. */
  addFilter(keep: (row: Row) => boolean): this {
    return this.#addStep(filterStep(keep));
  }

  /**
   * Ends the resource early: after `maxItems` yielded items (a page is one), or rows with `countRows`.
   * Null or a negative number is no limit.
   */
  addLimit(maxItems: number | null, options: Omit<LimitSpec, "maxItems"> = {}): this {
    return this.#addStep(limitStep({ maxItems: maxItems ?? -1, ...options }));
  }

  /** Changes options after the fact. @throws E456 for an option that there is not */
  applyHints(hints: Omit<ResourceSpec<Row>, "name">): this {
    checkOptions("applyHints", hints, optionNames.filter((name) => name !== "name"));
    this.#spec = { ...this.#spec, ...hints };
    return this;
  }

  /** The same data and steps under another name; this resource stays as it is. */
  withName(name: string): Resource<Row> {
    const copy = new Resource<Row>(this.data, { ...this.#spec, name });
    copy.#steps = this.#steps;
    return copy;
  }

  /** The rows as they would be extracted, pages taken apart. */
  async *[Symbol.asyncIterator](): AsyncIterator<Row> {
    const pipe = openPipe(this);
    try {
      for (let next = await pipe.next(); !next.done; next = await pipe.next()) {
        if (next.dropped) continue;
        if (Array.isArray(next.item)) yield* next.item as Row[];
        else yield next.item as Row;
      }
    } finally {
      await pipe.close();
    }
  }

  #addStep(step: Step): this {
    const before = this.#steps.filter(({ rank }) => rank <= step.rank);
    this.#steps = [...before, step, ...this.#steps.slice(before.length)];
    return this;
  }
}

/**
 * Makes a resource.
 *
 * @param data a generator function, an async one, a function that returns rows, an iterable, a promise or a list
 * @throws E450 without a name, E451 when `data` is none of these, E456 for an unknown option
 */
export function resource<Row>(data: ResourceData<Row>, spec: ResourceSpec<NoInfer<Row>> = {}): Resource<Row> {
  checkOptions("dlt.resource", spec, optionNames);
  const name = spec.name ?? (typeof data === "function" ? data.name : undefined) ?? (typeof spec.tableName === "string" ? spec.tableName : undefined);
  if (!isData(data)) throw pipelineError("E451", { what: name === undefined ? "This resource" : `Resource \`${name}\``, type: describe(data) });
  if (name === undefined || name.trim() === "") throw pipelineError("E450", { type: describe(data) });
  return new Resource<Row>(data, { ...spec, name });
}
