import { expect, test } from "vitest";
import type { NotebookSpec } from "../../kernel/protocol.ts";
import type { SessionAction } from "./contract.ts";
import { commandOf, notebookAfter, notebookOfSession } from "./sessionNotebook.ts";

const start = notebookOfSession({
  mode: "automatic",
  cells: [{ id: "a", code: "const x = 1" }, { id: "b", code: "x", flags: ["manual"] }, { id: "c", code: "# c", lang: "md", flags: ["disabled"] }],
  steps: [],
});

function after(...actions: SessionAction[]): NotebookSpec {
  return actions.reduce<NotebookSpec>((notebook, action) => notebookAfter(notebook, commandOf(action) ?? { type: "runAll" }), start);
}

const order = (notebook: NotebookSpec) => notebook.cells.map((cell) => cell.id).join("");

test("a session's cells are TypeScript unless they say otherwise, and carry their flags", () => {
  expect(start.cells.map(({ lang, manual, disabled, role }) => [lang, manual, disabled, role])).toEqual([
    ["ts", false, false, "cell"],
    ["ts", true, false, "cell"],
    ["md", false, true, "cell"],
  ]);
  expect(notebookOfSession({ mode: "lazy", cells: [{ id: "s", code: "", flags: ["setup"] }], steps: [] }).cells[0]?.role).toBe("setup");
});

test("a cell is added first, last, or after another", () => {
  expect(order(after({ add: { id: "n", code: "", after: null } }))).toBe("nabc");
  expect(order(after({ add: { id: "n", code: "" } }))).toBe("abcn");
  expect(order(after({ add: { id: "n", code: "", after: "a" } }))).toBe("anbc");
});

test("a cell is moved and deleted", () => {
  expect(order(after({ move: { id: "c", after: null } }))).toBe("cab");
  expect(order(after({ move: { id: "a", after: "b" } }))).toBe("bac");
  expect(order(after({ delete: "b" }))).toBe("ac");
});

test("edits, flags and mode are kept for a restarted kernel", () => {
  const changed = after({ edit: { id: "a", code: "const x = 2" } }, { disable: "b" }, { enable: "c" }, { mode: "lazy" });
  expect(changed.cells.map(({ code, disabled }) => [code, disabled])).toEqual([["const x = 2", false], ["x", true], ["# c", false]]);
  expect(changed.mode).toBe("lazy");
});

test("runs and inputs change no text", () => {
  expect(after({ run: ["a"] }, { runAll: true }, { runStale: true }, { set: { name: "s", value: 5 } })).toEqual(start);
});

test("a restart is no command", () => {
  expect(commandOf({ restart: true })).toBeNull();
});
