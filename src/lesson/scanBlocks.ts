/**
 * Where the blocks of a markdown text are, by the rules of CommonMark 0.31 (section 4 and appendix A: containers, then
 * leaves, then lazy continuation).
 *
 * marked renders the prose, but does not serve here: its lexer rewrites line ends and gives no offsets, takes a line
 * such as "```~~" for a closing fence, and cannot say which code lies inside a list. What runs must not depend on that.
 * This scan finds blocks only; it knows nothing of emphasis or links.
 */
import { startOfHtmlBlock, type HtmlBlockEnd } from "./htmlBlocks.ts";
import { LineCursor } from "./lineCursor.ts";
import type { Line, LineMap } from "./lineMap.ts";
import type { SourceRange } from "./types.ts";

/** A block that holds text. Ranges cover whole lines without the last line break. */
export interface Leaf {
  readonly kind: "paragraph" | "heading" | "html" | "code" | "fence";
  readonly range: SourceRange;
  /** True inside a quote or a list. */
  readonly isNested: boolean;
  /** Only for fences. */
  readonly fence?: Fence;
}

/** A fenced code block. */
export interface Fence {
  readonly character: "`" | "~";
  /** The backticks or tildes that open it. */
  readonly opening: SourceRange;
  /** What follows them on the line, trimmed. */
  readonly info: SourceRange;
  /** The lines between the fences, without the last line break; empty at the start of the closing line when there are none. */
  readonly content: SourceRange;
  /** How many lines lie between the fences. */
  readonly contentLines: number;
  /** The backticks or tildes that close it; absent when the file (or its list or quote) ends first. */
  readonly closing?: SourceRange;
}

type Container = { readonly kind: "quote" } | { readonly kind: "item"; readonly width: number; isEmpty: boolean };

type OpenLeaf = { readonly firstLine: number; lastLine: number; readonly isNested: boolean } & (
  | { readonly kind: "paragraph" | "heading" | "code" }
  | { readonly kind: "html"; readonly end: HtmlBlockEnd }
  | { readonly kind: "fence"; readonly character: "`" | "~"; readonly opening: SourceRange; readonly info: SourceRange; closing?: SourceRange }
);

const thematicBreak = /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/;
const openingFence = /^(?:(`{3,})([^`]*)|(~{3,})(.*))$/;

/**
 * Scans a text.
 *
 * @param lineMap  the lines of `source`
 * @param from  offset of the first line to read (what stands before it is not markdown)
 * @returns the leaves in the order of the text; a text with no block has none
 */
export function scanBlocks(source: string, lineMap: LineMap, from = 0): Leaf[] {
  const scan = new BlockScan(source, lineMap.lines);
  lineMap.lines.forEach((line, index) => {
    if (line.start >= from) scan.readLine(line, index);
  });
  return scan.finish();
}

class BlockScan {
  private readonly source: string;
  private readonly lines: readonly Line[];
  private readonly leaves: Leaf[] = [];
  private containers: Container[] = [];
  private leaf: OpenLeaf | undefined;

  constructor(source: string, lines: readonly Line[]) {
    this.source = source;
    this.lines = lines;
  }

  readLine(line: Line, index: number): void {
    const cursor = new LineCursor(this.source.slice(line.start, line.end));
    const matched = this.matchContainers(cursor);
    const inContainers = matched === this.containers.length;
    if (inContainers && this.leaf !== undefined && this.continueLeaf(this.leaf, cursor, line, index)) return;
    const openParagraph = this.leaf?.kind === "paragraph" && !cursor.isBlank;
    this.startBlocks(cursor, line, index, matched, openParagraph);
  }

  finish(): Leaf[] {
    this.closeLeaf();
    return this.leaves;
  }

  /** Passes the marks of the open quotes and list items; returns how many of them the line belongs to. */
  private matchContainers(cursor: LineCursor): number {
    let matched = 0;
    for (const container of this.containers) {
      if (container.kind === "quote") {
        if (!skipQuoteMark(cursor)) break;
      } else if (cursor.isBlank) {
        if (container.isEmpty) break;
        cursor.skipSpace();
      } else if (cursor.indent >= container.width) cursor.skipColumns(container.width);
      else break;
      matched += 1;
    }
    return matched;
  }

  /** Gives the line to the open leaf if it goes on there; a paragraph can still be interrupted and is left to `startBlocks`. */
  private continueLeaf(leaf: OpenLeaf, cursor: LineCursor, line: Line, index: number): boolean {
    if (leaf.kind === "fence") {
      const rest = cursor.rest;
      const run = leadingRun(rest, leaf.character);
      leaf.lastLine = index;
      if (cursor.indent < 4 && run >= leaf.opening.end - leaf.opening.start && rest.slice(run).trim() === "") {
        const start = line.start + cursor.nonSpaceOffset;
        leaf.closing = { start, end: start + run };
        this.closeLeaf();
      }
      return true;
    }
    if (leaf.kind === "html") {
      if (leaf.end === "blank line" && cursor.isBlank) {
        this.closeLeaf();
        return true;
      }
      leaf.lastLine = index;
      if (leaf.end !== "blank line" && leaf.end.test(cursor.text.slice(cursor.offset))) this.closeLeaf();
      return true;
    }
    if (leaf.kind === "code" && (cursor.isBlank || cursor.indent >= 4)) {
      if (!cursor.isBlank) leaf.lastLine = index;
      return true;
    }
    return false;
  }

  private startBlocks(cursor: LineCursor, line: Line, index: number, matched: number, openParagraph: boolean): void {
    let kept = matched;
    /** The paragraph goes on with this line unless something starts here; false once it is certain that it ended. */
    let inParagraph = openParagraph;
    const isLazy = openParagraph && matched < this.containers.length;
    const open = (leaf: OpenLeaf) => {
      this.closeTo(kept);
      this.markContent();
      this.leaf = leaf;
    };
    for (;;) {
      const place = { firstLine: index, lastLine: index, isNested: kept > 0 };
      const rest = cursor.rest;
      const indented = cursor.indent >= 4;
      const fence = indented ? null : openingFence.exec(rest);
      const continuesParagraph = inParagraph && !isLazy;
      if (!indented && rest.startsWith(">")) {
        this.closeTo(kept);
        this.markContent();
        skipQuoteMark(cursor);
        this.containers.push({ kind: "quote" });
        kept = this.containers.length;
        inParagraph = false;
        continue;
      }
      if (!indented && /^#{1,6}(?:[ \t]|$)/.test(rest)) {
        open({ ...place, kind: "heading" });
        return this.closeLeaf();
      }
      if (fence !== null) {
        const start = line.start + cursor.nonSpaceOffset;
        const marks = fence[1] ?? fence[3] ?? "";
        const opening = { start, end: start + marks.length };
        return open({ ...place, kind: "fence", character: marks.startsWith("~") ? "~" : "`", opening, info: this.trimmed(opening.end, line.end) });
      }
      const html = indented ? undefined : startOfHtmlBlock(rest, inParagraph);
      if (html !== undefined) {
        open({ ...place, kind: "html", end: html });
        if (html !== "blank line" && html.test(rest)) this.closeLeaf();
        return;
      }
      if (!indented && continuesParagraph && /^(?:=+|-+)[ \t]*$/.test(rest) && this.leaf !== undefined) {
        this.leaf = { ...this.leaf, kind: "heading", lastLine: index };
        return this.closeLeaf();
      }
      if (!indented && thematicBreak.test(rest)) {
        this.closeTo(kept);
        return this.markContent();
      }
      const width = indented ? undefined : skipListMark(cursor, continuesParagraph);
      if (width !== undefined) {
        this.closeTo(kept);
        this.markContent();
        this.containers.push({ kind: "item", width, isEmpty: true });
        kept = this.containers.length;
        inParagraph = false;
        continue;
      }
      if (cursor.isBlank) return this.closeTo(kept);
      if (indented && !inParagraph) return open({ ...place, kind: "code" });
      if (inParagraph && this.leaf !== undefined) {
        this.leaf.lastLine = index;
        return;
      }
      return open({ ...place, kind: "paragraph" });
    }
  }

  private closeTo(count: number): void {
    this.closeLeaf();
    this.containers.length = Math.min(this.containers.length, count);
  }

  /** The innermost open item has something in it now, and so may be followed by a blank line. */
  private markContent(): void {
    const innermost = this.containers.at(-1);
    if (innermost?.kind === "item") innermost.isEmpty = false;
  }

  private closeLeaf(): void {
    const leaf = this.leaf;
    this.leaf = undefined;
    if (leaf === undefined) return;
    const range = { start: this.line(leaf.firstLine).start, end: this.line(leaf.lastLine).end };
    const { kind, isNested } = leaf;
    this.leaves.push(leaf.kind === "fence" ? { kind, range, isNested, fence: this.toFence(leaf) } : { kind, range, isNested });
  }

  private toFence(leaf: OpenLeaf & { kind: "fence" }): Fence {
    const { character, opening, info, closing } = leaf;
    const lastContent = closing === undefined ? leaf.lastLine : leaf.lastLine - 1;
    const contentLines = lastContent - leaf.firstLine;
    const start = this.line(leaf.firstLine).next;
    const content = { start, end: contentLines > 0 ? this.line(lastContent).end : start };
    return { character, opening, info, content, contentLines, ...(closing === undefined ? {} : { closing }) };
  }

  private trimmed(start: number, end: number): SourceRange {
    const text = this.source.slice(start, end);
    const left = start + (text.length - text.trimStart().length);
    return { start: left, end: Math.max(left, start + text.trimEnd().length) };
  }

  /** Indexes come from the scan itself, so the line exists. */
  private line(index: number): Line {
    return this.lines[index] as Line;
  }
}

function skipQuoteMark(cursor: LineCursor): boolean {
  if (cursor.indent >= 4 || !cursor.rest.startsWith(">")) return false;
  cursor.skipSpace();
  cursor.skipColumns(1);
  if (cursor.isAtSpace) cursor.skipColumns(1);
  return true;
}

/**
 * Passes a list mark and the space after it; returns how many columns the lines of the item are indented, or undefined
 * when there is no mark. A mark may interrupt a paragraph only if text follows, and a number only if it is 1.
 */
function skipListMark(cursor: LineCursor, inParagraph: boolean): number | undefined {
  const mark = /^(?:[*+-]|(\d{1,9})[.)])(?=[ \t]|$)/.exec(cursor.rest);
  if (mark === null) return undefined;
  const isEmpty = cursor.rest.slice(mark[0].length).trim() === "";
  if (inParagraph && (isEmpty || (mark[1] !== undefined && Number(mark[1]) !== 1))) return undefined;
  const markIndent = cursor.indent;
  cursor.skipColumns(markIndent + mark[0].length);
  const space = cursor.indent;
  const padding = isEmpty || space > 4 ? 1 : space;
  if (!isEmpty || cursor.isAtSpace) cursor.skipColumns(padding);
  return markIndent + mark[0].length + padding;
}

function leadingRun(text: string, character: string): number {
  let length = 0;
  while (text[length] === character) length += 1;
  return length;
}
