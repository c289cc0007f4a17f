/** `ui.date`: a day. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { previewValue } from "../preview.ts";
import { defined, fieldSpec, makeField, same } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";

export interface DateOptions extends InputOptions<Date> {
  /** A `Date` or `"2026-01-31"`. Default: today. */
  readonly value?: Date | string | undefined;
  readonly min?: Date | string | undefined;
  readonly max?: Date | string | undefined;
}

/** A day. `value` is a `Date` at midnight UTC, so that `value.toISOString().slice(0, 10)` is the day that was chosen. */
export type DateMaker = (options?: DateOptions) => Input<Date>;

export function makeDateMaker(host: CellHost): DateMaker {
  return (options = {}) => {
    const day = (option: "max" | "min" | "value"): string | undefined => {
      const given = options[option];
      if (given === undefined) return undefined;
      const read = dayOf(given);
      if (read === undefined) throw stdError("E518", { option, value: previewValue(given, 60) });
      return read;
    };
    const min = day("min");
    const max = day("max");
    if (min !== undefined && max !== undefined && max < min) throw stdError("E518", { option: "max", value: max });
    // Days as texts of equal length sort as the days do.
    const within = (text: string): string => (min !== undefined && text < min ? min : max !== undefined && text > max ? max : text);
    const spec = { type: "date", ...fieldSpec(options), ...defined({ min, max }) } as const;
    return makeField<string, Date>(host, {
      type: "date",
      identity: [min ?? null, max ?? null],
      start: within(day("value") ?? today()),
      onChange: options.onChange,
      valueOf: (text) => new Date(`${text}T00:00:00.000Z`),
      read: (sent) => {
        const text = dayOf(sent);
        return text === undefined ? undefined : { held: within(text) };
      },
      write: same,
      draw: (value) => ({ spec, value }),
    });
  };
}

/** `2026-01-31` of a date, of such a text, or of one that goes on with a time; undefined for what is no day of the years 1 to 9999. */
function dayOf(given: unknown): string | undefined {
  const text = given instanceof Date && !Number.isNaN(given.getTime()) ? given.toISOString() : given;
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text)) return undefined;
  const day = text.slice(0, 10);
  const read = new Date(`${day}T00:00:00.000Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== day || day < "0001" ? undefined : day;
}

/** Today where the reader is. */
function today(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}
