/** The incremental of a resource as a step of it: drops rows out of range, and keeps the state. */
import type { Item, RunningStep, Step, StepRun } from "../steps.ts";
import { stateOfCursor } from "../sourceState.ts";
import { CursorFilter } from "./cursorFilter.ts";
import { isJsonPath, loadCursorPath, simpleCursorPath } from "./cursorPath.ts";
import type { CursorFinder } from "./cursorPath.ts";
import type { Incremental } from "./incremental.ts";

/** A warning is given when more rows than this have the last value (dlt: duplicate_cursor_warning_threshold). */
const manyHashes = 200;

/** Behind maps and filters, before limits. */
export class IncrementalStep implements Step {
  readonly rank = 1;
  readonly incremental: Incremental;

  constructor(incremental: Incremental) {
    this.incremental = incremental;
  }

  begin(run: StepRun): RunningIncremental {
    return new RunningIncremental(this.incremental, run);
  }
}

/** An incremental in one extract. */
export class RunningIncremental implements RunningStep {
  /** For the resource's function: the incremental with its start value. */
  readonly argument: Incremental;
  readonly #run: StepRun;
  readonly #filter: CursorFilter;
  readonly #hashesBefore: number;
  readonly #loading: Promise<void> | undefined;
  #find: CursorFinder | undefined;

  constructor(incremental: Incremental, run: StepRun) {
    const { cursorPath, initialValue, endValue } = incremental;
    const resource = run.resource.name;
    const isRange = endValue !== undefined && endValue !== null;
    const state = isRange ? undefined : stateOfCursor(run.run.state, resource, cursorPath, initialValue);
    this.#run = run;
    this.#hashesBefore = state?.unique_hashes.length ?? 0;
    if (isJsonPath(cursorPath)) this.#loading = this.#load(cursorPath);
    else this.#find = simpleCursorPath(cursorPath);
    this.#filter = new CursorFilter({
      incremental,
      resource,
      primaryKey: run.primaryKey,
      find: (row) => this.#find?.(row),
      state,
      onLagIgnored: (reason) => run.warn("E807", { resource, path: cursorPath, reason }),
    });
    this.argument = incremental.within(this.#filter);
  }

  take(item: Item): unknown {
    if (this.#find === undefined) return this.#loading?.then(() => this.take(item));
    if (!Array.isArray(item)) return this.#takes(item) ? item : undefined;
    const rest = item.filter((row: unknown) => row === null || row === undefined || this.#takes(row));
    return rest.length === item.length ? item : rest;
  }

  finish(): void {
    this.#filter.save();
    const { hashCount } = this.#filter;
    if (hashCount > manyHashes && this.#hashesBefore <= manyHashes) {
      this.#run.warn("E806", { resource: this.#run.resource.name, path: this.argument.cursorPath, count: hashCount });
    }
  }

  #takes(row: unknown): boolean {
    const takes = this.#filter.takes(row);
    const { rowOrder } = this.argument.options;
    if ((rowOrder === "asc" && this.#filter.afterEnd) || (rowOrder === "desc" && this.#filter.beforeStart)) this.#run.end();
    return takes;
  }

  async #load(path: string): Promise<void> {
    this.#find = await loadCursorPath(path);
  }
}
