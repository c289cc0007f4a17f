/** The list of lessons, `lessons/course.yml`. */
import * as v from "valibot";
import { lessonProblem } from "./errors.ts";
import { cdnAddress, idPattern } from "./frontMatter.ts";
import { createLineMap } from "./lineMap.ts";
import type { CourseManifest, LessonProblem } from "./types.ts";
import { checkShape, readYaml } from "./yamlPlaces.ts";

const text = v.pipe(v.string("it must be text."), v.trim(), v.minLength(1, "it must not be empty."));
const entrySchema = v.strictObject(
  {
    id: v.pipe(v.string("it must be text."), v.regex(idPattern, "it must begin with a small letter and hold only small letters, digits and hyphens.")),
    path: v.optional(v.pipe(text, v.regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/, "it must be a folder under `lessons/`."))),
    title: v.optional(text),
    summary: text,
    minutes: v.pipe(v.number("it must be a number."), v.integer("it must be a whole number."), v.minValue(1, "it must be 1 or more.")),
  },
  "it must be `id`, `summary` and `minutes` of a lesson.",
);
const courseSchema = v.strictObject(
  { title: text, description: text, cdn: v.optional(cdnAddress), lessons: v.array(entrySchema, "it must be a list of lessons.") },
  "it must have `title`, `description` and `lessons`.",
);

/**
 * Reads the list of lessons. Never throws. `path` is the id when it is not given; `title` is empty when it is not
 * given, and then comes from the lesson's own front matter. Where the list is wrong, the entries that are right stay.
 */
export function parseCourse(yamlText: string): { readonly course: CourseManifest; readonly problems: readonly LessonProblem[] } {
  const lineMap = createLineMap(yamlText);
  const yaml = readYaml(yamlText);
  const problems = yaml.faults.map((fault) => lessonProblem("E350", lineMap.positionAt(fault.offset), { reason: fault.reason }));
  const shape = checkShape(courseSchema, yaml.data);
  if ("issues" in shape && problems.length === 0) {
    for (const issue of shape.issues) {
      const position = lineMap.positionAt(yaml.offsetOf(issue.path, issue.at));
      const key = issue.path.map((step) => (typeof step === "number" ? step + 1 : step)).join(".") || "everything";
      const reason = issue.kind === "unknown key" ? "no such key is known here." : issue.reason;
      problems.push(issue.kind === "missing" ? lessonProblem("E351", position, { key }) : lessonProblem("E352", position, { key, reason }));
    }
  }
  const course = "value" in shape ? shape.value : readableCourse(yaml.data);
  const seen = new Set<unknown>();
  for (const [index, id] of listedIds(yaml.data).entries()) {
    if (typeof id === "string" && seen.has(id)) problems.push(lessonProblem("E353", lineMap.positionAt(yaml.offsetOf(["lessons", index, "id"])), { id }));
    seen.add(id);
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { course: { ...course, lessons: course.lessons.map((entry) => ({ ...entry, path: entry.path ?? entry.id, title: entry.title ?? "" })) }, problems };
}

function readableCourse(data: unknown): v.InferOutput<typeof courseSchema> {
  const textOf = (value: unknown) => (typeof value === "string" ? value : "");
  const lessons = entriesOf(data).flatMap((entry) => {
    const result = v.safeParse(entrySchema, entry);
    return result.success ? [result.output] : [];
  });
  return { title: textOf(partOf(data, "title")), description: textOf(partOf(data, "description")), lessons };
}

/** The ids as written, in the places where they stand in the list. */
function listedIds(data: unknown): unknown[] {
  return entriesOf(data).map((entry) => partOf(entry, "id"));
}

function entriesOf(data: unknown): unknown[] {
  const lessons = partOf(data, "lessons");
  return Array.isArray(lessons) ? lessons : [];
}

function partOf(data: unknown, key: string): unknown {
  return typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>)[key] : undefined;
}
