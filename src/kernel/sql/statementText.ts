/** A statement as the database gets it: each `${…}` replaced, with the way back to the places of the cell's own text. */
import type { BoundValue } from "../../pipeline/destination/duckdb/engine.ts";
import type { SqlFragment } from "./boundValues.ts";

/** What replaces a part of the cell's text. */
export interface Replacement extends SqlFragment {
  readonly start: number;
  readonly end: number;
}

/** The part of the cell's text that is a statement, and what is put around it. */
export interface StatementRange {
  readonly start: number;
  readonly end: number;
  readonly prefix?: string;
  readonly suffix?: string;
}

export class StatementText {
  readonly sql: string;
  readonly params: readonly BoundValue[];
  readonly #range: StatementRange;
  /** Where parts of the cell's text begin in `sql`, in order. A replaced part counts as its first character. */
  readonly #parts: { readonly at: number; readonly offset: number; readonly isReplaced: boolean }[] = [];

  /** @param replacements  in text order */
  constructor(text: string, range: StatementRange, replacements: readonly Replacement[]) {
    this.#range = range;
    let sql = range.prefix ?? "";
    let offset = range.start;
    const inside = replacements.filter(({ start, end }) => start >= range.start && end <= range.end);
    for (const { start, end, sql: fragment } of inside) {
      this.#parts.push({ at: sql.length, offset, isReplaced: false });
      sql += text.slice(offset, start);
      this.#parts.push({ at: sql.length, offset: start, isReplaced: true });
      sql += fragment;
      offset = end;
    }
    this.#parts.push({ at: sql.length, offset, isReplaced: false });
    this.sql = sql + text.slice(offset, range.end) + (range.suffix ?? "");
    this.params = inside.flatMap(({ params }) => params);
  }

  /** The offset in the cell's text that an offset in `sql` stands for. */
  toCell(at: number): number {
    const part = this.#parts.findLast((candidate) => candidate.at <= at);
    if (part === undefined) return this.#range.start;
    return Math.min(part.isReplaced ? part.offset : part.offset + (at - part.at), this.#range.end);
  }
}
