import { runInThisContext } from "node:vm";
import { analyzeCell } from "./analyzeCell.ts";
import { compileCell } from "./compileCell.ts";
import type { CellLang, CellRuntime, CompiledCell } from "./types.ts";

/** What happened when a test ran a cell. */
export interface CompiledRun {
  readonly output: unknown;
  /** The thrown error, if it threw. */
  readonly error: unknown;
  /** Current value of a def; throws while it has none. */
  read(name: string): unknown;
  readonly checks: number;
  readonly compiled: CompiledCell;
}

export interface RunSetting {
  readonly lang?: CellLang;
  readonly refs?: Readonly<Record<string, unknown>>;
  readonly modules?: readonly Readonly<Record<string, unknown>>[];
  readonly runtime?: Partial<CellRuntime>;
  /** Called at each check of a loop, with the number of checks so far. */
  readonly onCheck?: (checks: number) => void;
}

/** Analyses, compiles and runs one cell much as the kernel does: as a script of the same realm, with a runtime made of plain objects. */
export async function runCell(code: string, setting: RunSetting = {}): Promise<CompiledRun> {
  const analysis = analyzeCell(code, { lang: setting.lang ?? "ts" });
  const refs = setting.refs ?? {};
  const compiled = compileCell(analysis, { provided: Object.keys(refs) });
  let getters: Readonly<Record<string, () => unknown>> = {};
  let checks = 0;
  const runtime: CellRuntime = {
    refs,
    modules: setting.modules ?? [],
    define: (defined) => {
      getters = defined;
    },
    calls: 0,
    check: () => {
      checks += 1;
      setting.onCheck?.(checks);
    },
    rethrow: (error) => {
      if (error instanceof Interrupt) throw error;
    },
    markdown: (strings, values) => strings.map((text, index) => text + (index < values.length ? String(values[index]) : "")).join(""),
    import: (specifier) => Promise.resolve({ specifier }),
    use: (value) => value,
    useAsync: (value) => value,
    jsx: (type, props, ...children) => ({ type, props, children }),
    ...setting.runtime,
  };
  const run = runInThisContext(compiled.source, { filename: "cell:///test.ts" }) as (runtime: CellRuntime) => Promise<unknown>;
  let output: unknown;
  let error: unknown;
  try {
    output = await run(runtime);
  } catch (thrown) {
    error = thrown;
  }
  return {
    output,
    error,
    read: (name) => {
      const getter = getters[name];
      if (!getter) throw new Error(`${name} is not a def`);
      return getter();
    },
    get checks() {
      return checks;
    },
    compiled,
  };
}

/** Stands for the notebook's own interrupt. */
export class Interrupt extends Error {}

/** Line and column, in the cell's own text, of the innermost frame of `error` that is in a cell. */
export function placeOf(error: unknown, compiled: CompiledCell): { line: number; column: number } {
  const match = /cell:\/\/\/test\.ts:(\d+):(\d+)/.exec(error instanceof Error ? (error.stack ?? "") : "");
  const line = Number(match?.[1]);
  return { line, column: compiled.mapColumn(line, Number(match?.[2])) };
}
