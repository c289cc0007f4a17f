/** The lesson file as data. Offsets count UTF-16 units of `source`; nothing is lost, so that printing gives the same bytes. */

export type LessonLang = "ts" | "tsx" | "sql" | "md";
export type LessonRole = "setup" | "cell" | "exercise" | "solution" | "check";

export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

export interface LessonHeader {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly requires: readonly string[];
  /** Third-party imports with exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** Where they come from; the course says so when this does not. */
  readonly cdn?: string | undefined;
  /** Data files by name, relative to the lesson file. */
  readonly data: Readonly<Record<string, string>>;
}

/** Prose between cells. */
export interface ProseBlock {
  readonly kind: "prose";
  /** Stable within one parse: `prose-1`, `prose-2` … */
  readonly id: string;
  /** Markdown as written. */
  readonly text: string;
  readonly range: SourceRange;
  /** Line of the file (from 1) on which it starts. */
  readonly line: number;
  /** `${…}` parts, in order; offsets are within `text`. Empty for plain prose. */
  readonly interpolations: readonly Interpolation[];
  /** Ids of exercises for which this prose holds `<details data-hint=…>`. */
  readonly hints: readonly string[];
}

export interface Interpolation {
  /** Range of the whole `${…}` in the prose's text. */
  readonly range: SourceRange;
  /** The TypeScript expression between the braces. */
  readonly expression: string;
}

/** A fence whose second word is a role. */
export interface CellBlock {
  readonly kind: "cell";
  /** Its `id`, or a generated one for setup, solution and check: `setup-1`, `solution-of-sweep`, `check-1-of-sweep`. */
  readonly id: string;
  readonly lang: LessonLang;
  readonly role: LessonRole;
  /** The exercise that a solution or a check belongs to. */
  readonly for?: string;
  readonly out?: string;
  readonly points?: number;
  readonly name?: string;
  readonly hidden: boolean;
  readonly readonly: boolean;
  readonly disabled: boolean;
  readonly manual: boolean;
  /** The text between the fences, without the last line break. */
  readonly code: string;
  /** The whole fence, opening line to closing line. */
  readonly range: SourceRange;
  readonly codeRange: SourceRange;
  /** Line of the file (from 1) on which the code starts. */
  readonly line: number;
}

export type LessonBlock = ProseBlock | CellBlock;

export interface LessonDocument {
  readonly header: LessonHeader;
  readonly blocks: readonly LessonBlock[];
  /** The file as read. */
  readonly source: string;
}

/** A problem in a lesson file. */
export interface LessonProblem {
  readonly code: string;
  readonly message: string;
  readonly severity: "error" | "warning";
  readonly line: number;
  readonly column: number;
}

/** Result of `parseLesson`: a document even when there are problems, as far as one can be made. */
export interface ParsedLesson {
  readonly document: LessonDocument;
  readonly problems: readonly LessonProblem[];
}

/** `lessons/course.yml`. */
export interface CourseManifest {
  readonly title: string;
  readonly description: string;
  /** Where npm packages come from: an address with `{name}`, `{version}` and `{path}` in it. */
  readonly cdn?: string | undefined;
  readonly lessons: readonly CourseEntry[];
}

export interface CourseEntry {
  readonly id: string;
  /** Folder under `lessons/` that holds `lesson.md`. */
  readonly path: string;
  readonly title: string;
  /** What it teaches, one sentence. */
  readonly summary: string;
  /** Reading and doing time in minutes. */
  readonly minutes: number;
}
