/** Lets rows pass that lie in an incremental's range, and remembers the last of them (dlt: JsonIncremental). */
import { pipelineError } from "../../errors.ts";
import type { CursorFinder } from "./cursorPath.ts";
import { compareCursors, decodeCursor, encodeCursor, sameCursor } from "./cursorValue.ts";
import { lastValueOf } from "./incremental.ts";
import type { CursorRange, Incremental, LastValueFunction } from "./incremental.ts";
import { applyLag } from "./lag.ts";
import { uniqueHash } from "./uniqueHash.ts";

/** What is kept of a cursor between runs (dlt: IncrementalColumnState). Values are JSON; see `encodeCursor`. */
export interface CursorState {
  initial_value: unknown;
  last_value: unknown;
  /** Of the rows at the last value. */
  unique_hashes: string[];
  /** Where the last run with new rows began. */
  start_value?: unknown;
}

export interface CursorFilterSpec {
  readonly incremental: Incremental;
  readonly resource: string;
  /** The resource's own, for rows at the same cursor value. */
  readonly primaryKey: string | readonly string[] | undefined;
  readonly find: CursorFinder;
  /** Changed in place; undefined with an end value. */
  readonly state: CursorState | undefined;
  /** Told once when a lag cannot be applied. */
  readonly onLagIgnored: (reason: string) => void;
}

/** Rows at the last value are hashed when there are this many, so that they need not stay in memory. */
const rowsBeforeHashing = 1_000;

export function newCursorState(initialValue: unknown): CursorState {
  return { initial_value: encodeCursor(initialValue), last_value: encodeCursor(initialValue), unique_hashes: [] };
}

export class CursorFilter implements CursorRange {
  readonly #spec: CursorFilterSpec;
  readonly #choose: LastValueFunction<unknown>;
  readonly #order: "max" | "min" | undefined;
  readonly #lag: number;
  readonly #primaryKey: string | readonly string[] | undefined;
  /** No hashes are kept, and rows at the start value are not looked up. */
  readonly #keepsHashes: boolean;
  readonly #startHashes: ReadonlySet<string>;
  readonly startValue: unknown;
  #last: unknown;
  #hashes: Set<string>;
  #lastRows: unknown[] = [];
  #row = 0;
  #passed = false;
  /** The last row lay before the start of the range. */
  beforeStart = false;
  /** The last row lay after the end of the range. */
  afterEnd = false;

  constructor(spec: CursorFilterSpec) {
    this.#spec = spec;
    const { options } = spec.incremental;
    this.#choose = lastValueOf(options);
    this.#order = options.lastValueFunc === undefined || typeof options.lastValueFunc === "string" ? (options.lastValueFunc ?? "max") : undefined;
    this.#lag = spec.state === undefined ? 0 : (options.lag ?? 0);
    this.#primaryKey = options.primaryKey ?? spec.primaryKey;
    const withoutKey = Array.isArray(this.#primaryKey) && this.#primaryKey.length === 0;
    this.#keepsHashes = spec.state !== undefined && options.rangeStart !== "open" && !(this.#lag !== 0 && this.#order !== undefined) && !withoutKey;
    this.#last = spec.state === undefined ? options.initialValue : decodeCursor(spec.state.last_value);
    this.#startHashes = new Set(spec.state?.unique_hashes);
    this.#hashes = new Set(this.#startHashes);
    this.startValue = this.#lagged(this.#last, true);
  }

  get lastValue(): unknown {
    return this.#lagged(this.#last, false);
  }

  /** Rows at the last value, those of earlier runs included. */
  get hashCount(): number {
    return this.#hashes.size + this.#lastRows.length;
  }

  /**
   * True when the row lies in the range and was not loaded before.
   *
   * @throws E800–E802 for a missing cursor value or one of another kind, E805 for a missing key
   */
  takes(row: unknown): boolean {
    this.#row++;
    this.beforeStart = this.afterEnd = false;
    const value = storedForm(this.#spec.find(row));
    if (value === undefined || value === null) return this.#takesWithoutValue(value);
    const { rangeStart, rangeEnd, endValue } = this.#spec.incremental.options;
    if (endValue !== undefined && endValue !== null) {
      if (!sameCursor(this.#chosen(value, endValue), endValue) || (rangeEnd !== "closed" && sameCursor(value, endValue))) {
        this.afterEnd = true;
        return false;
      }
    }
    const chosen = this.#chosen(value, this.#last);
    if (this.#last === undefined || !sameCursor(chosen, this.#last)) {
      this.#last = chosen;
      this.#hashes.clear();
      this.#lastRows = [row];
      return this.#pass();
    }
    if (rangeStart === "open" && sameCursor(value, this.startValue)) return false;
    const own = this.#chosen(value, undefined);
    if (this.startValue !== undefined && sameCursor(this.#chosen(value, this.startValue), this.startValue)) {
      if (!sameCursor(own, this.startValue)) {
        this.beforeStart = true;
        return false;
      }
      if (this.#keepsHashes && this.#startHashes.size > 0 && this.#startHashes.has(this.#hash(row))) return false;
    }
    if (sameCursor(own, this.#last)) this.#remember(row);
    return this.#pass();
  }

  /** Writes what was learnt into the state. */
  save(): void {
    const { state } = this.#spec;
    if (state === undefined) return;
    state.last_value = encodeCursor(this.#last);
    if (this.#passed) state.start_value = encodeCursor(this.startValue);
    if (!this.#keepsHashes) return;
    this.#hashLastRows();
    state.unique_hashes = [...this.#hashes];
  }

  #pass(): boolean {
    this.#passed = true;
    return true;
  }

  #takesWithoutValue(value: undefined | null): boolean {
    const { onCursorValueMissing = "raise" } = this.#spec.incremental.options;
    if (onCursorValueMissing !== "raise") return onCursorValueMissing === "include";
    throw pipelineError(value === null ? "E801" : "E800", { row: this.#row, resource: this.#spec.resource, path: this.#spec.incremental.cursorPath });
  }

  #chosen(value: unknown, other: unknown): unknown {
    if (other === undefined) return this.#order === undefined ? this.#choose([value]) : value;
    if (this.#order === undefined) return this.#choose([value, other]);
    const order = compareCursors(value, other);
    if (order === undefined) {
      const { resource, incremental } = this.#spec;
      const details = { value: shown(value), type: kindOf(value), other: shown(other), otherType: kindOf(other) };
      throw pipelineError("E802", { row: this.#row, resource, path: incremental.cursorPath, ...details });
    }
    return (this.#order === "max" ? order >= 0 : order <= 0) ? value : other;
  }

  #remember(row: unknown): void {
    if (!this.#keepsHashes) return;
    this.#lastRows.push(row);
    if (this.#lastRows.length >= rowsBeforeHashing) this.#hashLastRows();
  }

  #hashLastRows(): void {
    for (const row of this.#lastRows) this.#hashes.add(this.#hash(row));
    this.#lastRows = [];
  }

  #hash(row: unknown): string {
    const { resource } = this.#spec;
    try {
      const result = uniqueHash(row, this.#primaryKey);
      if ("hash" in result) return result.hash;
      throw pipelineError("E805", { row: this.#row, resource, key: result.missing });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw pipelineError("E453", { value: "an object that contains itself or is nested too deep", path: "the row itself", row: this.#row, table: resource, resource }, { cause: error });
    }
  }

  #lagged(value: unknown, tells: boolean): unknown {
    if (this.#lag === 0 || value === undefined) return value;
    const moved = this.#order === undefined ? undefined : applyLag(this.#lag, value, this.#spec.incremental.initialValue, this.#order);
    if (moved !== undefined) return moved;
    if (tells) this.#spec.onLagIgnored(this.#order === undefined ? "`lastValueFunc` is a function" : `${shown(value)} is neither a number nor a date`);
    return value;
  }
}

/** Numbers and dates that are stored as null are null here, too. */
function storedForm(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return value instanceof Date && Number.isNaN(value.getTime()) ? null : value;
}

function shown(value: unknown): string {
  return typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? String(value));
}

function kindOf(value: unknown): string {
  return value instanceof Date ? "a date" : typeof value === "string" ? "text" : `a ${typeof value}`;
}
