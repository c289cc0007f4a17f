/** The cells of a notebook and who reads whose names. */
import { conflictKeys } from "../cell/sql/names.ts";
import type { CellAnalysis, CellRole } from "./cellFacts.ts";
import { TableMakers } from "./tableMakers.ts";

/** One cell as the graph sees it. */
export interface GraphCell {
  readonly id: string;
  readonly analysis: CellAnalysis;
  readonly role: CellRole;
}

/** Immutable; built anew after every change of the notebook (linear in cells and edges). */
export interface NotebookGraph {
  /** In page order. */
  readonly cells: ReadonlyMap<string, GraphCell>;
  /** Rank for breaking ties: setup cells first, then the order of the page. */
  readonly position: ReadonlyMap<string, number>;
  /** All cells that define a name, or make a table that may not be made twice, in page order. More than one is a conflict. */
  readonly definers: ReadonlyMap<string, readonly string[]>;
  /** The cells whose definition of a name counts: where an older valid cell is tolerated beside a newer duplicate, only the older one. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly parents: ReadonlyMap<string, ReadonlySet<string>>;
  readonly children: ReadonlyMap<string, ReadonlySet<string>>;
  /** Tables and other things of the database that a cell reads from others: reader → maker → names as the reader writes them. */
  readonly tableReads: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/**
 * Builds the graph: an edge a → b exists when a defines a name that b reads. A cell never points at itself, and a
 * name that nobody defines gives no edge.
 *
 * @param cells      in page order, ids unique
 * @param tolerated  cells that keep their names although a newer cell defines one of them too
 */
export function buildGraph(cells: readonly GraphCell[], tolerated: ReadonlySet<string> = new Set()): NotebookGraph {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const position = new Map(cells.map((cell, index) => [cell.id, cell.role === "setup" ? index : index + cells.length]));
  const definers = new Map<string, string[]>();
  for (const cell of cells) {
    for (const name of new Set([...cell.analysis.defs, ...(cell.analysis.sql?.creations.flatMap(conflictKeys) ?? [])])) {
      const known = definers.get(name);
      if (known === undefined) definers.set(name, [cell.id]);
      else known.push(cell.id);
    }
  }
  const owners = new Map<string, readonly string[]>();
  for (const [name, ids] of definers) {
    // A table is no name that TypeScript could read.
    const holders = ids.filter((id) => byId.get(id)?.analysis.defs.includes(name));
    const older = ids.length > 1 ? holders.filter((id) => tolerated.has(id)) : holders;
    if (holders.length > 0) owners.set(name, older.length > 0 ? older : holders);
  }
  const parents = new Map<string, Set<string>>();
  const children = new Map<string, Set<string>>();
  for (const cell of cells) {
    parents.set(cell.id, new Set());
    children.set(cell.id, new Set());
  }
  for (const cell of cells) {
    for (const name of cell.analysis.refs) {
      for (const owner of owners.get(name) ?? []) {
        if (owner === cell.id) continue;
        parents.get(cell.id)?.add(owner);
        children.get(owner)?.add(cell.id);
      }
    }
  }
  const tableReads = new TableMakers(cells, tolerated).readsOf(cells);
  for (const [reader, makers] of tableReads) {
    for (const maker of makers.keys()) {
      parents.get(reader)?.add(maker);
      children.get(maker)?.add(reader);
    }
  }
  return { cells: byId, position, definers, owners, parents, children, tableReads };
}

/** All edges, ordered by the page positions of their ends. */
export function listEdges(graph: NotebookGraph): [string, string][] {
  const place = new Map([...graph.cells.keys()].map((id, index) => [id, index]));
  const rank = (id: string): number => place.get(id) ?? 0;
  const edges: [string, string][] = [];
  for (const [from, targets] of graph.children) {
    for (const to of [...targets].sort((a, b) => rank(a) - rank(b))) edges.push([from, to]);
  }
  return edges;
}

/** The names through which `to` reads from `from`. */
export function namesBetween(graph: NotebookGraph, from: string, to: string): string[] {
  const refs = graph.cells.get(to)?.analysis.refs ?? [];
  return [...refs.filter((name) => graph.owners.get(name)?.includes(from)), ...(graph.tableReads.get(to)?.get(from) ?? [])];
}
