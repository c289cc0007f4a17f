/** A place in a cell's code that something is to be said about. Lines and columns count from 1; the end is exclusive. */
export interface CodeMarker {
  readonly line: number;
  readonly column: number;
  /** Absent: the end of the word at the place, or of its line. */
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly message: string;
}

/** The marked columns of one line. */
export interface MarkedSpan {
  readonly line: number;
  readonly column: number;
  /** At least 1, so that a marker at the end of a line can be seen. */
  readonly length: number;
  readonly message: string;
}

/** Markers → spans within single lines of `code`, cut to the text that is there. */
export function markedSpans(code: string, markers: readonly CodeMarker[]): MarkedSpan[] {
  const lines = code.split("\n");
  return markers.flatMap((marker) => {
    const first = Math.min(Math.max(1, marker.line), lines.length);
    const last = Math.min(Math.max(first, marker.endLine ?? first), lines.length);
    const spans: MarkedSpan[] = [];
    for (let line = first; line <= last; line += 1) {
      const text = lines[line - 1] ?? "";
      const from = line === first ? Math.min(Math.max(1, marker.column), text.length + 1) : text.length - text.trimStart().length + 1;
      const to = line === last ? Math.min(marker.endColumn ?? wordEnd(text, from), text.length + 1) : text.length + 1;
      spans.push({ line, column: from, length: Math.max(1, to - from), message: marker.message });
    }
    return spans;
  });
}

/** Column after the word that begins at `column`, or after the one character that is there. */
function wordEnd(text: string, column: number): number {
  return column + Math.max(1, /^[\w$]*/.exec(text.slice(column - 1))?.[0].length ?? 0);
}
