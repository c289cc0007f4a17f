import type { TreeChildren, TreeNode } from "../../kernel/protocol.ts";

/** The tree with more children at the node of a path; other nodes stay the same objects. */
export function growTree(root: TreeNode, path: readonly number[], found: TreeChildren): TreeNode {
  const [position, ...rest] = path;
  const children = root.children ?? [];
  if (position !== undefined) return { ...root, children: children.map((child, index) => (index === position ? growTree(child, rest, found) : child)) };
  const { more: _before, ...node } = root;
  const all = [...children, ...found.children];
  return { ...node, children: all, ...(found.more > 0 ? { more: found.more } : {}) };
}
