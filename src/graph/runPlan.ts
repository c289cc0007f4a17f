/** Which cells a request runs, in which order, and which ones it only makes stale. */
import type { NotebookGraph } from "./notebookGraph.ts";
import { type EdgeFilter, findAncestors, findDescendants } from "./reachability.ts";
import { sortForRun } from "./runOrder.ts";

/** What planning needs to know of a cell besides its place in the graph. */
export interface PlannedCell {
  /** Its inputs changed since it ran, or it has never run. */
  readonly stale: boolean;
  /** It was part of a run before, whether or not it got as far as running. */
  readonly attempted: boolean;
  readonly manual: boolean;
  readonly disabled: boolean;
  /** There is nothing in it to run. */
  readonly isEmpty: boolean;
}

export interface RunRequest {
  readonly mode: "automatic" | "lazy";
  /** Cells asked for by name; also manual ones run. */
  readonly requested: readonly string[];
  /** Cells whose inputs changed: they run in automatic mode and turn stale in lazy mode. */
  readonly affected: readonly string[];
  readonly state: (id: string) => PlannedCell;
  /** Cells in error or blocked; they are never run. */
  readonly failing: { has(id: string): boolean };
  /** False for an edge that carries nothing new (an import that did not change). Absent = every edge carries. */
  readonly carries?: EdgeFilter;
}

export interface RunPlan {
  /** Cells to run, in order. */
  readonly run: readonly string[];
  /** Cells that turn stale. */
  readonly stale: ReadonlySet<string>;
  /** Cells that would have run but are in error or blocked, in page order. */
  readonly refused: readonly string[];
  /** Cells that would have run but are disabled, themselves or by an ancestor. */
  readonly disabled: readonly string[];
}

/**
 * Plans a run: the requested cells, their stale ancestors and, in automatic mode, everything that reads from them;
 * without cells in error, disabled cells, and manual cells nobody asked for.
 *
 * A stale ancestor that joins because it is needed re-runs only those of its readers that have run before (they
 * would be out of date), so that running one cell of a fresh notebook does not run the rest of it. A reader that
 * still lacks another input which never ran waits, stale, until that input runs.
 */
export function planRun(graph: NotebookGraph, request: RunRequest): RunPlan {
  const { mode, state, failing } = request;
  const carries = request.carries ?? (() => true);
  const requested = new Set(request.requested.filter((id) => graph.cells.has(id)));
  const affected = request.affected.filter((id) => graph.cells.has(id));
  const disabled = findDisabled(graph, state);
  const mayRun = (id: string): boolean => !disabled.has(id) && (requested.has(id) || !state(id).manual);
  const spreads = (id: string): boolean => mayRun(id) || (failing.has(id) && !disabled.has(id));

  const roots = new Set(requested);
  if (mode === "automatic") for (const id of affected) if (spreads(id)) roots.add(id);
  const needed = new Set<string>();
  const isNeeded = (id: string): boolean => !roots.has(id) && state(id).stale && !failing.has(id) && mayRun(id);
  for (const id of findAncestors(graph, roots)) if (isNeeded(id)) needed.add(id);
  if (roots.size > 0) for (const cell of graph.cells.values()) if (cell.role === "setup" && isNeeded(cell.id)) needed.add(cell.id);

  const chosen = new Set([...roots, ...needed]);
  if (mode === "automatic") {
    for (const id of findDescendants(graph, [...roots].filter(spreads), (from, to) => carries(from, to) && spreads(to))) chosen.add(id);
    for (const id of findDescendants(graph, needed, (from, to) => carries(from, to) && spreads(to) && state(to).attempted)) chosen.add(id);
    dropWaiting(graph, chosen, (id) => roots.has(id) || needed.has(id), state, failing);
  }

  const run = sortForRun(graph, [...chosen].filter((id) => mayRun(id) && !failing.has(id)));
  const running = new Set(run);
  const stale = new Set<string>();
  for (const id of [...affected, ...findDescendants(graph, [...chosen, ...affected], carries)]) {
    if (!running.has(id) && !(failing.has(id) && (mode === "automatic" || chosen.has(id)))) stale.add(id);
  }
  const byPage = (ids: Iterable<string>): string[] => [...ids].sort((a, b) => (graph.position.get(a) ?? 0) - (graph.position.get(b) ?? 0));
  return {
    run,
    stale,
    refused: byPage([...chosen].filter((id) => failing.has(id) && !disabled.has(id))),
    disabled: byPage([...disabled].filter((id) => requested.has(id) || stale.has(id))),
  };
}

/** Cells that are disabled or depend on one that is. */
export function findDisabled(graph: NotebookGraph, state: (id: string) => Pick<PlannedCell, "disabled">): Set<string> {
  const disabled = new Set<string>();
  for (const id of graph.cells.keys()) if (state(id).disabled) disabled.add(id);
  if (disabled.size > 0) for (const id of findDescendants(graph, [...disabled])) disabled.add(id);
  return disabled;
}

/** Takes back cells that were chosen only as readers and still lack an input which has never run and is not going to. */
function dropWaiting(
  graph: NotebookGraph,
  chosen: Set<string>,
  isFixed: (id: string) => boolean,
  state: (id: string) => PlannedCell,
  failing: { has(id: string): boolean },
): void {
  for (const id of sortForRun(graph, chosen)) {
    if (isFixed(id) || failing.has(id)) continue;
    for (const parent of graph.parents.get(id) ?? []) {
      if (chosen.has(parent) || state(parent).attempted || state(parent).isEmpty) continue;
      chosen.delete(id);
      break;
    }
  }
}
