/** A lesson as the cells that a kernel opens. */
import type { LessonDocument, LessonLang, LessonRole } from "./types.ts";

/** A cell as the kernel takes it. The same shape as the protocol's `CellSpec`, which this room may not know. */
export interface NotebookCell {
  readonly id: string;
  readonly code: string;
  readonly lang: LessonLang;
  readonly role: Exclude<LessonRole, "solution"> | "prose";
  readonly manual: boolean;
  readonly disabled: boolean;
  /** The name that the rows of an `sql` cell get. */
  readonly out?: string | undefined;
}

/** The cells in page order. Prose becomes one when it holds `${…}`; solutions are left out. */
export function toNotebookCells(document: LessonDocument): NotebookCell[] {
  return document.blocks.flatMap((block): NotebookCell[] => {
    if (block.kind === "cell") {
      const { id, code, lang, role, manual, disabled, out } = block;
      return role === "solution" ? [] : [{ id, code, lang, role, manual, disabled, ...(out === undefined ? {} : { out }) }];
    }
    if (block.interpolations.length === 0) return [];
    return [{ id: block.id, code: block.text, lang: "md", role: "prose", manual: false, disabled: false }];
  });
}
