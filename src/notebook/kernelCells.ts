import type { CellSpec } from "../kernel/protocol.ts";
import { toNotebookCells } from "../lesson/toNotebookCells.ts";
import type { LessonDocument } from "../lesson/types.ts";

/** A lesson's cells as the kernel takes them, in page order. Here the lesson's shape and the protocol's must agree. */
export function kernelCells(document: LessonDocument): readonly CellSpec[] {
  return toNotebookCells(document);
}
