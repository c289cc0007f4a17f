/** The whole course from disk: the list of lessons, each lesson, and what is wrong with any of them. */
import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lessonErrors, lessonProblem, type LessonErrorCode } from "./errors.ts";
import type { FileProblem } from "./fileProblem.ts";
import { readFrontMatter } from "./frontMatter.ts";
import { createLineMap } from "./lineMap.ts";
import { parseCourse } from "./parseCourse.ts";
import { parseLesson } from "./parseLesson.ts";
import { suggestion } from "./suggest.ts";
import type { CourseManifest, LessonDocument, LessonProblem } from "./types.ts";

/** A lesson of the course, with its file. */
export interface CourseLesson {
  readonly id: string;
  /** The lesson file. */
  readonly file: string;
  /** Solutions included. */
  readonly document: LessonDocument;
}

export interface LoadedCourse {
  /** Titles come from the lessons where the list has none. */
  readonly course: CourseManifest;
  readonly lessons: readonly CourseLesson[];
  readonly problems: readonly FileProblem[];
}

/**
 * Reads `lessons/course.yml` and every lesson it names. Never rejects because of the course: a file that is missing or
 * wrong is a problem, and a lesson that cannot be read at all is left out.
 *
 * @param root  the folder that holds `lessons/`
 */
export async function readCourse(root: string): Promise<LoadedCourse> {
  const file = join(root, "lessons", "course.yml");
  const text = await readText(file);
  if (typeof text !== "string") return { course: { title: "", description: "", lessons: [] }, lessons: [], problems: [text] };
  const { course, problems } = parseCourse(text);
  const found: FileProblem[] = problems.map((problem) => ({ file, ...problem }));
  const lessons: CourseLesson[] = [];
  for (const entry of course.lessons) {
    const lessonFile = join(root, "lessons", entry.path, "lesson.md");
    const lesson = await readLesson(lessonFile);
    found.push(...lesson.problems);
    if (lesson.document === undefined) continue;
    found.push(...checkPlaceInCourse(lessonFile, lesson.document, entry.id, course));
    lessons.push({ id: entry.id, file: lessonFile, document: lesson.document });
  }
  const titled = course.lessons.map((entry) => ({
    ...entry,
    title: entry.title || lessons.find((lesson) => lesson.id === entry.id)?.document.header.title || entry.id,
  }));
  return { course: { ...course, lessons: titled }, lessons, problems: found };
}

/** Reads one lesson file and looks whether its data files exist. Never rejects. */
export async function readLesson(file: string): Promise<{ readonly document: LessonDocument | undefined; readonly problems: readonly FileProblem[] }> {
  const source = await readText(file);
  if (typeof source !== "string") return { document: undefined, problems: [source] };
  const { document, problems } = parseLesson(source);
  const found: LessonProblem[] = [...problems];
  for (const [name, path] of Object.entries(document.header.data)) {
    const exists = await access(join(dirname(file), path)).then(() => true, () => false);
    if (!exists) found.push(headerProblem("E333", source, ["data", name], { path }));
  }
  found.sort((a, b) => a.line - b.line || a.column - b.column);
  return { document, problems: found.map((problem) => ({ file, ...problem })) };
}

/** The short name of a lesson error, `duplicate-id`, as terminals show it after the code. */
export function lessonErrorName(code: string): string {
  return lessonErrors[code as LessonErrorCode]?.name ?? "";
}

function checkPlaceInCourse(file: string, document: LessonDocument, id: string, course: CourseManifest): FileProblem[] {
  const { header, source } = document;
  const known = course.lessons.map((lesson) => lesson.id);
  const problems: LessonProblem[] = [];
  if (header.id !== "" && header.id !== id) problems.push(headerProblem("E354", source, ["id"], { actual: header.id, expected: id }));
  header.requires.forEach((required, index) => {
    if (!known.includes(required)) problems.push({ ...headerProblem("E355", source, ["requires", index], { id: required, suggestion: suggestion(required, known) }), severity: "warning" });
  });
  return problems.map((problem) => ({ file, ...problem }));
}

function headerProblem(code: LessonErrorCode, source: string, path: readonly (string | number)[], details: Record<string, unknown>): LessonProblem {
  const lineMap = createLineMap(source);
  return lessonProblem(code, lineMap.positionAt(readFrontMatter(source, lineMap).offsetOf(path)), details);
}

async function readText(file: string): Promise<string | FileProblem> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === "ENOENT" ? "there is no such file." : error instanceof Error ? error.message : String(error);
    return { file, ...lessonProblem("E334", { line: 1, column: 1 }, { reason }) };
  }
}
