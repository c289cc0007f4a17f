/** What the parts of a lesson say of each other: one setup, solutions and checks that have an exercise, hints too. */
import { lessonProblem } from "./errors.ts";
import type { LineMap } from "./lineMap.ts";
import type { PlacedCell } from "./nameCells.ts";
import type { HintMark } from "./readProse.ts";
import { suggestion } from "./suggest.ts";
import type { LessonProblem } from "./types.ts";

export function checkReferences(cells: readonly PlacedCell[], hints: readonly HintMark[], lineMap: LineMap): LessonProblem[] {
  const problems: LessonProblem[] = [];
  const exercises = new Set(cells.filter(({ block }) => block.role === "exercise").map(({ block }) => block.id));
  const lineOf = ({ block }: PlacedCell) => lineMap.lineAt(block.range.start) + 1;
  const firstSolutions = new Map<string, PlacedCell>();
  let firstSetup: PlacedCell | undefined;
  const checkExercise = (id: string, offset: number) => {
    if (!exercises.has(id)) problems.push(lessonProblem("E326", lineMap.positionAt(offset), { id, suggestion: suggestion(id, exercises) }));
  };

  for (const cell of cells) {
    const { block, places } = cell;
    const start = places.role?.start ?? block.range.start;
    if (block.role === "setup") {
      if (firstSetup === undefined) firstSetup = cell;
      else problems.push(lessonProblem("E323", lineMap.positionAt(start), { line: lineOf(firstSetup) }));
    }
    if (block.role !== "solution" && block.role !== "check") continue;
    if (block.for === undefined) {
      problems.push(lessonProblem("E325", lineMap.positionAt(start), { role: block.role }));
      continue;
    }
    checkExercise(block.for, places.for?.start ?? start);
    if (block.role !== "solution") continue;
    const first = firstSolutions.get(block.for);
    if (first === undefined) firstSolutions.set(block.for, cell);
    else problems.push(lessonProblem("E324", lineMap.positionAt(start), { id: block.for, line: lineOf(first) }));
  }
  for (const hint of hints) checkExercise(hint.exercise, hint.offset);
  return problems;
}
