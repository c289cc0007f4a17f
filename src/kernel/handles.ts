/** Things that outputs on the page refer to by a handle: they are kept for as long as the outputs of their cell stand. */
import { kernelError } from "./errors.ts";

export class Handles<Thing> {
  readonly #kind: string;
  readonly #things = new Map<string, Thing>();
  readonly #byCell = new Map<string, Set<string>>();
  #count = 0;

  /** @param kind  begin of each handle */
  constructor(kind: string) {
    this.#kind = kind;
  }

  keep(cell: string, thing: Thing): string {
    this.#count += 1;
    const handle = `${this.#kind}-${this.#count}`;
    this.#things.set(handle, thing);
    const handles = this.#byCell.get(cell);
    if (handles === undefined) this.#byCell.set(cell, new Set([handle]));
    else handles.add(handle);
    return handle;
  }

  /** @throws E212 when it is gone */
  get(handle: string): Thing {
    const thing = this.#things.get(handle);
    if (thing === undefined) throw kernelError("E212");
    return thing;
  }

  /** @returns what is gone with the cell's outputs */
  dropCell(cell: string): Thing[] {
    const dropped: Thing[] = [];
    for (const handle of this.#byCell.get(cell) ?? []) {
      const thing = this.#things.get(handle);
      this.#things.delete(handle);
      if (thing !== undefined) dropped.push(thing);
    }
    this.#byCell.delete(cell);
    return dropped;
  }
}
