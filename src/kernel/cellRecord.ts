/** Everything the kernel knows of one cell. */
import { compileCell } from "../cell/compileCell.ts";
import type { CellAnalysis, CellRuntime, CompiledCell } from "../cell/types.ts";
import type { PlannedCell } from "../graph/runPlan.ts";
import { evaluate } from "../std/evaluate.ts";
import type { CellRun } from "./cellRun.ts";
import { kernelError } from "./errors.ts";
import { importKeys } from "./modules.ts";
import type { CellError, CellResult, CellSpec, CellState, CellStatus, ConsoleLine, OutputEntry } from "./protocol.ts";
import { cellUrl } from "./stackFrames.ts";

export type CellFunction = (runtime: CellRuntime) => Promise<unknown>;

export class CellRecord implements PlannedCell {
  spec: CellSpec;
  analysis: CellAnalysis;
  status: CellStatus = "idle";
  result: CellResult | null = null;
  stale: boolean;
  runs = 0;
  ms: number | null = null;
  error: CellError | null = null;
  blockedBy: string | null = null;
  outputs: OutputEntry[] = [];
  console: ConsoleLine[] = [];
  attempted = false;
  /** The latest run, over or not. */
  run: CellRun | null = null;
  /** Names that exist, each with the way to its present value. */
  readonly names = new Map<string, () => unknown>();
  /** The same for names that only this cell sees. */
  readonly privates = new Map<string, () => unknown>();
  /** Names that the cell defined before its text became unreadable. */
  lostNames: ReadonlySet<string> = new Set();
  /** What an import-only cell imported when it last succeeded: local name → module and exported name. */
  imported = new Map<string, string>();
  /** In which place of all runs of the kernel the last run began. */
  startedAt = 0;
  #compiled: { readonly key: string; readonly cell: CompiledCell; readonly call: CellFunction } | undefined;

  constructor(spec: CellSpec, analysis: CellAnalysis) {
    this.spec = spec;
    this.analysis = analysis;
    this.stale = !analysis.isEmpty;
  }

  get id(): string {
    return this.spec.id;
  }

  get manual(): boolean {
    return this.spec.manual;
  }

  get disabled(): boolean {
    return this.spec.disabled;
  }

  get isEmpty(): boolean {
    return this.analysis.isEmpty;
  }

  /** The cell as a function; compiled again only when its text or the names that are given to it change. */
  compile(provided: readonly string[]): CellFunction {
    const key = `${provided.join(",")}\n${this.analysis.code}`;
    if (this.#compiled?.key !== key) {
      const cell = compileCell(this.analysis, { provided: [...provided] });
      this.#compiled = { key, cell, call: toFunction(cell.source, this.id) };
    }
    return this.#compiled.call;
  }

  /** What the cell's text imports now: local name → module and exported name. */
  importKeys(): Map<string, string> {
    return importKeys(this.analysis);
  }

  mapColumn(line: number, column: number): number {
    return this.#compiled?.cell.mapColumn(line, column) ?? column;
  }

  /** Present values of the cell's names; those that cannot be read are left out. */
  *values(): Generator<[string, unknown]> {
    for (const [name, get] of this.names) {
      try {
        yield [name, get()];
      } catch {
        continue;
      }
    }
  }

  /** The value of a name, if it exists and can be read. */
  valueOf(name: string): { readonly value: unknown } | undefined {
    return read(this.names.get(name));
  }

  /** The value of a private name. */
  privateOf(name: string): { readonly value: unknown } | undefined {
    return read(this.privates.get(name));
  }

  /** Whether one of the cell's names, private or not, has this value. */
  holds(value: unknown): boolean {
    return [...this.names.values(), ...this.privates.values()].some((get) => read(get)?.value === value);
  }

  state(): CellState {
    const { id, status, result, stale, runs, ms, error, blockedBy } = this;
    return { id, status, result, stale, runs, ms, error, blockedBy, outputs: [...this.outputs], console: [...this.console] };
  }
}

function read(get: (() => unknown) | undefined): { readonly value: unknown } | undefined {
  if (get === undefined) return undefined;
  try {
    return { value: get() };
  } catch {
    return undefined;
  }
}

function toFunction(source: string, id: string): CellFunction {
  try {
    return evaluate(source, cellUrl(id)) as CellFunction;
  } catch (error) {
    throw kernelError("E216", { message: String(error) }, { cause: error });
  }
}
