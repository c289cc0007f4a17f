import type { CellSpec, KernelCommand, NotebookSpec } from "../../kernel/protocol.ts";
import type { ReplaySession, SessionAction, SessionCell } from "./contract.ts";

/** The notebook with which a session begins. */
export function notebookOfSession(session: ReplaySession): NotebookSpec {
  return { id: "session", mode: session.mode, cells: session.cells.map(cellOfSession) };
}

function cellOfSession({ id, code, lang = "ts", flags = [] }: SessionCell): CellSpec {
  return { id, code, lang, role: flags.includes("setup") ? "setup" : "cell", manual: flags.includes("manual"), disabled: flags.includes("disabled") };
}

/** The kernel's command for a session's action; null for a restart, which no kernel can do to itself. */
export function commandOf(action: SessionAction): KernelCommand | null {
  if ("run" in action) return { type: "run", cells: action.run };
  if ("runAll" in action) return { type: "runAll" };
  if ("runStale" in action) return { type: "runStale" };
  if ("edit" in action) return { type: "edit", edits: [action.edit], run: true };
  if ("add" in action) return { type: "add", cell: cellOfSession(action.add), after: action.add.after };
  if ("delete" in action) return { type: "delete", id: action.delete };
  if ("move" in action) return { type: "move", ...action.move };
  if ("disable" in action) return { type: "disable", id: action.disable };
  if ("enable" in action) return { type: "enable", id: action.enable };
  if ("set" in action) return { type: "set", ...action.set };
  if ("mode" in action) return { type: "mode", mode: action.mode };
  return null;
}

/** The notebook's texts, order and flags after a command: what a restarted kernel is opened with. */
export function notebookAfter(notebook: NotebookSpec, command: KernelCommand): NotebookSpec {
  const { cells } = notebook;
  const changed = (id: string, change: Partial<CellSpec>) => ({ ...notebook, cells: cells.map((cell) => (cell.id === id ? { ...cell, ...change } : cell)) });
  switch (command.type) {
    case "edit":
      return command.edits.reduce<NotebookSpec>(
        (edited, { id, code }) => ({ ...edited, cells: edited.cells.map((cell) => (cell.id === id ? { ...cell, code } : cell)) }),
        notebook,
      );
    case "add":
      return { ...notebook, cells: inserted(cells, command.cell, command.after) };
    case "delete":
      return { ...notebook, cells: cells.filter((cell) => cell.id !== command.id) };
    case "move": {
      const moved = cells.find((cell) => cell.id === command.id);
      const rest = cells.filter((cell) => cell.id !== command.id);
      return moved === undefined ? notebook : { ...notebook, cells: inserted(rest, moved, command.after) };
    }
    case "disable":
      return changed(command.id, { disabled: true });
    case "enable":
      return changed(command.id, { disabled: false });
    case "mode":
      return { ...notebook, mode: command.mode };
    default:
      return notebook;
  }
}

/** `after`: null = first, absent = last. */
function inserted(cells: readonly CellSpec[], cell: CellSpec, after: string | null | undefined): CellSpec[] {
  const at = after === null ? 0 : after === undefined ? cells.length : cells.findIndex((other) => other.id === after) + 1;
  return cells.toSpliced(at, 0, cell);
}
