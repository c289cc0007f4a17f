/** The YAML between two lines `---` at the top of a lesson: what the lesson is called and what it needs. */
import * as v from "valibot";
import { lessonProblem } from "./errors.ts";
import { byteOrderMarkLength, type LineMap } from "./lineMap.ts";
import { suggestion } from "./suggest.ts";
import type { LessonHeader, LessonProblem } from "./types.ts";
import { checkShape, readYaml, type PathStep, type PlacedYaml, type ShapeIssue } from "./yamlPlaces.ts";

/** Ids of lessons and cells: they stand in addresses, file names and saved work. */
export const idPattern = /^[a-z][a-z0-9-]*$/;

const id = v.pipe(v.string("it must be text."), v.regex(idPattern, "it must begin with a small letter and hold only small letters, digits and hyphens."));
/** Where npm packages come from: `{name}`, `{version}` and `{path}` stand for their parts. */
export const cdnAddress = v.pipe(v.string("it must be text."), v.regex(/^https:\/\/[^\s/]|^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/, "it must be an address that begins with https://, such as `https://esm.sh/{name}@{version}{path}?bundle`."));
const headerSchema = v.strictObject({
  id,
  title: v.pipe(v.string("it must be text; put it in quotes."), v.trim(), v.minLength(1, "it must not be empty.")),
  version: v.optional(v.pipe(v.number("it must be a number."), v.integer("it must be a whole number."), v.minValue(1, "it must be 1 or more.")), 1),
  requires: v.optional(v.array(id, "it must be a list: `[first-lesson, second-lesson]`."), []),
  packages: v.optional(
    v.record(
      v.string(),
      v.pipe(v.string("a version must be text like 3.2.4."), v.regex(/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/, "a version must be exact, like 3.2.4.")),
      "it must be a map of package names to exact versions.",
    ),
    {},
  ),
  cdn: v.optional(cdnAddress),
  data: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/, "a name must hold letters, digits and underscores only, since it also names a table.")),
      v.pipe(v.string("a path must be text."), v.check(isBesideLesson, "a path must lead to a file beside the lesson: `./trips.csv`.")),
      "it must be a map of names to files beside the lesson.",
    ),
    {},
  ),
});
const knownKeys = Object.keys(headerSchema.entries);

/** The header as far as it could be read, and where the markdown starts. */
export interface FrontMatter {
  readonly header: LessonHeader;
  /** Offset of the first line after the front matter. */
  readonly bodyStart: number;
  readonly problems: readonly LessonProblem[];
  /** Offset in the file of a value of the header, for messages about what it names. */
  offsetOf(path: readonly PathStep[]): number;
}

/** The header of a file that has none. Its id is empty, which no lesson's is. */
export const emptyHeader: LessonHeader = { id: "", title: "", version: 1, requires: [], packages: {}, data: {} };

/** Reads the front matter. Never throws; values that are wrong are reported and left at their defaults. */
export function readFrontMatter(source: string, lineMap: LineMap): FrontMatter {
  const start = byteOrderMarkLength(source);
  const text = (index: number) => source.slice(lineMap.lines[index]?.start, lineMap.lines[index]?.end);
  const nothing = { header: emptyHeader, bodyStart: start, offsetOf: () => start };
  if (!isMark(text(0))) return { ...nothing, problems: [lessonProblem("E301", lineMap.positionAt(start))] };
  const closing = lineMap.lines.findIndex((_, index) => index > 0 && isMark(text(index)));
  if (closing === -1) return { ...nothing, problems: [lessonProblem("E302", lineMap.positionAt(start))] };

  const yamlStart = lineMap.lines[0]?.next ?? start;
  const bodyStart = lineMap.lines[closing]?.next ?? source.length;
  const yaml = readYaml(source.slice(yamlStart, lineMap.lines[closing]?.start));
  const positionOf = (offset: number) => lineMap.positionAt(yamlStart + offset);
  const problems = yaml.faults.map((fault) => lessonProblem("E303", positionOf(fault.offset), { reason: fault.reason }));
  const offsetOf = (path: readonly PathStep[]) => yamlStart + yaml.offsetOf(path);
  if (problems.length > 0) return { header: emptyHeader, bodyStart, problems, offsetOf };

  const data = yaml.data ?? {};
  if (typeof data !== "object" || Array.isArray(data)) {
    problems.push(lessonProblem("E305", positionOf(0), { key: "everything", reason: "it must be lines `key: value`." }));
    return { header: emptyHeader, bodyStart, problems, offsetOf };
  }
  const shape = checkShape(headerSchema, data);
  if ("value" in shape) return { header: shape.value, bodyStart, problems, offsetOf };
  for (const issue of shape.issues) problems.push(toProblem(issue, yaml, positionOf));
  return { header: readableParts(data, shape.issues), bodyStart, problems, offsetOf };
}

function isMark(line: string): boolean {
  return /^---[ \t]*$/.test(line);
}

function isBesideLesson(path: string): boolean {
  return !/^(?:\/|[A-Za-z][\w+.-]*:)|\\|[?#]/.test(path) && !path.split("/").includes("..") && /[^./]/.test(path);
}

function toProblem(issue: ShapeIssue, yaml: PlacedYaml, positionOf: (offset: number) => { line: number; column: number }): LessonProblem {
  const key = issue.path.join(".");
  if (issue.kind === "missing") return lessonProblem("E304", positionOf(0), { key });
  if (issue.kind === "unknown key") {
    return lessonProblem("E306", positionOf(yaml.offsetOf(issue.path, "key")), { key, suggestion: suggestion(key, knownKeys) });
  }
  return lessonProblem("E305", positionOf(yaml.offsetOf(issue.path, issue.at)), { key, reason: issue.reason });
}

/** What is right in a header that is partly wrong, so that the page can still name the lesson. */
function readableParts(data: object, issues: readonly ShapeIssue[]): LessonHeader {
  const wrong = new Set(issues.map((issue) => String(issue.path[0])));
  const right = Object.fromEntries(Object.entries(data).filter(([key]) => !wrong.has(key) && knownKeys.includes(key)));
  return { ...emptyHeader, ...right };
}
