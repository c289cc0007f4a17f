import { parseLesson } from "./parseLesson.ts";
import type { LessonDocument } from "./types.ts";

/**
 * The lesson as it may be published: no solution in its blocks, and none in its source either. Empty lines take the
 * place of each, so that everything else keeps its line and column.
 */
export function withoutSolutions(document: LessonDocument): LessonDocument {
  let source = "";
  let position = 0;
  for (const block of document.blocks) {
    if (block.kind !== "cell" || block.role !== "solution") continue;
    source += document.source.slice(position, block.range.start) + document.source.slice(block.range.start, block.range.end).replace(/[^\r\n]+/g, "");
    position = block.range.end;
  }
  return position === 0 ? document : parseLesson(source + document.source.slice(position)).document;
}
