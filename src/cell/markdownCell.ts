import { findInterpolations, type InterpolationMatch } from "./interpolations.ts";

/** A markdown cell as code of equal length: each `${expr}` stands as the statement `;(expr)`, all else is blank. */
export interface MarkdownCode {
  readonly code: string;
  /** The readable interpolations, in order. */
  readonly interpolations: readonly InterpolationMatch[];
  readonly broken: readonly InterpolationMatch[];
}

/** Turns prose with `${…}` into TypeScript in which every expression keeps its offsets. */
export function toMarkdownCode(text: string): MarkdownCode {
  const all = findInterpolations(text);
  const interpolations = all.filter((match) => !match.error);
  const parts: string[] = [];
  let offset = 0;
  for (const { start, end, expression } of interpolations) {
    parts.push(blank(text.slice(offset, start)), ";(", expression, ")");
    offset = end;
  }
  parts.push(blank(text.slice(offset)));
  return { code: parts.join(""), interpolations, broken: all.filter((match) => match.error) };
}

/** The text between the interpolations: always one more than there are values. */
export function markdownStrings(text: string, interpolations: readonly InterpolationMatch[]): string[] {
  const strings: string[] = [];
  let offset = 0;
  for (const { start, end } of interpolations) {
    strings.push(text.slice(offset, start));
    offset = end;
  }
  strings.push(text.slice(offset));
  return strings;
}

function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, " ");
}
