import type { GivenInput } from "../kernel/protocol.ts";

/** Values beyond this are not worth a place in the saved record, in characters of JSON. */
const longestValue = 200_000;
/** The newest values of a lesson that are kept. */
const mostValues = 1_000;

/** The values that the learner gave to the inputs of a lesson; the last one for each input. */
export class GivenInputs {
  readonly #byPlace = new Map<string, GivenInput>();
  readonly #changed: () => void;

  /** @param changed  is called when there is something new to save */
  constructor(changed: () => void = () => undefined) {
    this.#changed = changed;
  }

  /** Takes what was saved before; nothing of it is news. */
  resume(inputs: readonly GivenInput[]): void {
    for (const given of inputs) this.#byPlace.set(placeOf(given), given);
  }

  /** Notes a value that was just given. */
  note(given: GivenInput): void {
    const place = placeOf(given);
    this.#byPlace.delete(place);
    if (JSON.stringify(given.value ?? null).length <= longestValue) this.#byPlace.set(place, given);
    for (const oldest of this.#byPlace.keys()) {
      if (this.#byPlace.size <= mostValues) break;
      this.#byPlace.delete(oldest);
    }
    this.#changed();
  }

  all(): GivenInput[] {
    return [...this.#byPlace.values()];
  }
}

function placeOf({ cell, path }: GivenInput): string {
  return `${cell}\n${path}`;
}
