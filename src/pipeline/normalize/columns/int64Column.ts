/** 64-bit integers, also instants and times of day, as pairs of 32-bit halves: no BigInt per value. */
import { Int64, TimeMicrosecond, TimestampMicrosecond, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { Column, firstCapacity } from "./column.ts";
import { Float64Column } from "./float64Column.ts";

const twoTo32 = 2 ** 32;

export class Int64Column extends Column {
  readonly #type: Int64 | TimestampMicrosecond | TimeMicrosecond;
  #halves = new Int32Array(firstCapacity * 2);

  constructor(type: Int64 | TimestampMicrosecond | TimeMicrosecond = new Int64()) {
    super();
    this.#type = type;
  }

  get bytes(): number {
    return this.length * 8;
  }

  /** A whole number within 32 bits. */
  writeInt32(row: number, value: number): void {
    this.#write(row, value, value >> 31);
  }

  /** A whole number within 64 bits. */
  writeNumber(row: number, value: number): void {
    const high = Math.floor(value / twoTo32);
    this.#write(row, value - high * twoTo32, high);
  }

  /** An integer within 64 bits. */
  writeBigInt(row: number, value: bigint): void {
    this.#write(row, Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)));
  }

  finish(rows: number): Data {
    const values = this.#reserve(rows);
    const data = makeData({ type: this.#type as Int64, ...this.takeNulls(rows), data: new BigInt64Array(values.buffer, 0, rows) });
    this.#halves = new Int32Array(firstCapacity * 2);
    return data;
  }

  /** The same values as floating point numbers. */
  toFloat64(): Float64Column {
    const integers = new BigInt64Array(this.#halves.buffer, 0, this.length);
    const successor = new Float64Column(Float64Array.from(integers, Number));
    this.continueAs(successor);
    return successor;
  }

  #write(row: number, low: number, high: number): void {
    if (!this.isRewrite(row)) this.advance(row);
    const halves = this.#halves.length < row * 2 + 2 ? this.#reserve(row + 1) : this.#halves;
    halves[row * 2] = low;
    halves[row * 2 + 1] = high;
  }

  #reserve(rows: number): Int32Array {
    if (this.#halves.length >= rows * 2) return this.#halves;
    const grown = new Int32Array(rows * 4);
    grown.set(this.#halves);
    return (this.#halves = grown);
  }
}

/** An instant column: microseconds since 1970, UTC, without a zone. */
export function timestampColumn(): Int64Column {
  return new Int64Column(new TimestampMicrosecond());
}

/** A time of day column: microseconds since midnight. */
export function timeColumn(): Int64Column {
  return new Int64Column(new TimeMicrosecond());
}
