/** What outputs can ask of the notebook that shows them. */
import type { OutputAnswer, OutputQuery, TablePage, TablePageRequest } from "../kernel/protocol.ts";

/** Doors from an output back into the notebook; the only ways in which an output acts. */
export interface OutputActions {
  /**
   * Sets an input to a new value. Called at most once a frame while a slider is dragged; the last call wins. A promise ends
   * when the kernel has done what the change set off.
   */
  setInput(input: string, value: unknown): void | Promise<void>;
  /** Fetches rows of a table that stay in the kernel. Rejects when the handle is gone (the cell ran again). */
  tablePage(request: TablePageRequest): Promise<TablePage>;
  /** Asks the kernel for what it keeps of an output: a file, a column's summary, more of a tree. Rejects when that is gone. */
  ask<Query extends OutputQuery>(query: Query): Promise<OutputAnswer<Query>>;
  /** Brings a place in a cell's text into view; line and column count from 1, null means the cell as a whole. */
  goTo(cell: string, line: number | null, column: number | null): void;
}
