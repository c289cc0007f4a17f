/** Calls that a resource yields instead of rows: extract makes them, several at a time (dlt: defer). */

/** A call that has not been made yet. Made by a function of `dlt.defer`. */
export class Deferred<Result = unknown> {
  readonly call: () => Result | PromiseLike<Result>;

  constructor(call: () => Result | PromiseLike<Result>) {
    this.call = call;
  }
}

/**
 * Turns a function into one that only notes its arguments. A resource or transformer that yields such notes has them
 * called by extract: async functions run at the same time, at most `EXTRACT__WORKERS` of them, and their results come
 * in the order in which they are ready.
 *
 * @param fn gives a row, a page, or a promise of one
 * @example const detail = dlt.defer(async (id: number) => (await fetch(`/items/${id}`)).json());
 */
export function defer<Args extends readonly unknown[], Result>(fn: (...args: Args) => Result | PromiseLike<Result>): (...args: Args) => Deferred<Result> {
  return (...args) => new Deferred(() => fn(...args));
}
