/** Floating point numbers. */
import { Float64, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { Column, firstCapacity } from "./column.ts";

export class Float64Column extends Column {
  #values: Float64Array;

  constructor(values = new Float64Array(firstCapacity)) {
    super();
    this.#values = values;
  }

  get bytes(): number {
    return this.length * 8;
  }

  write(row: number, value: number): void {
    if (!this.isRewrite(row)) this.advance(row);
    const values = this.#values.length <= row ? this.#reserve(row + 1) : this.#values;
    values[row] = value;
  }

  finish(rows: number): Data {
    const values = this.#reserve(rows);
    this.#values = new Float64Array(firstCapacity);
    return makeData({ type: new Float64(), ...this.takeNulls(rows), data: values.subarray(0, rows) });
  }

  #reserve(rows: number): Float64Array {
    if (this.#values.length >= rows) return this.#values;
    const grown = new Float64Array(rows * 2);
    grown.set(this.#values);
    return (this.#values = grown);
  }
}
