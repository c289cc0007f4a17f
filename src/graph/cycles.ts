/** Cells that depend on themselves. */
import type { NotebookGraph } from "./notebookGraph.ts";

/**
 * Finds every group of cells that read from each other in a circle (strongly connected, more than one member).
 * Tarjan's algorithm with an explicit stack, so that a long chain of cells cannot overflow the engine's.
 *
 * @returns members of each group, in page order
 */
export function findCycles(graph: NotebookGraph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const lowOf = (id: string): number => low.get(id) ?? Infinity;

  for (const root of graph.cells.keys()) {
    if (index.has(root)) continue;
    const frames: { id: string; rest: Iterator<string> }[] = [];
    const enter = (id: string): void => {
      index.set(id, index.size);
      low.set(id, index.size - 1);
      stack.push(id);
      onStack.add(id);
      frames.push({ id, rest: (graph.children.get(id) ?? new Set<string>()).values() });
    };
    enter(root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { value: child, done } = frame.rest.next();
      if (!done) {
        if (!index.has(child)) enter(child);
        else if (onStack.has(child)) low.set(frame.id, Math.min(lowOf(frame.id), index.get(child) ?? Infinity));
        continue;
      }
      frames.pop();
      const caller = frames.at(-1);
      if (caller !== undefined) low.set(caller.id, Math.min(lowOf(caller.id), lowOf(frame.id)));
      if (low.get(frame.id) !== index.get(frame.id)) continue;
      const group = stack.splice(stack.lastIndexOf(frame.id));
      for (const id of group) onStack.delete(id);
      if (group.length > 1) groups.push(group.sort((a, b) => (graph.position.get(a) ?? 0) - (graph.position.get(b) ?? 0)));
    }
  }
  return groups;
}

/**
 * The shortest closed walk through `start` that stays among `members`, as shown in a message: `[a, b, a]`.
 * Empty when there is none.
 */
export function traceCycle(graph: NotebookGraph, start: string, members: ReadonlySet<string>): string[] {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (let at = 0; at < open.length; at += 1) {
    const id = open[at] as string; // `at` is below the length
    for (const child of graph.children.get(id) ?? []) {
      if (child === start) {
        const path = [start];
        for (let step: string | undefined = id; step !== undefined && step !== start; step = cameFrom.get(step)) path.unshift(step);
        return [start, ...path];
      }
      if (!members.has(child) || cameFrom.has(child)) continue;
      cameFrom.set(child, id);
      open.push(child);
    }
  }
  return [];
}
