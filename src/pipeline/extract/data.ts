/** What rows can come from. */

/** Rows, or pages of rows: a page (a list) is taken in as it is, which is much faster than row by row. */
type RowOrPage<Row> = Row | readonly Row[];

/** What a resource can be made of. A function is called at each extract; an iterator can be used up once. */
export type ResourceData<Row> =
  | Iterable<RowOrPage<Row> | PromiseLike<RowOrPage<Row>>>
  | AsyncIterable<RowOrPage<Row>>
  | PromiseLike<Iterable<RowOrPage<Row>> | AsyncIterable<RowOrPage<Row>>>
  | (() => Iterable<RowOrPage<Row> | PromiseLike<RowOrPage<Row>>> | AsyncIterable<RowOrPage<Row>> | PromiseLike<Iterable<RowOrPage<Row>> | AsyncIterable<RowOrPage<Row>>>);

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
