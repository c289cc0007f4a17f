/** Exact decimals of 128 bits. */
import { Decimal as ArrowDecimal, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import type { Decimal } from "../../schema/decimal.ts";
import { Column, firstCapacity } from "./column.ts";

/** Most digits that 128 bits hold, and dlt's default for duckdb. */
export const maxPrecision = 38;
/** dlt's default for duckdb. */
export const defaultScale = 9;

export class DecimalColumn extends Column {
  readonly #precision: number;
  readonly #scale: number;
  #words = new BigInt64Array(firstCapacity * 2);

  /** @param precision digits in all, at most 38 */
  constructor(precision = maxPrecision, scale = defaultScale) {
    super();
    this.#precision = Math.min(precision, maxPrecision);
    this.#scale = Math.min(scale, this.#precision);
  }

  get bytes(): number {
    return this.length * 16;
  }

  /** Rounds to the column's scale. @returns false, and writes nothing, if the value has too many digits */
  write(row: number, value: Decimal): boolean {
    const unscaled = value.unscaledAt(this.#scale);
    const limit = 10n ** BigInt(this.#precision);
    if (unscaled >= limit || unscaled <= -limit) return false;
    if (!this.isRewrite(row)) this.advance(row);
    const words = this.#reserve(row + 1);
    words[row * 2] = BigInt.asIntN(64, unscaled);
    words[row * 2 + 1] = unscaled >> 64n;
    return true;
  }

  finish(rows: number): Data {
    const words = this.#reserve(rows);
    this.#words = new BigInt64Array(firstCapacity * 2);
    const type = new ArrowDecimal(this.#scale, this.#precision, 128);
    return makeData({ type, ...this.takeNulls(rows), data: new Uint32Array(words.buffer, 0, rows * 4) });
  }

  #reserve(rows: number): BigInt64Array {
    if (this.#words.length >= rows * 2) return this.#words;
    const grown = new BigInt64Array(rows * 4);
    grown.set(this.#words);
    return (this.#words = grown);
  }
}
