/** Where a reader is in the course: saved in `localStorage`, small, versioned. */

export interface SectionPlace {
  /** Anchor of the section's heading. */
  readonly id: string;
  readonly title: string;
}

export interface LessonProgress {
  /** The section that was read last. */
  readonly section: SectionPlace | null;
  /** How many of the lesson's sections were reached, from the first. */
  readonly reached: number;
  /** How many there were at that time. */
  readonly sections: number;
}

export interface Progress {
  readonly format: 1;
  /** The lesson that was open last. */
  readonly last: string | null;
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}

export const noProgress: Progress = { format: 1, last: null, lessons: {} };

const storageKey = "watercourse:progress";

/** Reads a saved text; anything that is not progress of this format counts as none. */
export function parseProgress(text: string | null): Progress {
  if (text === null) return noProgress;
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    return noProgress;
  }
  return isProgress(saved) ? saved : noProgress;
}

/**
 * The progress after a reader reached a section.
 *
 * @param index     place of the section among the lesson's, from 0
 * @param sections  how many sections the lesson has
 */
export function reachSection(progress: Progress, lesson: string, section: SectionPlace | null, index: number, sections: number): Progress {
  const reached = Math.max(progress.lessons[lesson]?.reached ?? 0, index + 1);
  return { format: 1, last: lesson, lessons: { ...progress.lessons, [lesson]: { section, reached: Math.min(reached, sections), sections } } };
}

/** One or two words for a list of lessons. */
export function describeProgress(lesson: LessonProgress | undefined): "Not started" | "Started" | "Read" {
  if (lesson === undefined) return "Not started";
  return lesson.reached >= lesson.sections ? "Read" : "Started";
}

export function loadProgress(): Progress {
  try {
    return parseProgress(localStorage.getItem(storageKey));
  } catch {
    return noProgress;
  }
}

/** Saves, if this browser keeps anything. */
export function saveProgress(progress: Progress): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(progress));
  } catch {
    // Storage is full or switched off: the course then opens at its start, which is no harm.
  }
}

function isProgress(value: unknown): value is Progress {
  if (!isRecord(value) || value["format"] !== 1 || !isRecord(value["lessons"])) return false;
  if (value["last"] !== null && typeof value["last"] !== "string") return false;
  return Object.values(value["lessons"]).every(
    (lesson) => isRecord(lesson) && typeof lesson["reached"] === "number" && typeof lesson["sections"] === "number" && (lesson["section"] === null || isSection(lesson["section"])),
  );
}

function isSection(value: unknown): value is SectionPlace {
  return isRecord(value) && typeof value["id"] === "string" && typeof value["title"] === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
