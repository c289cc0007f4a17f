import type { CellBlock, LessonBlock, LessonDocument, ProseBlock } from "./types.ts";

/** A lesson without what its source says already: half the bytes to send. */
export interface PackedLesson {
  readonly header: LessonDocument["header"];
  readonly source: string;
  readonly blocks: readonly (Omit<ProseBlock, "text"> | Omit<CellBlock, "code">)[];
}

export function packLesson({ header, source, blocks }: LessonDocument): PackedLesson {
  return {
    header,
    source,
    blocks: blocks.map((block) => {
      if (block.kind === "prose") {
        const { text: _text, ...rest } = block;
        return rest;
      }
      const { code: _code, ...rest } = block;
      return rest;
    }),
  };
}

export function unpackLesson({ header, source, blocks }: PackedLesson): LessonDocument {
  return {
    header,
    source,
    blocks: blocks.map((block): LessonBlock => {
      if (block.kind === "prose") return { ...block, text: source.slice(block.range.start, block.range.end) };
      return { ...block, code: codeAt(source, block.codeRange) };
    }),
  };
}

/** The code of a fence, with `\n` for every line break. */
export function codeAt(source: string, range: { readonly start: number; readonly end: number }): string {
  return source.slice(range.start, range.end).replace(/\r\n?/g, "\n");
}
