import { expect, test } from "vitest";
import type { SessionAction } from "./contract.ts";
import { commandOf, notebookOfSession } from "./sessionNotebook.ts";

test("a session's cells are TypeScript unless they say otherwise, and carry their flags", () => {
  const { mode, cells } = notebookOfSession({
    mode: "lazy",
    cells: [{ id: "a", code: "1" }, { id: "b", code: "2", flags: ["manual"] }, { id: "c", code: "# c", lang: "md", flags: ["disabled"] }, { id: "d", code: "", flags: ["setup"] }],
    steps: [],
  });
  expect(mode).toBe("lazy");
  expect(cells.map(({ lang, manual, disabled, role }) => [lang, manual, disabled, role])).toEqual([
    ["ts", false, false, "cell"],
    ["ts", true, false, "cell"],
    ["md", false, true, "cell"],
    ["ts", false, false, "setup"],
  ]);
});

test.each<[SessionAction, unknown]>([
  [{ run: ["a"] }, { type: "run", cells: ["a"] }],
  [{ runAll: true }, { type: "runAll" }],
  [{ runStale: true }, { type: "runStale" }],
  [{ edit: { id: "a", code: "2" } }, { type: "edit", edits: [{ id: "a", code: "2" }], run: true }],
  [{ delete: "a" }, { type: "delete", id: "a" }],
  [{ move: { id: "a", after: null } }, { type: "move", id: "a", after: null }],
  [{ disable: "a" }, { type: "disable", id: "a" }],
  [{ enable: "a" }, { type: "enable", id: "a" }],
  [{ set: { name: "s", value: 5 } }, { type: "set", name: "s", value: 5 }],
  [{ mode: "lazy" }, { type: "mode", mode: "lazy" }],
  [{ restart: true }, null],
])("%j becomes the kernel's command", (action, command) => {
  expect(commandOf(action)).toEqual(command);
});

test("a cell is added first, last, or after another", () => {
  expect(commandOf({ add: { id: "n", code: "", after: null } })).toMatchObject({ type: "add", cell: { id: "n", lang: "ts" }, after: null });
  expect(commandOf({ add: { id: "n", code: "", after: "a" } })).toMatchObject({ after: "a" });
  expect(commandOf({ add: { id: "n", code: "" } })).toMatchObject({ after: undefined });
});
