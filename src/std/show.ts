/** Puts values on the page, in the order in which the cell shows them. */
import type { CellHost, OutputSlot } from "./cellHost.ts";
import { formatValue } from "./formatValue.ts";
import type { Output } from "./output.ts";
import { inspectValue } from "./preview.ts";

/** A value with this method goes on changing after it was shown; it is given the slot of its output. */
export const liveSymbol: unique symbol = Symbol("watercourse.live");

/** A growing chart, a progress bar, an input. */
export interface LiveValue {
  /** Called when the value is shown. Returns false when it already has a place, so that it is not shown twice. */
  [liveSymbol](show: (output: Output) => OutputSlot): boolean;
}

/** Shows a value; `undefined` shows nothing. Outputs that take time to make keep their place. */
export function showValue(value: unknown, host: CellHost): void {
  if (isLive(value)) {
    value[liveSymbol]((output) => host.show(output));
    return;
  }
  const output = formatValue(value, host, (error) => host.print({ level: "warn", text: `Shown plainly, because its own formatting failed: ${inspectValue(error)}` }));
  if (output === null) return;
  if (!(output instanceof Promise)) {
    host.show(output);
    return;
  }
  const slot = host.show({ kind: "text", text: "…" });
  host.hold(fill(slot, output));
}

async function fill(slot: OutputSlot, output: Promise<Output | null>): Promise<void> {
  const made = await output;
  if (made !== null) slot.update(() => made);
}

/**
 * Shows a value at once, before the cell ends. Several values appear one below the other.
 *
 * @returns the value, so that `const c = display(chart.line(…))` can go on using it
 */
export type Display = <Value>(value: Value) => Value;

export function makeDisplay(host: CellHost): Display {
  return (value) => {
    host.check();
    showValue(value, host);
    return value;
  };
}

/** True for a value that goes on changing after it was shown. */
export function isLive(value: unknown): value is LiveValue {
  try {
    return typeof value === "object" && value !== null && liveSymbol in value;
  } catch {
    return false;
  }
}
