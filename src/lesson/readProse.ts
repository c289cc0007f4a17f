/** What a stretch of prose holds besides markdown: `${…}` parts and the hints of exercises. */
import { findInterpolations } from "../cell/interpolations.ts";
import type { Leaf } from "./scanBlocks.ts";
import type { Interpolation, SourceRange } from "./types.ts";

/** A `<details data-hint="…">`. */
export interface HintMark {
  readonly exercise: string;
  /** Of the id, in the file. */
  readonly offset: number;
}

export interface InterpolationFault {
  readonly reason: string;
  /** In the file. */
  readonly offset: number;
}

/** Finds the `${…}` parts of a prose text that starts at `offset` of the file. */
export function readInterpolations(text: string, offset: number): { interpolations: Interpolation[]; faults: InterpolationFault[] } {
  const interpolations: Interpolation[] = [];
  const faults: InterpolationFault[] = [];
  for (const match of findInterpolations(text)) {
    if (match.error === undefined) interpolations.push({ range: { start: match.start, end: match.end }, expression: match.expression });
    else faults.push({ reason: match.error.message, offset: offset + match.error.offset });
  }
  return { interpolations, faults };
}

/** Finds the hints in a range of the file. HTML in code is a sample and does not count. */
export function readHints(source: string, range: SourceRange, leaves: readonly Leaf[]): HintMark[] {
  return htmlTags(source, range, leaves).flatMap(({ text, start }) => {
    const attribute = /^<details(?=\s)[^>]*?\sdata-hint\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(text);
    const exercise = attribute?.[1] ?? attribute?.[2] ?? attribute?.[3];
    if (attribute === null || exercise === undefined) return [];
    const quotes = attribute[3] === undefined ? 1 : 0;
    return [{ exercise, offset: start + attribute[0].length - quotes - exercise.length }];
  });
}

/** How many `<details>` are open after a range, when `openBefore` were before it. */
export function countOpenDetails(source: string, range: SourceRange, leaves: readonly Leaf[], openBefore: number): number {
  return htmlTags(source, range, leaves).reduce((open, { text }) => Math.max(0, open + (text.startsWith("</") ? -1 : 1)), openBefore);
}

/** The `<details …>` and `</details>` tags of HTML blocks and of HTML within paragraphs. */
function htmlTags(source: string, range: SourceRange, leaves: readonly Leaf[]): { text: string; start: number }[] {
  const tags: { text: string; start: number }[] = [];
  for (const leaf of leaves) {
    if ((leaf.kind !== "html" && leaf.kind !== "paragraph") || leaf.range.start < range.start || leaf.range.start >= range.end) continue;
    const text = source.slice(leaf.range.start, leaf.range.end);
    const visible = text.replace(leaf.kind === "html" ? /<!--[\s\S]*?(?:-->|$)/g : /<!--[\s\S]*?-->|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, (hidden) => " ".repeat(hidden.length));
    for (const tag of visible.matchAll(/<details(?:\s[^>]*)?>|<\/details\s*>/gi)) tags.push({ text: tag[0], start: leaf.range.start + tag.index });
  }
  return tags;
}
