/** Outputs inside another output, each in its place. */
import type { CellHost } from "./cellHost.ts";
import { formatValue } from "./formatValue.ts";
import type { Output } from "./output.ts";
import { inspectValue } from "./preview.ts";
import { isLive, liveSymbol } from "./show.ts";

/**
 * Values shown inside a layout, a tab or a group of inputs. Inputs, progress bars and growing charts among them stay
 * alive: when one changes, `changed` is called, and the next `at` gives its new output.
 */
export class NestedOutputs {
  readonly #host: CellHost;
  readonly #changed: () => void;
  readonly #places: { output: Output; next: (() => Output) | null }[] = [];

  /** @param host  of the cell that shows them */
  constructor(host: CellHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  /** Adds a value and returns its place. `undefined` shows as an empty text. */
  add(value: unknown): number {
    const place: { output: Output; next: (() => Output) | null } = { output: { kind: "text", text: "" }, next: null };
    const at = this.#places.push(place) - 1;
    const update = (make: () => Output): void => {
      place.next = make;
      this.#changed();
    };
    const show = (output: Output) => {
      place.output = output;
      return { update };
    };
    if (isLive(value) && value[liveSymbol](show)) return at;
    const made = formatValue(value, this.#host, (error) => this.#host.print({ level: "warn", text: `Shown plainly, because its own formatting failed: ${inspectValue(error)}` }));
    if (made instanceof Promise) {
      place.output = { kind: "text", text: "…" };
      this.#host.hold(made.then((output) => update(() => output ?? { kind: "text", text: "" })));
    } else if (made !== null) place.output = made;
    return at;
  }

  /** The present output of a place. */
  at(index: number): Output {
    const place = this.#places[index];
    if (place === undefined) throw new RangeError(`no output at ${index}`);
    if (place.next !== null) {
      place.output = place.next();
      place.next = null;
    }
    return place.output;
  }
}
