/** What rows can come from. */
import type { Deferred } from "./deferred.ts";
import type { EmptyTable, MarkedItem } from "./marks.ts";

/** Rows, or pages of rows: a page (a list) is taken in as it is, which is much faster than row by row. */
type RowOrPage<Row> = Row | readonly Row[];

/** One thing that a generator yields: rows, a promise of rows, a call to make (`dlt.defer`), or rows with marks (`dlt.mark`). */
export type Yielded<Row> = RowOrPage<Row> | PromiseLike<RowOrPage<Row>> | Deferred<RowOrPage<Row>> | MarkedItem | EmptyTable;

/** What a resource's function gives: something to go through, or a promise of it. */
export type Rows<Row> = Iterable<Yielded<Row>> | AsyncIterable<Yielded<Row>> | PromiseLike<Iterable<Yielded<Row>> | AsyncIterable<Yielded<Row>>>;

/** What a resource can be made of. A function is called at each extract; an iterator can be used up once. */
export type ResourceData<Row, Args extends readonly unknown[] = []> = Rows<Row> | ((...args: Args) => Rows<Row>);

/** What a transformer's function may give for an item: a row, a page, a generator of these, a promise of a row or a page; nothing drops the item. */
export type Transformed<Row> = Yielded<Row> | Iterator<Yielded<Row>> | AsyncIterator<Yielded<Row>> | null | undefined | void;

/** Whether a value can be the data of a resource. Text is iterable, but its characters are not rows. */
export function isData(value: unknown): value is ResourceData<unknown> {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  return Symbol.iterator in value || Symbol.asyncIterator in value || ("then" in value && typeof value.then === "function");
}

/** A value's kind in a person's words, for messages. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "function") return "a function without a name";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return value.constructor === Object || value.constructor === undefined ? "an object" : `a ${value.constructor.name}`;
  return `a ${typeof value}`;
}
