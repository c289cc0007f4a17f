/** The ids of cells: each has one, and no two have the same. */
import { lessonProblem } from "./errors.ts";
import type { LineMap } from "./lineMap.ts";
import type { FenceCell } from "./readFence.ts";
import type { CellBlock, LessonProblem, LessonRole } from "./types.ts";

/** A cell with the places of what its info string says. */
export interface PlacedCell {
  readonly block: CellBlock;
  readonly places: FenceCell["places"];
}

/** Gives an id to cells whose `id` is empty, and reports ids that are missing or used twice. */
export function nameCells(cells: readonly PlacedCell[], lineMap: LineMap): { cells: PlacedCell[]; problems: LessonProblem[] } {
  const problems: LessonProblem[] = [];
  const owners = new Map<string, PlacedCell>();
  const counts = new Map<string, number>();
  const count = (key: string) => {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  };
  for (const cell of cells) if (cell.block.id !== "" && !owners.has(cell.block.id)) owners.set(cell.block.id, cell);
  const named = cells.map((cell) => {
    const { block, places } = cell;
    const number = count(block.role);
    const perExercise = count(`${block.role} of ${block.for ?? ""}`);
    const start = places.id?.start ?? places.role?.start ?? block.range.start;
    if (block.id !== "") {
      const owner = owners.get(block.id);
      if (owner === cell || owner === undefined) return cell;
      problems.push(lessonProblem("E322", lineMap.positionAt(start), { id: block.id, line: fenceLine(owner, lineMap) }));
      return withFreeId(cell, block.id, owners);
    }
    const isRequired = block.role === "cell" || block.role === "exercise";
    if (isRequired && places.id === undefined) problems.push(lessonProblem("E320", lineMap.positionAt(start), { role: block.role }));
    return withFreeId(cell, generatedId(block.role, block.for, number, perExercise), owners);
  });
  return { cells: named, problems };
}

function generatedId(role: LessonRole, exercise: string | undefined, number: number, perExercise: number): string {
  if (exercise === undefined) return `${role}-${number}`;
  return role === "solution" && perExercise === 1 ? `solution-of-${exercise}` : `${role}-${perExercise}-of-${exercise}`;
}

/** The wished id, or the first of `id-2`, `id-3` … that is free. */
function withFreeId(cell: PlacedCell, wished: string, owners: Map<string, PlacedCell>): PlacedCell {
  let id = wished;
  for (let number = 2; owners.has(id); number += 1) id = `${wished}-${number}`;
  const named = { ...cell, block: { ...cell.block, id } };
  owners.set(id, named);
  return named;
}

function fenceLine(cell: PlacedCell, lineMap: LineMap): number {
  return lineMap.lineAt(cell.block.range.start) + 1;
}
