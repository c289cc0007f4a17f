/** The cells whose code is on the page, whether anyone edits them or not: what types flow between. Knows no editor. */

import type { TextPlace } from "./textPlace.ts";

/** One cell on the page. Two views of the same cell are two entries. */
export interface OpenCell {
  /** Unique on the page; part of the name by which the type checker knows the cell's text. */
  readonly key: string;
  readonly lang: string;
  /** Text as the page last gave it. */
  code: string;
  /** Called when the text is changed by an editor, this cell's or another's (renaming reaches across cells). */
  onEdit: (code: string) => void;
  /** Called when an editor leads here ("go to definition"). */
  onReveal: (place: TextPlace) => void;
}

export type CellDoors = Pick<OpenCell, "onEdit" | "onReveal">;

const cells = new Map<string, OpenCell>();
const watchers = new Set<(cell: OpenCell, change: "opened" | "changed" | "closed") => void>();
let count = 0;

/** @param id  for people who read a stack or hover; need not be unique */
export function openCell(id: string, lang: string, code: string, doors: CellDoors): OpenCell {
  count += 1;
  const cell = { key: `${id.replace(/[^\w-]/g, "_")}.${count}`, lang, code, ...doors };
  cells.set(cell.key, cell);
  notify(cell, "opened");
  return cell;
}

/** The page set another text: a reset, or a merge. */
export function changeCell(cell: OpenCell, code: string): void {
  if (cell.code === code) return;
  cell.code = code;
  notify(cell, "changed");
}

export function closeCell(cell: OpenCell): void {
  if (cells.delete(cell.key)) notify(cell, "closed");
}

/** Calls `watcher` for every cell that is open and for each change from now on. */
export function watchCells(watcher: (cell: OpenCell, change: "opened" | "changed" | "closed") => void): () => void {
  watchers.add(watcher);
  for (const cell of cells.values()) watcher(cell, "opened");
  return () => watchers.delete(watcher);
}

let declared = "";
const typeWatchers = new Set<(declarations: string) => void>();

/** Sets the declarations of names that no cell's code brings (the output of an SQL cell); one text for the whole page, the last one holds. */
export function declareTypes(declarations: string): void {
  if (declarations === declared) return;
  declared = declarations;
  for (const watcher of typeWatchers) watcher(declared);
}

/** Calls `watcher` with the declarations that hold now and with each that follow. */
export function watchTypes(watcher: (declarations: string) => void): void {
  typeWatchers.add(watcher);
  watcher(declared);
}

function notify(cell: OpenCell, change: "opened" | "changed" | "closed"): void {
  for (const watcher of watchers) watcher(cell, change);
}
