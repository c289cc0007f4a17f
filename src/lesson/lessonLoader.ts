import { courseError } from "./courseErrors.ts";
import { unpackLesson, type PackedLesson } from "./packedLesson.ts";
import type { LessonDocument } from "./types.ts";

/**
 * Makes `loadLesson` of `virtual:course`.
 *
 * @param chunks  for each lesson's id, what fetches it
 * @returns a function that rejects with E356 for an id that is not among them
 */
export function createLessonLoader(chunks: Readonly<Record<string, () => Promise<{ readonly default: PackedLesson }>>>): (id: string) => Promise<LessonDocument> {
  return async (id) => {
    const fetchChunk = Object.hasOwn(chunks, id) ? chunks[id] : undefined;
    if (fetchChunk === undefined) throw courseError("E356", { id });
    return unpackLesson((await fetchChunk()).default);
  };
}
