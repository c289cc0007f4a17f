/** What one run measured. */
import { stdError } from "../errors.ts";
import { previewValue } from "../preview.ts";
import { isPlainObject } from "../tableSource.ts";

/** Metric → number. */
export type Measurement = Readonly<Record<string, number>>;

/**
 * @param returned  what the run gave back
 * @param seconds   how long it took
 * @param label     name of a number without a name of its own
 * @param expected  the names that runs before it gave
 * @throws E583
 */
export function readMeasurement(returned: unknown, seconds: number, label: string, expected: readonly string[] | undefined): Measurement {
  const measured: unknown = returned === undefined ? { [label]: seconds } : typeof returned === "number" ? { [label]: returned } : returned;
  if (!isPlainObject(measured) || !hasNumbers(measured)) throw stdError("E583", { value: previewValue(returned, 80) });
  if (expected !== undefined && !(Object.keys(measured).length === expected.length && expected.every((name) => Object.hasOwn(measured, name)))) {
    throw stdError("E583", { value: `${previewValue(returned, 80)} where others returned ${expected.join(", ")}` });
  }
  return { ...measured };
}

function hasNumbers(measured: Readonly<Record<string, unknown>>): measured is Measurement {
  const values = Object.values(measured);
  return values.length > 0 && values.every((value) => typeof value === "number" && Number.isFinite(value));
}
