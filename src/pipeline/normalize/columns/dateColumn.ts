/** Days since 1970. */
import { DateDay, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { Column, firstCapacity } from "./column.ts";

export class DateColumn extends Column {
  #days = new Int32Array(firstCapacity);

  get bytes(): number {
    return this.length * 4;
  }

  write(row: number, days: number): void {
    if (!this.isRewrite(row)) this.advance(row);
    this.#reserve(row + 1)[row] = days;
  }

  finish(rows: number): Data {
    const days = this.#reserve(rows);
    this.#days = new Int32Array(firstCapacity);
    return makeData({ type: new DateDay(), ...this.takeNulls(rows), data: days.subarray(0, rows) });
  }

  #reserve(rows: number): Int32Array {
    if (this.#days.length >= rows) return this.#days;
    const grown = new Int32Array(rows * 2);
    grown.set(this.#days);
    return (this.#days = grown);
  }
}
