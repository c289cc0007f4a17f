import { createContext, useContext } from "react";
import type { OutputActions } from "../outputs/actions.ts";
import type { Notebook } from "./notebook.ts";

/** What every view of an open notebook can reach. */
export interface NotebookAccess {
  readonly notebook: Notebook;
  /** Doors for outputs; also how views lead from cell to cell. */
  readonly actions: OutputActions;
  /** Address of a cell or heading of this lesson, for links. */
  readonly hrefTo: (anchor: string) => string;
}

export const NotebookContext = createContext<NotebookAccess | null>(null);

/** @throws outside a notebook, which is a mistake of the app. */
export function useNotebook(): NotebookAccess {
  const access = useContext(NotebookContext);
  if (access === null) throw new Error("useNotebook is called outside a NotebookContext.");
  return access;
}
