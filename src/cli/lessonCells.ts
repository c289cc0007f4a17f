/** A lesson's cells with their analyses, as learners run them and as they are with the solutions in place. */
import { analyzeCell } from "../cell/analyzeCell.ts";
import type { CellAnalysis } from "../cell/types.ts";
import type { SourcePosition } from "../diagnostic/codedError.ts";
import { createLineMap } from "../lesson/lineMap.ts";
import { toNotebookCells, type NotebookCell } from "../lesson/toNotebookCells.ts";
import type { CellBlock, LessonDocument } from "../lesson/types.ts";

export interface LessonCell {
  readonly id: string;
  readonly role: NotebookCell["role"];
  readonly isSolution: boolean;
  readonly analysis: CellAnalysis;
  /** Where a place of the cell's text is in the lesson file. */
  positionInFile(place: SourcePosition): SourcePosition;
  positionAt(offset: number): SourcePosition;
}

/** One way in which the lesson's cells can stand together. */
export interface CellSet {
  readonly cells: readonly LessonCell[];
}

/**
 * The lesson with its starters and, if it has solutions, the lesson with each solution in the place of its exercise.
 * A check reads what the solution defines, which a starter often does not; checks are therefore only in the second set
 * when their exercise has a solution.
 */
export function lessonCellSets(document: LessonDocument): CellSet[] {
  const published = toNotebookCells(document).map((cell) => toLessonCell(cell, document, false));
  const solutions = document.blocks.filter((block): block is CellBlock & { for: string } => block.kind === "cell" && block.role === "solution" && block.for !== undefined);
  if (solutions.length === 0) return [{ cells: published }];
  const solved = new Map(solutions.map((block) => [block.for, toLessonCell({ ...block, role: "exercise" }, document, true)]));
  const isSolvedCheck = (id: string) => document.blocks.some((block) => block.id === id && block.kind === "cell" && block.role === "check" && solved.has(block.for ?? ""));
  return [{ cells: published.filter((cell) => !isSolvedCheck(cell.id)) }, { cells: published.map((cell) => solved.get(cell.id) ?? cell) }];
}

function toLessonCell(cell: Pick<NotebookCell, "id" | "code" | "lang" | "out" | "role">, document: LessonDocument, isSolution: boolean): LessonCell {
  // Blocks and the cells made of them have the same ids.
  const firstLine = document.blocks.find((block) => block.id === cell.id)?.line ?? 1;
  const { positionAt } = createLineMap(cell.code);
  const positionInFile = ({ line, column }: SourcePosition) => ({ line: firstLine + line - 1, column });
  return {
    id: cell.id,
    role: cell.role,
    isSolution,
    analysis: analyzeCell(cell.code, cell),
    positionInFile,
    positionAt: (offset) => positionInFile(positionAt(offset)),
  };
}
