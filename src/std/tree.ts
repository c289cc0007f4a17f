/** A value as an expandable tree, cut to a size that is safe to send and show. */
import type { TreeNode, TreeOutput } from "./output.ts";
import { listMembers, previewValue, typeName } from "./preview.ts";

const maxDepth = 6;
const maxChildren = 100;
const maxNodes = 2_000;

/** Makes the tree. Getters are named, not read; a circle ends where it closes. */
export function treeOf(value: unknown): TreeOutput {
  const budget = { nodes: maxNodes };
  return { kind: "tree", root: node(undefined, value, [], budget) };
}

function node(key: string | undefined, value: unknown, parents: readonly object[], budget: { nodes: number }): TreeNode {
  budget.nodes -= 1;
  const head = { ...(key === undefined ? {} : { key }), type: typeName(value), preview: previewValue(value) };
  if (typeof value !== "object" || value === null || parents.includes(value)) return head;
  try {
    if (value instanceof Date || value instanceof RegExp || value instanceof Promise) return head;
    const room = parents.length >= maxDepth ? 0 : Math.min(maxChildren, Math.max(0, budget.nodes));
    const { members, total } = listMembers(value, room);
    const inner = [...parents, value];
    const children: TreeNode[] = [];
    for (const member of members) {
      if (budget.nodes <= 0) break;
      if (member.isGetter) children.push({ key: member.key, type: "getter", preview: "[getter]" });
      else children.push(node(member.key, member.value, inner, budget));
    }
    if (total === 0) return head;
    return { ...head, children, ...(total > children.length ? { more: total - children.length } : {}) };
  } catch {
    return head;
  }
}
