import { expect, test } from "vitest";
import type { CellSpec, KernelCommand, NotebookSpec } from "../protocol.ts";
import { applyCommand } from "./currentNotebook.ts";

const cell = (id: string): CellSpec => ({ id, code: `"${id}"`, lang: "ts", role: "cell", manual: false, disabled: false });
const notebook: NotebookSpec = { id: "n", mode: "automatic", cells: [cell("a"), cell("b")] };
const ids = (...commands: KernelCommand[]): string[] => commands.reduce(applyCommand, notebook).cells.map(({ id }) => id);

test("a restarted kernel opens what the commands have made of the notebook", () => {
  expect(ids({ type: "add", cell: cell("c") })).toEqual(["a", "b", "c"]);
  expect(ids({ type: "add", cell: cell("c"), after: null })).toEqual(["c", "a", "b"]);
  expect(ids({ type: "add", cell: cell("c"), after: "a" }, { type: "delete", id: "a" })).toEqual(["c", "b"]);
  expect(ids({ type: "move", id: "a", after: "b" })).toEqual(["b", "a"]);
  expect(ids({ type: "move", id: "b", after: null })).toEqual(["b", "a"]);
  expect(applyCommand(notebook, { type: "edit", edits: [{ id: "b", code: "2" }], run: false }).cells[1]?.code).toBe("2");
  expect(applyCommand(notebook, { type: "disable", id: "a" }).cells[0]?.disabled).toBe(true);
  expect(applyCommand(notebook, { type: "mode", mode: "lazy" }).mode).toBe("lazy");
});

test("commands that the kernel refuses change nothing", () => {
  expect(applyCommand(notebook, { type: "add", cell: cell("a") })).toBe(notebook);
  expect(ids({ type: "move", id: "nobody", after: "a" })).toEqual(["a", "b"]);
  expect(applyCommand(notebook, { type: "runAll" })).toBe(notebook);
});
