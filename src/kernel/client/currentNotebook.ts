import type { CellSpec, KernelCommand, NotebookSpec } from "../protocol.ts";

/**
 * The notebook after a command, so that a restarted kernel opens what the reader sees. Commands that only run
 * something leave it as it is, and so do commands that name an unknown cell: the kernel refuses those.
 */
export function applyCommand(notebook: NotebookSpec, command: KernelCommand): NotebookSpec {
  switch (command.type) {
    case "edit": {
      const texts = new Map(command.edits.map(({ id, code }) => [id, code]));
      return { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, code: texts.get(cell.id) ?? cell.code })) };
    }
    case "add":
      if (notebook.cells.some(({ id }) => id === command.cell.id)) return notebook;
      return { ...notebook, cells: insertAfter(notebook.cells, command.cell, command.after) };
    case "delete":
      return { ...notebook, cells: notebook.cells.filter(({ id }) => id !== command.id) };
    case "move": {
      const moved = notebook.cells.find(({ id }) => id === command.id);
      if (moved === undefined || command.after === command.id) return notebook;
      return { ...notebook, cells: insertAfter(notebook.cells.filter((cell) => cell !== moved), moved, command.after) };
    }
    case "disable":
    case "enable":
      return { ...notebook, cells: notebook.cells.map((cell) => (cell.id === command.id ? { ...cell, disabled: command.type === "disable" } : cell)) };
    case "mode":
      return { ...notebook, mode: command.mode };
    default:
      return notebook;
  }
}

function insertAfter(cells: readonly CellSpec[], cell: CellSpec, after: string | null | undefined): CellSpec[] {
  const at = after === undefined ? cells.length : after === null ? 0 : cells.findIndex(({ id }) => id === after) + 1;
  return [...cells.slice(0, at), cell, ...cells.slice(at)];
}
