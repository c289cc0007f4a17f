/** Walks along edges. */
import type { NotebookGraph } from "./notebookGraph.ts";

/** Whether the walk may go on through this edge; absent = always. */
export type EdgeFilter = (from: string, to: string) => boolean;

/** Everything that reads from `roots`, directly or not, without the roots themselves unless they read from each other. */
export function findDescendants(graph: NotebookGraph, roots: Iterable<string>, follows: EdgeFilter = () => true): Set<string> {
  return walk(graph.children, roots, follows);
}

/** Everything that `roots` read from, directly or not. */
export function findAncestors(graph: NotebookGraph, roots: Iterable<string>): Set<string> {
  return walk(graph.parents, roots, () => true);
}

function walk(next: ReadonlyMap<string, ReadonlySet<string>>, roots: Iterable<string>, follows: EdgeFilter): Set<string> {
  const found = new Set<string>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const neighbour of next.get(id) ?? []) {
      if (found.has(neighbour) || !follows(id, neighbour)) continue;
      found.add(neighbour);
      open.push(neighbour);
    }
  }
  return found;
}
