import type { SourcePosition } from "../diagnostic/codedError.ts";

/** One line of a text: `[start, end)` is what is written on it, `next` is where the following line starts. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** The lines of a text, and the way from an offset to a place a person can find. */
export interface LineMap {
  readonly lines: readonly Line[];
  /** Index in `lines` of the line that holds `offset`; a line break belongs to the line that it ends. */
  lineAt(offset: number): number;
  /** Line and column from 1; the column counts UTF-16 units, and a byte order mark counts for nothing. */
  positionAt(offset: number): SourcePosition;
}

const byteOrderMark = "\uFEFF";

/** Length of the byte order mark at the start of a file: 1 or 0. */
export function byteOrderMarkLength(source: string): number {
  return source.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
}

/**
 * Splits a text into lines. A line ends with `\n`, `\r\n` or `\r` (CommonMark: line ending). A text that ends with a
 * line break has no further, empty line; the empty text has one line.
 */
export function createLineMap(source: string): LineMap {
  const lines = splitLines(source);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    lines,
    lineAt,
    positionAt(offset) {
      const last = lines.at(-1);
      if (last !== undefined && last.next > last.end && offset >= last.next) return { line: lines.length + 1, column: offset - last.next + 1 };
      const index = lineAt(offset);
      return { line: index + 1, column: offset - (lines[index]?.start ?? 0) + 1 };
    },
  };
}

function splitLines(source: string): Line[] {
  const lines: Line[] = [];
  let start = byteOrderMarkLength(source);
  for (const lineBreak of source.matchAll(/\r\n?|\n/g)) {
    lines.push({ start, end: lineBreak.index, next: lineBreak.index + lineBreak[0].length });
    start = lineBreak.index + lineBreak[0].length;
  }
  if (start < source.length || lines.length === 0) lines.push({ start, end: source.length, next: source.length });
  return lines;
}
