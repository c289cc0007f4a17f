/**
 * One value that can be watched, made for `useSyncExternalStore`. The notebook holds one box per cell, so that what
 * happens in a cell renders that cell and no other.
 */
export class Box<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  /** Bound, so that it can be handed to React as it is. */
  readonly get = (): Value => this.#value;

  /** Calls the listeners when the value differs (by identity) from the one held. */
  set(value: Value): void {
    if (Object.is(this.#value, value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }

  update(change: (value: Value) => Value): void {
    this.set(change(this.#value));
  }

  /** @returns the function that ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}
