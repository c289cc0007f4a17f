/** Columns under construction: values go in by row number, rows that are left out are null, an Arrow column comes out. */
import type { Data, DataType as ArrowType } from "apache-arrow";

/** Space for this many rows is made at first. */
export const firstCapacity = 1024;

/** What all columns share: how far they are written, and which rows hold a value. */
export abstract class Column {
  /** Rows up to and including the last one written. */
  protected length = 0;
  #validity: Uint8Array | undefined;
  #nulls = 0;

  /** Bytes held, roughly; decides when a file is full. */
  abstract get bytes(): number;

  /** The finished column with `rows` rows. The column can then be filled anew from row 0. */
  abstract finish(rows: number): Data<ArrowType>;

  /** Takes back the last row, if it holds a value. */
  dropRow(row: number): void {
    if (row >= this.length) return;
    this.forgetLast();
    this.length = row;
  }

  /** For columns whose values stand one behind the other. */
  protected forgetLast(): void {
    // Values at fixed places are written over by the next row.
  }

  /** True if the row was written already: two keys of the source met in one column, and the later wins. */
  protected isRewrite(row: number): boolean {
    return row < this.length;
  }

  /** Moves to a row beyond the last one written; the rows between are null. Call before the value is stored. */
  protected advance(row: number): void {
    if (row > this.length) this.skip(this.length, row);
    else if (this.#validity !== undefined) this.#validityFor(row + 1);
    this.length = row + 1;
  }

  /** Rows from `from` up to `to` (not included) are null. */
  protected skip(from: number, to: number): void {
    const bits = this.#validityFor(to + 1);
    for (let row = from; row < to; row++) bits[row >> 3] = (bits[row >> 3] ?? 0) & ~(1 << (row & 7));
    this.#nulls += to - from;
  }

  /** What `makeData` wants to know about nulls; forgets everything. */
  protected takeNulls(rows: number): { readonly length: number; readonly nullCount: number; readonly nullBitmap: Uint8Array | undefined } {
    if (rows > this.length) this.skip(this.length, rows);
    const nullBitmap = this.#nulls === 0 ? undefined : this.#validity?.subarray(0, (rows + 7) >> 3);
    const nulls = { length: rows, nullCount: this.#nulls, nullBitmap };
    this.length = 0;
    this.#validity = undefined;
    this.#nulls = 0;
    return nulls;
  }

  /** Hands length and nulls over to a column that continues this one with another type. */
  protected continueAs(successor: Column): void {
    successor.length = this.length;
    successor.#validity = this.#validity;
    successor.#nulls = this.#nulls;
  }

  #validityFor(rows: number): Uint8Array {
    const needed = (rows + 7) >> 3;
    if (this.#validity === undefined || this.#validity.length < needed) {
      const grown = new Uint8Array(Math.max(needed * 2, firstCapacity / 8)).fill(255);
      if (this.#validity !== undefined) grown.set(this.#validity);
      this.#validity = grown;
    }
    return this.#validity;
  }
}
