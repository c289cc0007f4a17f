import { Box } from "./box.ts";

/** The text of one cell: what the learner sees, what the author wrote, what the kernel has. */
export interface CellText {
  readonly text: string;
  readonly original: string;
  /** The text that the kernel was last given; null before there is a kernel. */
  readonly committed: string | null;
  /** The author changed the cell after the learner did. */
  readonly conflict: boolean;
}

/** A reset that can still be taken back. */
export interface Undo {
  /** What was done: `Reset “sweep”`. */
  readonly label: string;
  /** Texts to put back, by cell id. */
  readonly texts: ReadonlyMap<string, { readonly text: string; readonly conflict: boolean }>;
}

/** True when the kernel has an older text of the cell than the learner. */
export function isUncommitted(cell: CellText): boolean {
  return cell.committed !== null && cell.committed !== cell.text;
}

/** Texts of a lesson's cells, with the learner's edits; knows nothing of running or saving. */
export class LearnerTexts {
  readonly #cells: ReadonlyMap<string, Box<CellText>>;
  readonly #onEdit: () => void;
  /** The last reset, while it can be taken back. */
  readonly undo = new Box<Undo | null>(null);

  /**
   * @param originals  the author's texts by cell id
   * @param onEdit     called after each change of a text by the learner
   */
  constructor(originals: ReadonlyMap<string, string>, onEdit: () => void) {
    this.#cells = new Map([...originals].map(([id, original]) => [id, new Box<CellText>({ text: original, original, committed: null, conflict: false })]));
    this.#onEdit = onEdit;
  }

  /** The box of a cell; undefined for an id that the lesson does not have. */
  of(id: string): Box<CellText> | undefined {
    return this.#cells.get(id);
  }

  ids(): readonly string[] {
    return [...this.#cells.keys()];
  }

  /** Texts that differ from the author's. */
  edits(): ReadonlyMap<string, string> {
    return new Map(this.#entries().filter(([, cell]) => cell.text !== cell.original).map(([id, cell]) => [id, cell.text]));
  }

  conflicts(): ReadonlySet<string> {
    return new Set(this.#entries().filter(([, cell]) => cell.conflict).map(([id]) => id));
  }

  /** Texts that the kernel does not have yet. */
  uncommitted(): readonly { readonly id: string; readonly code: string }[] {
    return this.#entries().filter(([, cell]) => isUncommitted(cell)).map(([id, cell]) => ({ id, code: cell.text }));
  }

  /** Puts saved edits in place; not an edit of the learner's now, so nothing is saved because of it. */
  resume(edits: ReadonlyMap<string, string>, conflicts: ReadonlySet<string>): void {
    for (const [id, text] of edits) this.#cells.get(id)?.update((cell) => ({ ...cell, text, conflict: conflicts.has(id) }));
  }

  edit(id: string, text: string): void {
    const box = this.#cells.get(id);
    if (box === undefined || box.get().text === text) return;
    box.update((cell) => ({ ...cell, text, conflict: cell.conflict && text !== cell.original }));
    this.#onEdit();
  }

  /** Notes what the kernel has; `null` when there is no kernel. */
  commit(texts: readonly { readonly id: string; readonly code: string | null }[]): void {
    for (const { id, code } of texts) this.#cells.get(id)?.update((cell) => (cell.committed === code ? cell : { ...cell, committed: code }));
  }

  /**
   * Puts the author's texts back and remembers how to undo it.
   *
   * @param ids    cells to reset; those that were not edited are left alone
   * @param label  what the undo notice says
   * @returns whether anything changed
   */
  reset(ids: readonly string[], label: string): boolean {
    const before = new Map<string, { text: string; conflict: boolean }>();
    for (const id of ids) {
      const box = this.#cells.get(id);
      if (box === undefined || box.get().text === box.get().original) continue;
      before.set(id, { text: box.get().text, conflict: box.get().conflict });
      box.update((cell) => ({ ...cell, text: cell.original, conflict: false }));
    }
    if (before.size === 0) return false;
    this.undo.set({ label, texts: before });
    this.#onEdit();
    return true;
  }

  /** Takes the last reset back. */
  undoReset(): void {
    const undo = this.undo.get();
    if (undo === null) return;
    for (const [id, before] of undo.texts) this.#cells.get(id)?.update((cell) => ({ ...cell, ...before }));
    this.undo.set(null);
    this.#onEdit();
  }

  #entries(): [string, CellText][] {
    return [...this.#cells].map(([id, box]) => [id, box.get()]);
  }
}
