/** What is wrong with cells because of other cells, as data; texts are made where they are shown. */
import { findCycles, traceCycle } from "./cycles.ts";
import { type NotebookGraph, namesBetween } from "./notebookGraph.ts";
import { findDescendants } from "./reachability.ts";

/** A cell with a problem never runs. */
export type GraphProblem =
  /** The cell's own text does not pass: see its diagnostics. */
  | { readonly kind: "text" }
  /** Another cell defines the same name (E104). */
  | { readonly kind: "duplicate"; readonly name: string; readonly others: readonly string[] }
  /** The cell reads from itself through others (E105). `path` begins and ends with the cell; `names[i]` leads from `path[i]` to `path[i + 1]`. */
  | { readonly kind: "cycle"; readonly path: readonly string[]; readonly names: readonly string[] }
  /** The cell assigns a name that is another cell's, or nobody's (E106). */
  | { readonly kind: "foreign"; readonly name: string; readonly owner: string | null; readonly line: number; readonly column: number }
  /** A setup cell reads another cell's name (E107). */
  | { readonly kind: "setup"; readonly name: string; readonly ancestor: string };

/** Problems by cell: its first in the order text, foreign, duplicate, setup, cycle. */
export type GraphProblems = ReadonlyMap<string, GraphProblem>;

/**
 * Finds the cells that may not run.
 *
 * @param tolerated  cells whose duplicate names are not held against them until they run again
 */
export function findProblems(graph: NotebookGraph, tolerated: ReadonlySet<string> = new Set()): GraphProblems {
  const problems = new Map<string, GraphProblem>();
  const add = (id: string, problem: GraphProblem): void => {
    if (!problems.has(id)) problems.set(id, problem);
  };
  for (const { id, analysis } of graph.cells.values()) {
    if (analysis.diagnostics.some((diagnostic) => diagnostic.severity === "error")) add(id, { kind: "text" });
    const foreign = analysis.foreignAssignments[0];
    if (foreign !== undefined) {
      const owner = graph.owners.get(foreign.name)?.find((other) => other !== id) ?? null;
      add(id, { kind: "foreign", name: foreign.name, owner, line: foreign.line, column: foreign.column });
    }
  }
  for (const [name, ids] of graph.definers) {
    if (ids.length < 2) continue;
    for (const id of ids) if (!tolerated.has(id)) add(id, { kind: "duplicate", name, others: ids.filter((other) => other !== id) });
  }
  for (const { id, role } of graph.cells.values()) {
    if (role !== "setup") continue;
    const ancestor = graph.parents.get(id)?.values().next().value;
    if (ancestor !== undefined) add(id, { kind: "setup", ancestor, name: namesBetween(graph, ancestor, id)[0] ?? "" });
  }
  for (const group of findCycles(graph)) {
    const members = new Set(group);
    for (const id of group) {
      const path = traceCycle(graph, id, members);
      const names = path.slice(1).map((to, at) => namesBetween(graph, path[at] ?? "", to)[0] ?? "");
      add(id, { kind: "cycle", path, names });
    }
  }
  return problems;
}

/** A cell changes a value of another from within: allowed, and nothing re-runs for it (E142). */
export interface GraphWarning {
  readonly cell: string;
  readonly name: string;
  readonly owner: string;
  readonly offset: number;
}

/** Finds what runs but does not do what one may hope for. In page order. */
export function findWarnings(graph: NotebookGraph): GraphWarning[] {
  return [...graph.cells.values()].flatMap(({ id, analysis }) =>
    analysis.mutations.flatMap(({ name, offset }): GraphWarning[] => {
      const owner = graph.owners.get(name)?.find((other) => other !== id);
      return owner === undefined ? [] : [{ cell: id, name, owner, offset }];
    }),
  );
}

/** Cells downstream of a problem, each with the cell that blocks it (the one highest on the page among those that reach it). */
export function findBlocked(graph: NotebookGraph, problems: GraphProblems): Map<string, string> {
  const blocked = new Map<string, string>();
  const causes = [...problems.keys()].sort((a, b) => (graph.position.get(a) ?? 0) - (graph.position.get(b) ?? 0));
  for (const cause of causes) {
    const reached = findDescendants(graph, [cause], (_, to) => !problems.has(to) && !blocked.has(to));
    for (const id of reached) blocked.set(id, cause);
  }
  return blocked;
}

/**
 * The cells that keep working beside a newer duplicate ("no action at a distance", marimo: graph errors). A cell is
 * tolerated while it has not been registered or run again since the duplicate came.
 *
 * @param touched  cells that this change registered or is about to run
 * @param failing  cells that had a duplicate problem before this change
 */
export function findTolerated(graph: NotebookGraph, touched: ReadonlySet<string>, failing: ReadonlySet<string>): Set<string> {
  const tolerated = new Set<string>();
  for (const ids of graph.definers.values()) {
    if (ids.length < 2) continue;
    for (const id of ids) if (!touched.has(id) && !failing.has(id)) tolerated.add(id);
  }
  return tolerated;
}
