/** How values of a table's column compare: for sorting, filtering and summing up. */
import { tableValue } from "./tableSource.ts";

/** A value that has a place in an order: numbers and dates by size, all else by its text. */
export type Comparable = number | bigint | string;

/** @returns null for a value that is missing */
export function comparable(value: unknown): Comparable | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string") return value;
  if (value instanceof Date) return value.getTime();
  return String(tableValue(value));
}

/** Below zero when a comes first. Numbers stand before texts, NaN after all numbers. */
export function compareValues(a: Comparable, b: Comparable): number {
  if (typeof a === "string" || typeof b === "string") {
    if (typeof a !== typeof b) return typeof a === "string" ? 1 : -1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/**
 * The order of rows by one column, as their indexes. Rows with equal values keep their order; missing values come last
 * in either direction.
 *
 * @param read  the value of the row at an index
 */
export function sortedOrder(length: number, read: (index: number) => unknown, descending: boolean): Uint32Array {
  const direction = descending ? -1 : 1;
  const values: (Comparable | null)[] = Array.from({ length }, (_, index) => comparable(read(index)));
  const order = new Uint32Array(length);
  let filled = 0;
  for (let index = 0; index < length; index += 1) if (values[index] !== null) order[filled++] = index;
  let missing = filled;
  for (let index = 0; index < length; index += 1) if (values[index] === null) order[missing++] = index;
  const present = order.subarray(0, filled);
  if (values.every((value) => value === null || (typeof value === "number" && !Number.isNaN(value)))) {
    const numbers = Float64Array.from(values, (value) => Number(value ?? 0));
    // Both arrays have a value at every index that the order holds.
    present.sort((a, b) => (numbers[a]! - numbers[b]!) * direction || a - b);
  } else {
    present.sort((a, b) => compareValues(values[a] ?? 0, values[b] ?? 0) * direction || a - b);
  }
  return order;
}
