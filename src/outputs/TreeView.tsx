import { useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { TreeNode, TreeOutput } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import { formatNumber } from "./numbers.ts";
import { growTree } from "./tree/growTree.ts";
import { visibleRows } from "./tree/visibleRows.ts";
import type { TreeRow } from "./tree/visibleRows.ts";
import "./TreeView.css";

/** A value as a tree: the root is open, the rest opens by click or arrow keys. A value without parts is one line. */
export function TreeView({ output, actions }: { output: TreeOutput; actions: Pick<OutputActions, "ask"> }) {
  const { root } = output;
  if ((root.children?.length ?? 0) === 0 && root.more === undefined) {
    return (
      <div className="output-tree">
        <NodeText node={root} open={false} />
      </div>
    );
  }
  return <OpenableTree output={output} actions={actions} />;
}

function OpenableTree({ output, actions }: { output: TreeOutput; actions: Pick<OutputActions, "ask"> }) {
  const [grown, setGrown] = useState({ from: output.root, root: output.root });
  // What was fetched belongs to the tree that it was fetched for.
  const root = grown.from === output.root ? grown.root : output.root;
  const [problem, setProblem] = useState<string | null>(null);
  const isFetching = useRef(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([""]));
  const [current, setCurrent] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => visibleRows(root, open), [root, open]);
  const at = Math.max(0, rows.findIndex((row) => row.path === current));

  /** Fetches members that were cut from the node at a path. */
  const grow = (path: string, node: TreeNode) => {
    if (output.tree === undefined || isFetching.current) return;
    isFetching.current = true;
    const positions = path === "" ? [] : path.split(".").map(Number);
    actions
      .ask({ type: "treeChildren", tree: output.tree, path: positions, offset: node.children?.length ?? 0 })
      .then(
        (found) => setGrown({ from: output.root, root: growTree(root, positions, found) }),
        (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => (isFetching.current = false));
  };
  const nodeAt = (path: string) => rows.find((row) => row.path === path)?.node ?? null;

  const toggle = (row: TreeRow, wanted = !row.open) => {
    if (row.node === null) {
      const parent = nodeAt(row.parent);
      if (parent !== null) grow(row.parent, parent);
      return;
    }
    if (!row.openable) return;
    if (wanted && (row.node.children?.length ?? 0) === 0) grow(row.path, row.node);
    const next = new Set(open);
    if (wanted) next.add(row.path);
    else next.delete(row.path);
    setOpen(next);
  };
  const focusRow = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row === undefined) return;
    setCurrent(row.path);
    list.current?.querySelector<HTMLElement>(`[data-path="${row.path}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const action = treeKeys[event.key];
    if (action === undefined) return;
    event.preventDefault();
    if (action === "toggle") toggle(row);
    else if (action === "open" && row.openable && !row.open) toggle(row, true);
    else if (action === "open") focusRow(at + 1);
    else if (action === "close" && row.open) toggle(row, false);
    else if (action === "close") focusRow(rows.findIndex((other) => other.path === row.parent));
    else if (action === "first") focusRow(0);
    else if (action === "last") focusRow(rows.length - 1);
    else focusRow(at + action);
  };

  return (
    <div ref={list} className="output-tree" role="tree" aria-label={root.preview} tabIndex={-1}>
      {rows.map((row, index) => (
        <div
          key={row.path}
          data-path={row.path}
          className="output-tree-row"
          role="treeitem"
          aria-level={row.depth + 1}
          aria-expanded={row.openable ? row.open : undefined}
          aria-setsize={row.siblings}
          aria-posinset={row.position}
          tabIndex={index === at ? 0 : -1}
          style={{ paddingInlineStart: `${row.depth * 16}px` }}
          onClick={() => {
            setCurrent(row.path);
            toggle(row);
          }}
          onFocus={() => setCurrent(row.path)}
          onKeyDown={onKeyDown}
        >
          <span className="output-tree-mark" data-open={row.openable ? row.open : undefined} aria-hidden="true" />
          {row.node === null ? <span className="output-tree-rest">{formatNumber(row.more)} more{output.tree === undefined ? "" : " …"}</span> : <NodeText node={row.node} open={row.open} />}
        </div>
      ))}
      {problem !== null && <p className="output-note">The rest is not there any more ({problem}).</p>}
    </div>
  );
}

const treeKeys: Readonly<Record<string, "toggle" | "open" | "close" | "first" | "last" | number>> = {
  Enter: "toggle",
  " ": "toggle",
  ArrowRight: "open",
  ArrowLeft: "close",
  ArrowDown: 1,
  ArrowUp: -1,
  Home: "first",
  End: "last",
};

function NodeText({ node, open }: { node: TreeNode; open: boolean }) {
  return (
    <>
      {node.key !== undefined && <span className="output-tree-key">{node.key}: </span>}
      <span className="output-tree-preview" data-type={node.type}>
        {open ? node.type : node.preview}
      </span>
    </>
  );
}
