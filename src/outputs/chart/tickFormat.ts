/** How numbers of a chart are written: on its axes, and exactly where a point is read. */
import type { NumberFormat } from "../../kernel/protocol.ts";
import { formatDuration, formatNumber, formatShort, formatTick } from "../numbers.ts";

/** Writes a number with as few signs as its axis needs. @param shorten  in the format `number`: thousands as k, millions as M */
export function formatAxisNumber(value: number, format: NumberFormat, shorten: boolean): string {
  return write(value, format, (plain) => formatTick(plain, shorten));
}

/** Writes a number for reading: every digit of a plain one, four of those with a unit. */
export function formatRead(value: number, format: NumberFormat): string {
  if (format === "short") return formatNumber(value);
  return write(value, format, formatShort);
}

function write(value: number, format: NumberFormat, plain: (value: number) => string): string {
  switch (format) {
    case "number":
      return plain(value);
    case "short":
      return formatTick(value, true);
    case "integer":
      return formatTick(Math.round(value), false);
    case "percent":
      return `${formatShort(value * 100)}%`;
    case "ms":
      return duration(value);
    case "s":
      return duration(value * 1000);
    case "bytes":
      return withUnit(value, [[1e12, "TB"], [1e9, "GB"], [1e6, "MB"], [1e3, "kB"], [0, "B"]]);
  }
}

function duration(ms: number): string {
  if (Math.abs(ms) >= 60_000) return `${ms < 0 ? "−" : ""}${formatDuration(Math.abs(ms))}`;
  return withUnit(ms, [[1000, "s"], [1, "ms"], [1e-3, "µs"], [0, "ns"]], 1e-6);
}

/** @param smallest  size of the last unit, whose own limit is 0 */
function withUnit(value: number, units: readonly (readonly [number, string])[], smallest = 1): string {
  if (value === 0) return "0";
  const [unit, name] = units.find(([limit]) => Math.abs(value) >= limit) ?? [0, ""];
  return `${formatShort(value / (unit === 0 ? smallest : unit))} ${name}`;
}
