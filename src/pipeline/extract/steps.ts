/** Steps between a resource's data and its file: maps, filters and limits, run as plain functions on each item. */

/** One thing that a resource yields: a row, or a page of rows as a list. */
export type Item = unknown;

/** What a step made of an item: `dropped` takes it out; `last` closes the resource after it. */
export interface StepOutcome {
  readonly item: Item;
  readonly dropped: boolean;
  readonly last: boolean;
}

/** A step as it runs in one extract: it may count. */
export type RunningStep = (item: Item) => StepOutcome | Promise<StepOutcome>;

/** A step of a resource; `begin` is called anew for each extract. */
export interface Step {
  /** Where it stands: steps with a lower rank run first, equal ranks in the order in which they were added (dlt: placement affinity). */
  readonly rank: number;
  begin(): RunningStep;
}

const kept = (item: Item): StepOutcome => ({ item, dropped: item === null || item === undefined, last: false });

/** Calls `change` for each row; in a page, for each row of it. A promise is waited for. */
export function mapStep<Row>(change: (row: Row) => unknown): Step {
  return { rank: 0, begin: () => (item) => changeItem(item, change) };
}

function changeItem<Row>(item: Item, change: (row: Row) => unknown): StepOutcome | Promise<StepOutcome> {
  if (!Array.isArray(item)) {
    const changed = change(item as Row);
    return isPromise(changed) ? Promise.resolve(changed).then(kept) : kept(changed);
  }
  const changed = item.map((row: Row) => change(row));
  return changed.some(isPromise) ? Promise.all(changed).then(kept) : kept(changed);
}

/** Keeps rows for which `keep` is true. A page of which nothing is left is dropped; an empty page passes. */
export function filterStep<Row>(keep: (row: Row) => boolean): Step {
  return {
    rank: 0,
    begin: () => (item) => {
      if (!Array.isArray(item)) return { item, dropped: !keep(item as Row), last: false };
      const rest = item.filter((row: Row) => keep(row));
      return { item: rest, dropped: rest.length === 0 && item.length > 0, last: false };
    },
  };
}

export interface LimitSpec {
  /** Items to take; a negative number is no limit. */
  readonly maxItems: number;
  /** Count rows instead of yielded items. The page that passes the limit is kept whole. Default false. */
  readonly countRows?: boolean;
}

/** Ends the resource after a number of items. It counts what is yielded: a page is one. */
export function limitStep({ maxItems, countRows = false }: LimitSpec): Step {
  return {
    rank: 1.1,
    begin: () => {
      let taken = 0;
      return (item) => {
        if (maxItems < 0) return kept(item);
        if (taken >= maxItems) return { item, dropped: true, last: true };
        taken += countRows && Array.isArray(item) ? item.length : 1;
        return { item, dropped: false, last: taken >= maxItems };
      };
    },
  };
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
