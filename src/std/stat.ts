/** `stat`: one number that matters. */
import { outputSymbol } from "./formatValue.ts";
import { stdError } from "./errors.ts";
import type { StatOutput } from "./output.ts";
import { previewValue } from "./preview.ts";

/** Options of `stat`. */
export interface StatOptions {
  /** What the number is. */
  readonly label?: string;
  /** A line below it. */
  readonly caption?: string;
  /** How much it changed: a number gets a sign, a text is shown as it is. */
  readonly change?: number | string;
  /** Which way it went. Default: by the sign of `change`. */
  readonly direction?: "up" | "down" | "same";
  /** Which way is welcome. Default: neither. */
  readonly better?: "up" | "down";
}

/** A number with its name. It shows itself when it is the last expression or is given to `display`, and inside layouts. */
export class Stat {
  readonly #output: StatOutput;

  constructor(output: StatOutput) {
    this.#output = output;
  }

  [outputSymbol](): StatOutput {
    return this.#output;
  }

  toString(): string {
    return `${this.#output.label}: ${this.#output.value}`;
  }
}

const decimals = new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 });

/** Shows one number (or short text) large, with a label and how it changed. */
export function stat(value: unknown, options: StatOptions = {}): Stat {
  const { label = "", caption, change, better } = options;
  const direction = options.direction ?? (typeof change === "number" ? (change > 0 ? "up" : change < 0 ? "down" : "same") : undefined);
  if (direction !== undefined && !["up", "down", "same"].includes(direction)) throw stdError("E541", { function: "stat", option: "direction", value: previewValue(direction), expected: "up, down or same" });
  const changed = typeof change === "number" ? `${change > 0 ? "+" : change < 0 ? "−" : ""}${decimals.format(Math.abs(change))}` : change;
  const good = better === undefined || direction === undefined || direction === "same" ? null : better === direction;
  return new Stat({
    kind: "stat",
    label: String(label),
    value: short(value),
    ...(caption === undefined ? {} : { caption: String(caption) }),
    ...(changed === undefined && direction === undefined ? {} : { change: { text: String(changed ?? ""), direction: direction ?? "same", good } }),
  });
}

function short(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) && Math.abs(value) < 1e15 ? decimals.format(value) : String(value);
  if (typeof value === "bigint") return value.toLocaleString("en-US");
  return typeof value === "string" ? value.slice(0, 200) : previewValue(value, 60);
}
