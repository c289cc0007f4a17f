/** `progress`: a bar that moves while a cell works. */
import type { CellHost, OutputSlot } from "./cellHost.ts";
import type { ProgressOutput } from "./output.ts";

export interface ProgressOptions {
  /** What is being done. Default empty. */
  readonly label?: string;
  /** What is counted: `rows`, `files`. */
  readonly unit?: string;
}

export interface ProgressBar {
  /** Sets how much is done; optionally a new label. */
  update(value: number, label?: string): void;
  /** Adds to what is done. Default 1. */
  increment(by?: number): void;
  /** Marks the work as finished. */
  done(): void;
}

export interface ProgressMaker {
  /** Shows a bar; without a total it only counts. */
  (total?: number, options?: ProgressOptions): ProgressBar;
  /** Shows a bar that moves as the items are taken: `for (const file of progress(files)) …`. */
  <Item>(items: Iterable<Item>, options?: ProgressOptions): Iterable<Item>;
}

export function makeProgress(host: CellHost): ProgressMaker {
  const make = (what?: unknown, options: ProgressOptions = {}): unknown => {
    if (typeof what !== "object" || what === null) return new LiveProgress(host, typeof what === "number" ? what : undefined, options);
    const items = what as Iterable<unknown> & { readonly length?: unknown; readonly size?: unknown };
    const total = typeof items.length === "number" ? items.length : typeof items.size === "number" ? items.size : undefined;
    return follow(items, new LiveProgress(host, total, options));
  };
  return make as ProgressMaker;
}

function* follow(items: Iterable<unknown>, bar: LiveProgress): Generator {
  for (const item of items) {
    yield item;
    bar.increment();
  }
  bar.done();
}

class LiveProgress implements ProgressBar {
  readonly #host: CellHost;
  readonly #total: number | undefined;
  readonly #unit: string | undefined;
  readonly #began = performance.now();
  readonly #slot: OutputSlot;
  #label: string;
  #value = 0;
  #done = false;
  #elapsed = 0;

  constructor(host: CellHost, total: number | undefined, options: ProgressOptions) {
    this.#host = host;
    this.#total = total;
    this.#unit = options.unit;
    this.#label = options.label ?? "";
    this.#slot = host.show(this.#output());
  }

  update(value: number, label?: string): void {
    this.#value = Number.isFinite(value) ? value : this.#value;
    if (label !== undefined) this.#label = label;
    this.#changed();
  }

  increment(by = 1): void {
    this.update(this.#value + by);
  }

  done(): void {
    this.#done = true;
    if (this.#total !== undefined) this.#value = this.#total;
    this.#changed();
  }

  #changed(): void {
    this.#host.check();
    this.#elapsed = performance.now() - this.#began;
    this.#slot.update(() => this.#output());
  }

  #output(): ProgressOutput {
    return {
      kind: "progress",
      label: this.#label,
      value: this.#value,
      ...(this.#total === undefined ? {} : { total: this.#total }),
      ...(this.#unit === undefined ? {} : { unit: this.#unit }),
      elapsedMs: this.#elapsed,
      done: this.#done,
    };
  }
}
