/** Something that gives items one by one: the data of a resource, a generator that a step returned, or the branches of a pipe. */
import type { Fork, Pipe } from "./pipe.ts";
import type { ItemMarks } from "./marks.ts";
import type { Item } from "./steps.ts";

export type ItemIterator = Iterator<Item> | AsyncIterator<Item>;

/** Where its items go on: behind that many steps of the pipe. */
export interface ItemSource {
  readonly pipe: Pipe;
  readonly step: number;
  readonly marks: ItemMarks | undefined;
  /** Undefined until the data is opened. */
  iterator: ItemIterator | undefined;
  /** An item is on its way; nothing else is asked for meanwhile. */
  busy: boolean;
  ended: boolean;
  /** An item that goes to each branch in turn, instead of an iterator. */
  readonly branches: { readonly item: Item; readonly forks: readonly Fork[]; next: number } | undefined;
}

export function sourceOfData(pipe: Pipe): ItemSource {
  return { pipe, step: 0, marks: undefined, iterator: undefined, busy: false, ended: false, branches: undefined };
}

export function sourceOfIterator(iterator: ItemIterator, pipe: Pipe, step: number, marks: ItemMarks | undefined): ItemSource {
  return { pipe, step, marks, iterator, busy: false, ended: false, branches: undefined };
}

export function sourceOfBranches(item: Item, pipe: Pipe, marks: ItemMarks | undefined): ItemSource {
  return { pipe, step: 0, marks, iterator: undefined, busy: false, ended: false, branches: { item, forks: pipe.forks, next: 0 } };
}

/** Ends a generator, so that its `finally` blocks run. One that still waits for something ends after that, and is not waited for. */
export async function closeSource(source: ItemSource): Promise<void> {
  const { iterator, busy } = source;
  source.iterator = undefined;
  source.ended = true;
  const closed = Promise.resolve(iterator?.return?.());
  if (busy) closed.catch(() => {});
  else await closed;
}
