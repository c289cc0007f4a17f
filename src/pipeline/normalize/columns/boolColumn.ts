/** Truth values, one bit each. */
import { Bool, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { Column, firstCapacity } from "./column.ts";

export class BoolColumn extends Column {
  #bits = new Uint8Array(firstCapacity / 8);

  get bytes(): number {
    return this.length / 8;
  }

  write(row: number, value: boolean): void {
    if (!this.isRewrite(row)) this.advance(row);
    const bits = this.#reserve(row + 1);
    const mask = 1 << (row & 7);
    const byte = bits[row >> 3] ?? 0;
    bits[row >> 3] = value ? byte | mask : byte & ~mask;
  }

  finish(rows: number): Data {
    const bits = this.#reserve(rows);
    this.#bits = new Uint8Array(firstCapacity / 8);
    return makeData({ type: new Bool(), ...this.takeNulls(rows), data: bits.subarray(0, (rows + 7) >> 3) });
  }

  #reserve(rows: number): Uint8Array {
    const needed = (rows + 7) >> 3;
    if (this.#bits.length >= needed) return this.#bits;
    const grown = new Uint8Array(needed * 2);
    grown.set(this.#bits);
    return (this.#bits = grown);
  }
}
