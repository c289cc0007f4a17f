import { lessonOutline } from "../lesson/lessonOutline.ts";
import type { LessonDocument } from "../lesson/types.ts";

/** A section of a lesson, for the outline and for the reader's place. */
export interface LessonSection {
  /** Id of its heading's element. */
  readonly id: string;
  readonly title: string;
  readonly level: 2 | 3;
}

/** The sections of a lesson: its headings of the second and third level. The first level is the lesson's title. */
export function sectionsOf(document: LessonDocument): readonly LessonSection[] {
  return lessonOutline(document).flatMap(({ level, slug, text }) => (level === 2 || level === 3 ? [{ id: slug, title: text, level }] : []));
}

/** Ids for the headings of each prose block, in order; unique in the whole lesson. */
export function headingIdsOf(document: LessonDocument): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { blockId, slug } of lessonOutline(document)) ids.set(blockId, [...(ids.get(blockId) ?? []), slug]);
  return ids;
}
