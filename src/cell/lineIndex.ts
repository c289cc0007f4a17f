import type { TextSpan } from "./types.ts";

/** Turns offsets of one text into lines and columns. */
export interface LineIndex {
  /** The span between two offsets; line and column (from 1) are those of its start. */
  spanAt(offset: number, endOffset: number): TextSpan;
}

/** Line breaks as ECMAScript counts them, so that lines agree with the parser's and the engine's. */
const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;

/** Indexes the lines of `text`. */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(lineBreak)) starts.push(match.index + match[0].length);
  return {
    spanAt(offset, endOffset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { offset, endOffset, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}
