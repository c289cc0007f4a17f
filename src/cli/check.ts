/** `watercourse check`: everything that can be known of a lesson without running it. */
import { cellErrors } from "../cell/errors.ts";
import { formatFileProblem, type FileProblem } from "../lesson/fileProblem.ts";
import { lessonErrorName, readLesson } from "../lesson/readCourse.node.ts";
import { checkErrors } from "./checkErrors.ts";
import { checkGraph } from "./checkGraph.ts";
import { checkTypes } from "./checkTypes.ts";
import { lessonCellSets, type CellSet } from "./lessonCells.ts";

/**
 * Checks lesson files: their format, the rules that cells follow alone and together, and types across cells. Lines
 * and columns are those of the lesson file. Types are looked at only in lessons whose cells have no other errors:
 * a name that is missing because its cell cannot be read would be reported once more by each of its readers. Exercises
 * are checked with their starters and once more with their solutions.
 *
 * @param paths  lesson files
 * @returns problems in the order of the paths and the lines; a file that cannot be read is the problem E334
 * @throws E721 when TypeScript's compiler cannot be run
 */
export async function checkLessons(paths: readonly string[]): Promise<{ readonly problems: readonly FileProblem[] }> {
  const lessons = await Promise.all(paths.map(checkFormatAndGraph));
  const sets = lessons.flatMap((lesson) => lesson.sets.map((set) => ({ lesson, set })));
  const typeProblems = await checkTypes(sets.map(({ set }) => set));
  return {
    problems: lessons.flatMap((lesson) => {
      const ofTypes = typeProblems.filter((_, index) => sets[index]?.lesson === lesson).flat();
      return inOrder([...lesson.problems, ...ofTypes.map((problem) => ({ file: lesson.file, ...problem }))]);
    }),
  };
}

/** One line for the terminal: `file:line:column  E104 duplicate-name  message`. */
export function describeProblem(problem: FileProblem): string {
  const catalogue: Readonly<Record<string, { readonly name: string }>> = { ...cellErrors, ...checkErrors };
  return formatFileProblem(problem, catalogue[problem.code]?.name ?? lessonErrorName(problem.code));
}

interface CheckedLesson {
  readonly file: string;
  readonly problems: readonly FileProblem[];
  /** What is left for the type checker. */
  readonly sets: readonly CellSet[];
}

async function checkFormatAndGraph(file: string): Promise<CheckedLesson> {
  const { document, problems } = await readLesson(file);
  if (document === undefined) return { file, problems, sets: [] };
  const sets = lessonCellSets(document);
  const ofCells = sets.flatMap(checkGraph).map((problem) => ({ file, ...problem }));
  const hasErrors = [...problems, ...ofCells].some((problem) => problem.severity === "error");
  return { file, problems: [...problems, ...ofCells], sets: hasErrors ? [] : sets };
}

/** By place, each only once: what is wrong in both sets of a lesson's cells is found twice. */
function inOrder(problems: readonly FileProblem[]): FileProblem[] {
  const known = new Map(problems.map((problem) => [`${problem.line}:${problem.column} ${problem.code} ${problem.message}`, problem]));
  return [...known.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
