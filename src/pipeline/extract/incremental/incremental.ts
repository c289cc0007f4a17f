/** Incremental loading: only rows that are newer than the last run's, by the value of a cursor field. */
import { pipelineError } from "../../errors.ts";
import { checkOptions } from "../options.ts";
import { compareCursors, sameCursor } from "./cursorValue.ts";

/** What to do with a row without a cursor value. */
export type OnCursorValueMissing = "raise" | "include" | "exclude";

/** Chooses the new last value from a row's cursor value and the last value so far, if there is one. */
export type LastValueFunction<Value> = (values: readonly Value[]) => Value;

/** Options of `dlt.sources.incremental` (dlt: incremental loading). */
export interface IncrementalOptions<Value = unknown> {
  /** Where the first run starts: rows before it are dropped. Default: nowhere, all rows are taken. */
  readonly initialValue?: Value | undefined;
  /** Default `max`. A function gets `[rowValue, lastValue]`, or `[rowValue]` when there is no last value. */
  readonly lastValueFunc?: "max" | "min" | LastValueFunction<Value> | undefined;
  /** Identifies rows with equal cursor values, as the source names the columns. Default: the resource's primary key, else the whole row. `[]`: they are loaded again. */
  readonly primaryKey?: string | readonly string[] | undefined;
  /** Loads the range from `initialValue` to this value once; the state is neither read nor written. */
  readonly endValue?: Value | undefined;
  /** Says that the source sends rows in this order of `lastValueFunc`: the generator is closed once the rest is out of range. */
  readonly rowOrder?: "asc" | "desc" | undefined;
  /** Default `raise`. */
  readonly onCursorValueMissing?: OnCursorValueMissing | undefined;
  /** Takes rows again that are up to this far behind the last value: seconds for date-times, days for dates, else an amount. */
  readonly lag?: number | undefined;
  /** `open`: rows at the start value itself are dropped, and no hashes are kept. Default `closed`. */
  readonly rangeStart?: "open" | "closed" | undefined;
  /** `closed`: rows at the end value itself are taken. Default `open`. */
  readonly rangeEnd?: "open" | "closed" | undefined;
}

/** The same as one object, for the option `incremental` of a resource. */
export interface IncrementalSpec<Value = unknown> extends IncrementalOptions<Value> {
  /** A field, fields with dots between them, or a JSONPath; the first match counts. */
  readonly cursorPath: string;
}

/** What a bound incremental knows of its run. */
export interface CursorRange {
  readonly startValue: unknown;
  readonly lastValue: unknown;
}

const optionNames: readonly (keyof IncrementalOptions)[] = ["initialValue", "lastValueFunc", "primaryKey", "endValue", "rowOrder", "onCursorValueMissing", "lag", "rangeStart", "rangeEnd"];
const choices: Readonly<Record<string, readonly string[]>> = { rowOrder: ["asc", "desc"], onCursorValueMissing: ["raise", "include", "exclude"], rangeStart: ["open", "closed"], rangeEnd: ["open", "closed"] };

/**
 * Made by `dlt.sources.incremental`. A resource's function is given one that is bound to the run as its last argument,
 * so that it can ask its source for new rows only.
 */
export class Incremental<Value = unknown> {
  readonly cursorPath: string;
  readonly options: IncrementalOptions<Value>;
  readonly #range: CursorRange | undefined;

  /** Prefer `dlt.sources.incremental`. */
  constructor(cursorPath: string, options: IncrementalOptions<Value>, range?: CursorRange) {
    this.cursorPath = cursorPath;
    this.options = options;
    this.#range = range;
  }

  /** The value before which the first run takes no rows. */
  get initialValue(): Value | undefined {
    return this.options.initialValue;
  }

  get endValue(): Value | undefined {
    return this.options.endValue;
  }

  /** Where this run starts: the last value of the run before, less the lag; `initialValue` in the first run. */
  get startValue(): Value | undefined {
    return (this.#range === undefined ? this.initialValue : this.#range.startValue) as Value | undefined;
  }

  /** The furthest value so far, less the lag; it moves while rows are taken. */
  get lastValue(): Value | undefined {
    return (this.#range === undefined ? this.initialValue : this.#range.lastValue) as Value | undefined;
  }

  /** Its values as plain data, for a generator in another thread; they do not move. */
  values(): { readonly cursorPath: string; readonly initialValue: unknown; readonly startValue: unknown; readonly lastValue: unknown; readonly endValue: unknown } {
    const { cursorPath, initialValue, startValue, lastValue, endValue } = this;
    return { cursorPath, initialValue, startValue, lastValue, endValue };
  }

  /** The same incremental in a run. */
  within(range: CursorRange): Incremental<Value> {
    return new Incremental(this.cursorPath, this.options, range);
  }
}

/**
 * Makes an incremental, for the option `incremental` of a resource.
 *
 * @throws E804 without a path or with a bad option, E803 when `endValue` stands alone or before `initialValue`, E456 for an unknown option
 */
export function newIncremental<Value>(cursorPath: string, options: IncrementalOptions<Value> = {}): Incremental<Value> {
  checkOptions("dlt.sources.incremental", options, optionNames);
  if (typeof cursorPath !== "string" || cursorPath.trim() === "") throw pipelineError("E804", { what: String(cursorPath), problem: "it is not a path" });
  for (const [name, allowed] of Object.entries(choices)) {
    const chosen = options[name as keyof IncrementalOptions] as string | undefined;
    if (chosen !== undefined && !allowed.includes(chosen)) throw pipelineError("E804", { what: cursorPath, problem: `\`${name}\` is ${JSON.stringify(chosen)}, not one of ${allowed.join(", ")}` });
  }
  const { initialValue, endValue, lag } = options;
  const chooses = options.lastValueFunc ?? "max";
  if (chooses !== "max" && chooses !== "min" && typeof chooses !== "function") throw pipelineError("E804", { what: cursorPath, problem: "`lastValueFunc` is neither `max`, `min` nor a function" });
  if (lag !== undefined && !Number.isFinite(lag)) throw pipelineError("E804", { what: cursorPath, problem: "`lag` is not a number" });
  if (endValue !== undefined && endValue !== null) {
    if (initialValue === undefined || initialValue === null) throw pipelineError("E803", { path: cursorPath, problem: "an `endValue`, but no `initialValue`" });
    if (!sameCursor(lastValueOf(options)([endValue, initialValue]), endValue)) {
      throw pipelineError("E803", { path: cursorPath, problem: `an \`initialValue\` of ${JSON.stringify(initialValue)}, which lies beyond its \`endValue\` of ${JSON.stringify(endValue)}` });
    }
  }
  return new Incremental(cursorPath, options);
}

/** One from the option of a resource, which may be a plain object. @throws as {@link newIncremental} */
export function incrementalOf<Value>(given: Incremental<Value> | IncrementalSpec<Value>): Incremental<Value> {
  if (given instanceof Incremental) return given;
  const { cursorPath, ...options } = given;
  return newIncremental(cursorPath, options);
}

/** Chooses among values by the options. Values without a common order give the first. */
export function lastValueOf<Value>({ lastValueFunc = "max" }: IncrementalOptions<Value>): LastValueFunction<Value> {
  if (typeof lastValueFunc === "function") return lastValueFunc;
  const sign = lastValueFunc === "max" ? 1 : -1;
  return (values) => values.reduce((best, value) => (sign * (compareCursors(value, best) ?? 0) > 0 ? value : best));
}
