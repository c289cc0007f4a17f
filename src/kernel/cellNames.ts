/** The names that a cell has without defining them: the standard ones, and the worker's own functions bound to the cell. */
import { createConsole, createStd } from "../std/index.ts";
import type { CellRun } from "./cellRun.ts";

/** Names that come from the pipeline library and are loaded when a cell first uses them. */
export const pipelineNames: ReadonlySet<string> = new Set(["dlt", "env"]);

/** Names that `import … from "watercourse"` offers, besides the pipeline's. */
export type NamesOfRun = Readonly<Record<string, unknown>>;

/**
 * Makes the names for one run.
 *
 * @returns `std`: what the module "watercourse" exports; `globals`: what every cell sees, `std` included
 */
export function makeNames(run: CellRun, current: () => CellRun): { readonly std: NamesOfRun; readonly globals: NamesOfRun } {
  const std = { ...createStd(run) };
  const timers = makeTimers(run);
  const globals = {
    ...std,
    ...timers,
    console: createConsole(run),
    cell: Object.freeze({ id: run.cell, signal: run.signal }),
    fetch: (input: RequestInfo | URL, options: RequestInit = {}) => fetch(input, { signal: current().signal, ...options }),
  };
  return { std, globals };
}

function makeTimers(run: CellRun): NamesOfRun {
  const stopping = new Map<unknown, () => void>();
  const clear = (id: unknown): void => {
    clearTimeout(id as number);
    stopping.get(id)?.();
    stopping.delete(id);
  };
  const start =
    (begin: (callback: () => void, ms?: number) => unknown, repeats: boolean) =>
    (callback: unknown, ms?: number, ...values: readonly unknown[]): unknown => {
      run.check();
      const id = begin(() => {
        if (!repeats) {
          stopping.get(id)?.();
          stopping.delete(id);
        }
        run.runLate(() => (typeof callback === "function" ? (callback as (...all: unknown[]) => unknown)(...values) : undefined));
      }, ms);
      stopping.set(id, run.onDispose(() => clearTimeout(id as number)));
      return id;
    };
  return {
    setTimeout: start((callback, ms) => setTimeout(callback, ms), false),
    setInterval: start((callback, ms) => setInterval(callback, ms), true),
    clearTimeout: clear,
    clearInterval: clear,
  };
}
