import type { CellSpec, KernelCommand, NotebookSpec } from "../../kernel/protocol.ts";
import type { ReplaySession, SessionAction, SessionCell } from "./contract.ts";

/** The notebook with which a session begins. */
export function notebookOfSession(session: ReplaySession): NotebookSpec {
  return { id: "session", mode: session.mode, cells: session.cells.map(cellOfSession) };
}

function cellOfSession({ id, code, lang = "ts", flags = [], out }: SessionCell): CellSpec {
  return { id, code, lang, role: flags.includes("setup") ? "setup" : "cell", manual: flags.includes("manual"), disabled: flags.includes("disabled"), ...(out === undefined ? {} : { out }) };
}

/** The kernel's command for a session's action; null for a restart, which is no command. */
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
