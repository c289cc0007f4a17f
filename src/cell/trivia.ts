import type * as t from "@babel/types";

/** Finds tokens between nodes: the tree does not keep where keywords and brackets stand. */
export class Trivia {
  readonly #code: string;
  readonly #comments: readonly t.Comment[];

  /** @param comments  all comments of `code`, in text order */
  constructor(code: string, comments: readonly t.Comment[]) {
    this.#code = code;
    this.#comments = comments;
  }

  /** The first offset from `offset` on that is neither white space nor in a comment. */
  skip(offset: number): number {
    let current = offset;
    for (;;) {
      const comment = this.#commentAt(current);
      if (comment) current = comment.end ?? current + 1;
      else if (/\s/.test(this.#code[current] ?? "")) current += 1;
      else return current;
    }
  }

  /** The last offset before `end` at which `token` stands outside of comments, or -1. */
  lastIndexOf(token: string, end: number): number {
    let index = this.#code.lastIndexOf(token, end - token.length);
    while (index >= 0) {
      const comment = this.#commentAt(index);
      if (!comment) return index;
      const start = comment.start ?? 0;
      if (start === 0) return -1;
      index = this.#code.lastIndexOf(token, start - 1);
    }
    return -1;
  }

  /** The words between two offsets, comments left out. */
  words(start: number, end: number): { readonly word: string; readonly offset: number }[] {
    const found: { word: string; offset: number }[] = [];
    let offset = this.skip(start);
    while (offset < end) {
      const word = /^[\p{ID_Continue}$]+/u.exec(this.#code.slice(offset, end))?.[0];
      if (word) found.push({ word, offset });
      offset = this.skip(offset + (word?.length ?? 1));
    }
    return found;
  }

  #commentAt(offset: number): t.Comment | null {
    let low = 0;
    let high = this.#comments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const comment = this.#comments[middle];
      if (!comment) return null;
      if (offset < (comment.start ?? 0)) high = middle - 1;
      else if (offset >= (comment.end ?? 0)) low = middle + 1;
      else return comment;
    }
    return null;
  }
}
