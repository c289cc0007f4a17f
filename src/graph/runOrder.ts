/** In which order cells run. */
import type { NotebookGraph } from "./notebookGraph.ts";

/**
 * Sorts cells so that each comes after those it reads from; where that leaves a choice, page order decides (setup
 * cells first). Only edges between the given cells count. Members of a cycle are left out.
 */
export function sortForRun(graph: NotebookGraph, ids: Iterable<string>): string[] {
  const waiting = new Map<string, number>();
  for (const id of ids) if (graph.cells.has(id)) waiting.set(id, 0);
  for (const id of waiting.keys()) {
    let count = 0;
    for (const parent of graph.parents.get(id) ?? []) if (waiting.has(parent)) count += 1;
    waiting.set(id, count);
  }
  const ready = new PositionHeap(graph.position);
  for (const [id, count] of waiting) if (count === 0) ready.push(id);
  const order: string[] = [];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    order.push(id);
    for (const child of graph.children.get(id) ?? []) {
      const count = waiting.get(child);
      if (count === undefined) continue;
      waiting.set(child, count - 1);
      if (count === 1) ready.push(child);
    }
  }
  return order;
}

/** A binary heap of cell ids, smallest position first. */
class PositionHeap {
  readonly #position: ReadonlyMap<string, number>;
  readonly #items: string[] = [];

  constructor(position: ReadonlyMap<string, number>) {
    this.#position = position;
  }

  push(id: string): void {
    this.#items.push(id);
    let at = this.#items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#key(parent) <= this.#key(at)) return;
      this.#swap(parent, at);
      at = parent;
    }
  }

  pop(): string | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#items.length) return first;
      const right = left + 1;
      const least = right < this.#items.length && this.#key(right) < this.#key(left) ? right : left;
      if (this.#key(at) <= this.#key(least)) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #key(at: number): number {
    return this.#position.get(this.#items[at] ?? "") ?? 0;
  }

  #swap(a: number, b: number): void {
    const item = this.#items[a] as string; // both are indices of the heap
    this.#items[a] = this.#items[b] as string;
    this.#items[b] = item;
  }
}
