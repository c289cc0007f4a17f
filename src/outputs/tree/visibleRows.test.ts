import { expect, test } from "vitest";
import type { TreeNode } from "../../kernel/protocol.ts";
import { visibleRows } from "./visibleRows.ts";

const root: TreeNode = {
  type: "Object",
  preview: "{…}",
  children: [
    { key: "a", type: "number", preview: "1" },
    { key: "list", type: "Array(3)", preview: "[…]", more: 2, children: [{ key: "0", type: "number", preview: "7" }] },
  ],
};

const paths = (open: string[]) => visibleRows(root, new Set(open)).map((row) => row.path);

test("a closed tree is one row", () => {
  expect(paths([])).toEqual([""]);
});

test("open nodes show their children, and count those that were cut", () => {
  const rows = visibleRows(root, new Set(["", "1"]));
  expect(rows.map((row) => row.path)).toEqual(["", "0", "1", "1.0", "1.more"]);
  expect(rows.at(-1)).toMatchObject({ node: null, more: 2, depth: 2, position: 2, siblings: 2, parent: "1" });
});

test("an open node below a closed one is not shown", () => {
  expect(paths(["1"])).toEqual([""]);
});
