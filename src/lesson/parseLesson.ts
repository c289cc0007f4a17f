/** From the text of a lesson file to a document of prose and cells. */
import { checkReferences } from "./checkReferences.ts";
import { lessonProblem } from "./errors.ts";
import { readFrontMatter } from "./frontMatter.ts";
import { createLineMap, type LineMap } from "./lineMap.ts";
import { nameCells, type PlacedCell } from "./nameCells.ts";
import { readFence, roleOfFence } from "./readFence.ts";
import { countOpenDetails, readHints, readInterpolations, type HintMark } from "./readProse.ts";
import { codeAt } from "./packedLesson.ts";
import { scanBlocks, type Leaf } from "./scanBlocks.ts";
import type { LessonProblem, LessonBlock, ParsedLesson, ProseBlock } from "./types.ts";

/**
 * Reads a lesson. Never throws: what is wrong is listed, in the order of the file, and the document holds all the rest.
 *
 * A cell without an id of its own gets one from its role: `setup-1`, `solution-of-sweep`, `check-2-of-sweep` (the
 * second check of this exercise). A `cell` or `exercise` without id is an error, and is called `cell-3` (the third of
 * its role) so that the page can show it. A `for` that names no exercise stays as written.
 *
 * Offsets of the document count in `source`; columns of problems count UTF-16 units from 1.
 *
 * @param source  the file as it was read, whatever its line ends
 */
export function parseLesson(source: string): ParsedLesson {
  const lineMap = createLineMap(source);
  const frontMatter = readFrontMatter(source, lineMap);
  const leaves = scanBlocks(source, lineMap, frontMatter.bodyStart);
  const reader = new BlockReader(source, lineMap, leaves);
  const named = nameCells(reader.readCells(), lineMap);
  const prose = reader.readProseAround(named.cells, frontMatter.bodyStart);
  const references = checkReferences(named.cells, reader.hints, lineMap);
  const blocks: LessonBlock[] = [...named.cells.map(({ block }) => block), ...prose].sort((a, b) => a.range.start - b.range.start);
  const problems = [...frontMatter.problems, ...reader.problems, ...named.problems, ...references];
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { document: { header: frontMatter.header, blocks, source }, problems };
}

class BlockReader {
  readonly problems: LessonProblem[] = [];
  readonly hints: HintMark[] = [];
  private readonly source: string;
  private readonly lineMap: LineMap;
  private readonly leaves: readonly Leaf[];

  constructor(source: string, lineMap: LineMap, leaves: readonly Leaf[]) {
    this.source = source;
    this.lineMap = lineMap;
    this.leaves = leaves;
  }

  /** The cells, still under the ids that their info strings give (`""` where there is none). */
  readCells(): PlacedCell[] {
    const cells: PlacedCell[] = [];
    for (const leaf of this.leaves) {
      if (leaf.fence === undefined) continue;
      const info = this.source.slice(leaf.fence.info.start, leaf.fence.info.end);
      if (leaf.isNested) {
        const role = roleOfFence(info);
        if (role !== undefined) this.report("E331", leaf.fence.opening.start, { role }, "warning");
        continue;
      }
      if (leaf.fence.closing === undefined) this.report("E310", leaf.fence.opening.start, { marks: this.source.slice(leaf.fence.opening.start, leaf.fence.opening.end) });
      const { cell, problems } = readFence(info, leaf.fence.info.start, this.lineMap);
      this.problems.push(...problems);
      if (cell === undefined) continue;
      const { flags, places, id = "", ...rest } = cell;
      cells.push({
        places,
        block: {
          kind: "cell",
          id,
          ...rest,
          hidden: flags.has("hidden"),
          readonly: flags.has("readonly"),
          disabled: flags.has("disabled"),
          manual: flags.has("manual"),
          code: codeAt(this.source, leaf.fence.content),
          range: leaf.range,
          codeRange: leaf.fence.content,
          line: this.lineMap.lineAt(leaf.fence.opening.start) + 2,
        },
      });
    }
    return cells;
  }

  /** The prose between the cells. Stretches of nothing but white space are no blocks. */
  readProseAround(cells: readonly PlacedCell[], bodyStart: number): ProseBlock[] {
    const prose: ProseBlock[] = [];
    let openDetails = 0;
    let start = bodyStart;
    const readUpTo = (end: number) => {
      const text = this.source.slice(start, end);
      if (text.trim() === "") return;
      const next = this.readProse(text, start, `prose-${prose.length + 1}`);
      prose.push(next);
      openDetails = countOpenDetails(this.source, next.range, this.leaves, openDetails);
    };
    for (const { block, places } of cells) {
      readUpTo(block.range.start);
      if (openDetails > 0) this.report("E332", places.role?.start ?? block.range.start, { role: block.role });
      start = block.range.end;
    }
    readUpTo(this.source.length);
    return prose;
  }

  /** `start` is the offset of a line; blank lines around the text do not belong to the block. */
  private readProse(text: string, start: number, id: string): ProseBlock {
    const left = /^(?:[ \t]*(?:\r\n?|\n))*/.exec(text)?.[0].length ?? 0;
    const trimmed = text.slice(left).trimEnd();
    const range = { start: start + left, end: start + left + trimmed.length };
    const { interpolations, faults } = readInterpolations(trimmed, range.start);
    for (const fault of faults) this.report("E330", fault.offset, { reason: fault.reason });
    const hints = readHints(this.source, range, this.leaves);
    this.hints.push(...hints);
    return { kind: "prose", id, text: trimmed, range, line: this.lineMap.lineAt(range.start) + 1, interpolations, hints: [...new Set(hints.map((hint) => hint.exercise))] };
  }

  private report(code: Parameters<typeof lessonProblem>[0], offset: number, details: Record<string, unknown>, severity: LessonProblem["severity"] = "error"): void {
    this.problems.push(lessonProblem(code, this.lineMap.positionAt(offset), details, severity));
  }
}
