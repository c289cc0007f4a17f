/** Steps between a resource's data and its file: maps, filters, limits and the incremental, run as plain functions on each item. */
import type { Scope } from "./current.ts";
import type { ItemMarks } from "./marks.ts";

/** One thing that a resource yields: a row, or a page of rows as a list. */
export type Item = unknown;

/** What a step needs to know of the run it is part of. */
export interface StepRun extends Scope {
  /** Ends the resource's data: its generator is closed, and what it has given stays. Nothing happens for a transformer. */
  end(): void;
  /** The key of the resource's rows. */
  readonly primaryKey: string | readonly string[] | undefined;
  warn(code: "E806" | "E807" | "E812", details: Readonly<Record<string, unknown>>): void;
}

/** A step as it runs in one extract: it may count. */
export interface RunningStep {
  /**
   * @returns the changed item; null or undefined to drop it. A promise is waited for beside the other resources, and a
   *   generator gives its items one by one.
   */
  take(item: Item, marks: ItemMarks | undefined): unknown;
  /** Called when all resources have ended without an error. */
  finish?(): void;
}

/** A step of a resource; `begin` is called anew for each extract. */
export interface Step {
  /** Where it stands: steps with a lower rank run first, equal ranks in the order in which they were added (dlt: placement affinity). */
  readonly rank: number;
  /** Of a limit on yielded items: how many. */
  readonly mostItems?: number | undefined;
  begin(run: StepRun): RunningStep;
}

/** Where a step of a rank goes: behind the last one that does not rank higher (dlt: placement affinity). */
export function placeOf(ranks: readonly number[], rank: number): number {
  return ranks.findLastIndex((other) => other <= rank) + 1;
}

/** Calls `change` for each row; in a page, for each row of it. Promises of a page are waited for together. */
export function mapStep<Row>(change: (row: Row) => unknown): Step {
  const running: RunningStep = {
    take(item) {
      if (!Array.isArray(item)) return change(item as Row);
      if (item.length === 0) return item;
      const changed = item.map((row: Row) => change(row));
      return changed.some(isPromise) ? Promise.all(changed) : changed;
    },
  };
  return { rank: 0, begin: () => running };
}

/** Keeps rows for which `keep` is true. A page of which nothing is left is dropped; an empty page passes. */
export function filterStep<Row>(keep: (row: Row) => unknown): Step {
  const running: RunningStep = {
    take(item) {
      if (!Array.isArray(item)) return keep(item as Row) ? item : undefined;
      const rest = item.filter((row: Row) => keep(row));
      return rest.length === 0 && item.length > 0 ? undefined : rest.length === item.length ? item : rest;
    },
  };
  return { rank: 0, begin: () => running };
}

/** Items that come one by one in the place of one item. */
export class ItemStream {
  readonly iterator: Iterator<Item> | AsyncIterator<Item>;

  constructor(iterator: Iterator<Item> | AsyncIterator<Item>) {
    this.iterator = iterator;
  }
}

/** Each row gives as many items as `change` yields. */
export function yieldMapStep<Row>(change: (row: Row) => Iterable<unknown> | AsyncIterable<unknown>): Step {
  const running: RunningStep = {
    take(item) {
      const rows = (Array.isArray(item) ? item : [item]) as readonly Row[];
      const [first, ...rest] = rows;
      if (rows.length === 0) return new ItemStream([item].values());
      const items = change(first as Row);
      if (rest.length === 0) return new ItemStream(Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]());
      return new ItemStream(Symbol.asyncIterator in items ? eachLater(items, rest, change) : each(items, rest, change));
    },
  };
  return { rank: 0, begin: () => running };
}

function* each<Row>(first: Iterable<unknown>, rest: readonly Row[], change: (row: Row) => unknown): Iterator<unknown> {
  yield* first;
  for (const row of rest) yield* change(row) as Iterable<unknown>;
}

async function* eachLater<Row>(first: AsyncIterable<unknown>, rest: readonly Row[], change: (row: Row) => unknown): AsyncIterator<unknown> {
  yield* first;
  for (const row of rest) yield* change(row) as AsyncIterable<unknown>;
}

/** Sees each item as it passes. */
export function watchStep(watch: (item: Item) => void): Step {
  const running: RunningStep = {
    take(item) {
      watch(item);
      return item;
    },
  };
  return { rank: 0, begin: () => running };
}

/** What `addLimit` counts, and for how long. */
export interface LimitOptions {
  /** Seconds after which the resource is ended; the item that passes the time is kept. Default: none. */
  readonly maxTime?: number | undefined;
  /** Count rows instead of yielded items. The page that passes the limit is kept whole. Default false. */
  readonly countRows?: boolean | undefined;
}

/** Ends the resource after a number of items: it counts what is yielded, so a page is one. A negative number is no limit. */
export function limitStep(maxItems: number, { countRows = false, maxTime }: LimitOptions = {}): Step {
  return {
    rank: 1.1,
    mostItems: countRows || maxItems < 0 ? undefined : maxItems,
    begin(run) {
      if (run.resource.parent !== undefined) {
        run.warn("E812", { resource: run.resource.name });
        return { take: (item) => item };
      }
      const until = maxTime === undefined ? Number.POSITIVE_INFINITY : performance.now() + maxTime * 1000;
      let taken = 0;
      let over = false;
      return {
        take(item) {
          if (over) return undefined;
          taken += countRows && Array.isArray(item) ? item.length : 1;
          if ((maxItems >= 0 && taken >= maxItems) || performance.now() > until) {
            over = true;
            run.end();
          }
          return maxItems === 0 ? undefined : item;
        },
      };
    },
  };
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
