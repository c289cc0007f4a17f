/** The same text in every row. */
import { Utf8, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { Column } from "./column.ts";

export class ConstantColumn extends Column {
  readonly #value: Uint8Array;

  constructor(value: string) {
    super();
    this.#value = new TextEncoder().encode(value);
  }

  get bytes(): number {
    return this.length * (this.#value.length + 4);
  }

  /** The row holds the text. */
  write(row: number): void {
    if (!this.isRewrite(row)) this.advance(row);
  }

  /** Every row holds the text, also those that were not written. */
  finish(rows: number): Data {
    const size = this.#value.length;
    const data = new Uint8Array(size * rows);
    data.set(this.#value.subarray(0, data.length));
    for (let filled = Math.max(size, 1); filled < data.length; filled *= 2) data.copyWithin(filled, 0, filled);
    const valueOffsets = new Int32Array(rows + 1);
    for (let row = 1; row <= rows; row++) valueOffsets[row] = row * size;
    this.takeNulls(0);
    return makeData({ type: new Utf8(), length: rows, nullCount: 0, valueOffsets, data });
  }
}
