/** The parameters of an experiment and the points that they span. */
import { stdError } from "../errors.ts";
import { previewValue } from "../preview.ts";
import { isPlainObject } from "../tableSource.ts";

export type SweepValue = number | string | boolean;

/** Parameter → the values that it takes. */
export type SweepSpace = Readonly<Record<string, readonly SweepValue[]>>;

/** One value for each parameter. */
export type SweepPoint<Space extends SweepSpace = SweepSpace> = { readonly [Name in keyof Space]: Space[Name][number] };

/** Every combination, the last parameter changing fastest; a value that is listed twice counts once. @throws E580 */
export function pointsOf(space: unknown): SweepPoint[] {
  if (!isPlainObject(space) || Object.keys(space).length === 0) throw stdError("E580", { name: "the first argument", value: previewValue(space, 60) });
  return Object.entries(space).reduce<SweepPoint[]>((points, [name, values]) => {
    if (!Array.isArray(values) || values.length === 0 || !values.every(isSweepValue)) throw stdError("E580", { name, value: previewValue(values, 60) });
    const distinct = [...new Set(values as SweepValue[])];
    return points.flatMap((point) => distinct.map((value) => ({ ...point, [name]: value })));
  }, [{}]);
}

/** A point in words: `buffer = 10, workers = 2`. */
export function nameOf(point: SweepPoint): string {
  return Object.entries(point).map(([name, value]) => `${name} = ${typeof value === "number" ? value.toLocaleString("en") : String(value)}`).join(", ");
}

function isSweepValue(value: unknown): value is SweepValue {
  return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}
