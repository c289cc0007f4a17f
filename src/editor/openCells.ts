/** The cells whose code is on the page, whether anyone edits them or not: what types flow between. Knows no editor. */
import type { TextPlace } from "./textPlace.ts";

/** What a view wants to hear of its cell. */
export interface CellDoors {
  /** An editor changed the text, this cell's or another's (renaming reaches across cells). */
  readonly onEdit: (code: string) => void;
  /** An editor leads here ("go to definition"). */
  readonly onReveal: (place: TextPlace) => void;
}

/** One cell on the page. Two views of the same cell are two of these. */
export class OpenCell {
  /** Unique on the page; part of the name by which the type checker knows the cell's text. */
  readonly key: string;
  readonly lang: string;
  #code: string;
  #doors: CellDoors | null = null;
  readonly #listeners = new Set<() => void>();

  /** @param id  for people who read a stack or hover; need not be unique */
  constructor(id: string, lang: string, code: string) {
    count += 1;
    this.key = `${id.replace(/[^\w-]/g, "_")}.${count}`;
    this.lang = lang;
    this.#code = code;
  }

  /** The text as it is now. */
  get code(): string {
    return this.#code;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says who hears of edits and of ways that lead here; nobody does before. */
  listen(doors: CellDoors): void {
    this.#doors = doors;
  }

  /** The reader changed the text, in this editor or another. */
  edit(code: string): void {
    this.replace(code);
    this.#doors?.onEdit(code);
  }

  /** Brings a place of this cell into view, with the caret. */
  reveal(place: TextPlace): void {
    this.#doors?.onReveal(place);
  }

  /** Another text holds: a reset, or a merge. The page knows of it. */
  replace(code: string): void {
    if (this.#code === code) return;
    this.#code = code;
    for (const listener of this.#listeners) listener();
    notify(this, "changed");
  }
}

export type CellChange = "opened" | "changed" | "closed";

let count = 0;
const cells = new Set<OpenCell>();
const watchers = new Set<(cell: OpenCell, change: CellChange) => void>();

/** The cell is on the page. @returns takes it off again */
export function openCell(cell: OpenCell): () => void {
  cells.add(cell);
  notify(cell, "opened");
  return () => {
    if (cells.delete(cell)) notify(cell, "closed");
  };
}

/** Calls `watcher` for every cell that is open and for each change from now on. */
export function watchCells(watcher: (cell: OpenCell, change: CellChange) => void): void {
  watchers.add(watcher);
  for (const cell of cells) watcher(cell, "opened");
}

function notify(cell: OpenCell, change: CellChange): void {
  for (const watcher of watchers) watcher(cell, change);
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
