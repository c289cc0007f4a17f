/** A value as an expandable tree, cut to a size that is safe to send and show. */
import type { TreeNode, TreeOutput } from "./output.ts";
import { listMembers, previewValue, typeName } from "./preview.ts";

const maxDepth = 6;
const maxChildren = 100;
const maxNodes = 2_000;

/**
 * Makes the tree. Getters are named, not read; a circle ends where it closes.
 *
 * @param keep  keeps a value of which not everything is listed, and returns its handle
 */
export function treeOf(value: unknown, keep?: (value: object) => string): TreeOutput {
  const budget = { nodes: maxNodes };
  const root = node(undefined, value, [], budget);
  if (keep === undefined || typeof value !== "object" || value === null || !isCut(root)) return { kind: "tree", root };
  return { kind: "tree", root, tree: keep(value) };
}

/**
 * More members of a part of a tree.
 *
 * @param path    positions among the members, from the root
 * @param offset  how many members of the part are listed already
 */
export function moreOfTree(root: object, path: readonly number[], offset: number): { children: TreeNode[]; more: number } {
  const parents: object[] = [];
  let part: unknown = root;
  for (const position of path) {
    if (typeof part !== "object" || part === null) return { children: [], more: 0 };
    parents.push(part);
    const member = listMembers(part, position + 1).members[position];
    part = member?.isGetter === false ? member.value : undefined;
  }
  if (typeof part !== "object" || part === null || parents.includes(part)) return { children: [], more: 0 };
  const { members, total } = listMembers(part, offset + maxChildren);
  // What is fetched on demand comes two levels deep; the rest is fetched in its turn.
  const inner = [...parents, part];
  const budget = { nodes: maxNodes };
  const children = members.slice(offset).map((member) => childNode(member, inner, budget, parents.length + 2));
  return { children, more: Math.max(0, total - offset - children.length) };
}

function isCut(root: TreeNode): boolean {
  return (root.more ?? 0) > 0 || (root.children ?? []).some(isCut);
}

type Member = ReturnType<typeof listMembers>["members"][number];

function childNode(member: Member, parents: readonly object[], budget: { nodes: number }, depth: number): TreeNode {
  return member.isGetter ? { key: member.key, type: "getter", preview: "[getter]" } : node(member.key, member.value, parents, budget, depth);
}

function node(key: string | undefined, value: unknown, parents: readonly object[], budget: { nodes: number }, depth = maxDepth): TreeNode {
  budget.nodes -= 1;
  const head = { ...(key === undefined ? {} : { key }), type: typeName(value), preview: previewValue(value) };
  if (typeof value !== "object" || value === null || parents.includes(value)) return head;
  try {
    if (value instanceof Date || value instanceof RegExp || value instanceof Promise) return head;
    const room = parents.length >= depth ? 0 : Math.min(maxChildren, Math.max(0, budget.nodes));
    const { members, total } = listMembers(value, room);
    const inner = [...parents, value];
    const children: TreeNode[] = [];
    for (const member of members) {
      if (budget.nodes <= 0) break;
      children.push(childNode(member, inner, budget, depth));
    }
    if (total === 0) return head;
    return { ...head, children, ...(total > children.length ? { more: total - children.length } : {}) };
  } catch {
    return head;
  }
}
