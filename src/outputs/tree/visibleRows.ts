/** A tree with some nodes open → the rows that are on the screen, from top to bottom. */
import type { TreeNode } from "../../kernel/protocol.ts";

export interface TreeRow {
  /** Indexes from the root, joined by `.`; the root is the empty string. */
  readonly path: string;
  /** Path of the node that holds this one; the root's is its own. */
  readonly parent: string;
  readonly depth: number;
  /** Null for the row that only counts children which were cut. */
  readonly node: TreeNode | null;
  /** How many children were cut; 0 on rows with a node. */
  readonly more: number;
  readonly openable: boolean;
  readonly open: boolean;
  /** Place among the siblings, from 1, and how many of them there are on the screen. */
  readonly position: number;
  readonly siblings: number;
}

/** @param open  paths of the open nodes; those under a closed node count for nothing */
export function visibleRows(root: TreeNode, open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  add(rows, root, open, { path: "", parent: "", depth: 0, position: 1, siblings: 1 });
  return rows;
}

type Place = Pick<TreeRow, "path" | "parent" | "depth" | "position" | "siblings">;

function add(rows: TreeRow[], node: TreeNode, open: ReadonlySet<string>, place: Place): void {
  const children = node.children ?? [];
  const more = node.more ?? 0;
  const openable = children.length > 0 || more > 0;
  const isOpen = openable && open.has(place.path);
  rows.push({ ...place, node, more: 0, openable, open: isOpen });
  if (!isOpen) return;
  const siblings = children.length + (more > 0 ? 1 : 0);
  const below = { parent: place.path, depth: place.depth + 1, siblings };
  children.forEach((child, index) => {
    add(rows, child, open, { ...below, path: childPath(place.path, String(index)), position: index + 1 });
  });
  if (more > 0) rows.push({ ...below, path: childPath(place.path, "more"), position: siblings, node: null, more, openable: false, open: false });
}

function childPath(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}
