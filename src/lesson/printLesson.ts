/** From a document back to the file. */
import { createLineMap, type Line } from "./lineMap.ts";
import type { CellBlock, LessonDocument } from "./types.ts";

/**
 * Writes the lesson file. Without edits it is the file that was read, byte for byte. An edited cell changes only its own
 * lines: the text takes the line ends of its fence, and the fence grows when a line of the text would close it.
 *
 * @param edits  new texts by cell id, with `\n` as line break; an id that is not in the lesson is an error of the caller and throws
 */
export function printLesson(document: LessonDocument, edits: Readonly<Record<string, string>> = {}): string {
  const cells = document.blocks.filter((block) => block.kind === "cell");
  for (const id of Object.keys(edits)) {
    if (!cells.some((cell) => cell.id === id)) throw new RangeError(`The lesson has no cell "${id}".`);
  }
  const { lines, lineAt } = createLineMap(document.source);
  let printed = "";
  let position = 0;
  for (const cell of cells) {
    const text = Object.hasOwn(edits, cell.id) ? edits[cell.id] : undefined;
    if (text === undefined || text === cell.code) continue;
    printed += document.source.slice(position, cell.range.start) + printCell(document.source, cell, text, lines[lineAt(cell.range.start)]);
    position = cell.range.end;
  }
  return printed + document.source.slice(position);
}

function printCell(source: string, cell: CellBlock, text: string, line: Line | undefined): string {
  const { range, codeRange } = cell;
  const openingEnd = line?.end ?? range.end;
  const opening = source.slice(range.start, openingEnd);
  const lineBreak = source.slice(openingEnd, line?.next) || "\n";
  const isClosed = range.end > Math.max(codeRange.end, openingEnd);
  // Between code and closing line stands the code's last line break, unless there was no line of code at all.
  const closing = isClosed ? source.slice(codeRange.end, range.end).replace(/^(?:\r\n?|\n)/, "") : "";

  const marks = /(`|~)\1{2,}/.exec(opening)?.[0] ?? "";
  const length = Math.max(marks.length, longestFence(text, marks.charAt(0)) + 1);
  const grow = (fenceLine: string) => fenceLine.replace(/(`|~)\1{2,}/, (run) => run.padEnd(length, run.charAt(0)));
  const code = text.replace(/\r\n?|\n/g, lineBreak);
  return grow(opening) + lineBreak + code + (isClosed ? lineBreak + grow(closing) : "");
}

/** Length of the longest run of the fence character that begins a line of the text, if it is long enough to close a fence. */
function longestFence(text: string, character: string): number {
  let longest = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const start = line.trimStart();
    let length = 0;
    while (start[length] === character) length += 1;
    if (length >= 3) longest = Math.max(longest, length);
  }
  return longest;
}
