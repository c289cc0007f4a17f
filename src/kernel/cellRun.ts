/** One execution of one cell: where its output goes, what it started, and how it is ended. */
import type { CellRuntime } from "../cell/types.ts";
import { makeElement } from "../std/chartElements.ts";
import type { CellHost, InputSource, OutputSlot, PrintedLine } from "../std/cellHost.ts";
import { Interrupted, passesThroughCatch } from "../std/controlFlow.ts";
import { Markdown, markdownOf } from "../std/markdown.ts";
import type { CellError, Output } from "../std/output.ts";
import type { TableSource } from "../std/tableSource.ts";
import { showValue } from "../std/show.ts";
import type { Activity } from "./activity.ts";
import type { CellRecord } from "./cellRecord.ts";
import type { EventStream } from "./eventStream.ts";
import type { InterruptFlag } from "./interruptFlag.ts";
import type { OutputData } from "./outputData.ts";

/** What a run uses of the kernel. */
export interface RunHost {
  readonly activity: Activity;
  readonly events: EventStream;
  readonly flag: InterruptFlag;
  /** Keeps what outputs refer to by handle. */
  readonly data: Pick<OutputData, "keepFile" | "keepTable" | "keepTree">;
  addInput(cell: string, source: InputSource): string;
  recall(cell: string): Map<string, unknown>;
  stateChanged(getter: object, setter: CellRun | null): void;
  /** @param reader  the function that reads the name; a private name is looked up in the cell that defines it, else in `cell` */
  resolveName(name: string, cell: string, reader: unknown): { readonly value: unknown } | undefined;
  freeNames(source: string): readonly string[];
  toCellError(error: unknown, cell: string): CellError;
  /** A timer callback or a disposer of the cell failed. */
  reportLate(run: CellRun, error: unknown): void;
  /** Runs the statements of an SQL cell; gives what it shows. @throws E260 to E265 */
  runSql(run: CellRun, values: readonly unknown[]): Promise<unknown>;
  importModule(run: CellRun, specifier: string): Promise<Readonly<Record<string, unknown>>>;
}

const maxOutputs = 200;
/** One for all: what it tells is only that the run is over, and making an error takes longer than many a cell. */
const superseded = new Interrupted("superseded");
const maxConsoleLines = 5_000;

export class CellRun implements CellHost {
  readonly record: CellRecord;
  readonly cell: string;
  readonly signal: AbortSignal;
  /** Rejects when the run is ended from outside. */
  readonly ended: Promise<never>;
  readonly #host: RunHost;
  readonly #controller = new AbortController();
  readonly #disposers = new Set<() => unknown>();
  readonly #held = new Set<Promise<unknown>>();
  #phase: "running" | "finished" | "over" = "running";

  constructor(record: CellRecord, host: RunHost) {
    this.record = record;
    this.cell = record.id;
    this.#host = host;
    this.signal = this.#controller.signal;
    this.ended = new Promise((_, reject) => {
      this.signal.addEventListener("abort", () => reject(this.signal.reason as Error), { once: true });
    });
    this.ended.catch(() => undefined);
  }

  get interrupt(): Int32Array | undefined {
    return this.#host.flag.word;
  }

  /** False once the run is over for good: nothing it does is seen any more. */
  get isAlive(): boolean {
    return this.#phase !== "over";
  }

  caller(): CellHost {
    return this.#host.activity.onStack ?? this.#host.activity.executing ?? this;
  }

  isRunning(): boolean {
    return this.#phase === "running";
  }

  /** The cell has come to its end; its timers, charts and inputs live on. */
  finish(): void {
    if (this.#phase === "running") this.#phase = "finished";
  }

  /** Ends the run for good: aborts what waits, undoes what it started. */
  end(reason: Interrupted = superseded): void {
    if (this.#phase === "over") return;
    this.#phase = "over";
    this.#controller.abort(reason);
    for (const dispose of [...this.#disposers].reverse()) this.#dispose(dispose);
    this.#disposers.clear();
  }

  check(): void {
    const run = this.#host.activity.onStack ?? this.#host.activity.executing ?? this;
    if (run.#phase === "over") throw run.signal.reason;
    if (this.#phase === "over" && this.#host.activity.executing === this) throw this.signal.reason;
    if (this.#host.flag.isSet()) throw new Interrupted();
    this.#host.events.tick();
  }

  flush(): void {
    this.#host.events.flush();
  }

  show(output: Output): OutputSlot {
    const run = this.#target();
    if (!run.isAlive || run.record.outputs.length > maxOutputs) return { update: () => undefined };
    const { record } = run;
    const isLast = record.outputs.length === maxOutputs;
    const entry = { key: String(record.outputs.length + 1), output: isLast ? ({ kind: "text", text: `Only the first ${maxOutputs} outputs of a cell are shown.` } as const) : output };
    const at = record.outputs.push(entry) - 1;
    run.#host.events.push({ type: "outputAppended", id: run.cell, entry });
    if (isLast) return { update: () => undefined };
    const slot: OutputSlot = {
      update: (make) => {
        if (!run.isAlive) return;
        run.#host.events.pushLater(slot, () => {
          if (!run.isAlive) return null;
          const next = { key: entry.key, output: make() };
          record.outputs[at] = next;
          return { type: "outputUpdated", id: run.cell, entry: next };
        });
      },
    };
    return slot;
  }

  hold(task: Promise<unknown>): void {
    this.#held.add(task);
    task.catch(() => undefined);
  }

  /** Waits for everything that was held. */
  async settle(): Promise<void> {
    while (this.#held.size > 0) {
      const tasks = [...this.#held];
      this.#held.clear();
      await Promise.all(tasks);
    }
  }

  keepTable(source: TableSource): string {
    return this.#host.data.keepTable(this.#target().cell, source);
  }

  keepFile(content: Blob): string {
    return this.#host.data.keepFile(this.#target().cell, content);
  }

  keepTree(value: object): string {
    return this.#host.data.keepTree(this.#target().cell, value);
  }

  recall(): Map<string, unknown> {
    return this.#host.recall(this.#target().cell);
  }

  addInput(source: InputSource): string {
    return this.#host.addInput(this.cell, source);
  }

  stateChanged(getter: object): void {
    const setter = this.#host.activity.onStack ?? this.#host.activity.executing;
    this.#host.stateChanged(getter, setter?.isRunning() === true ? setter : null);
  }

  onDispose(dispose: () => unknown): () => void {
    if (this.#phase === "over") this.#dispose(dispose);
    else this.#disposers.add(dispose);
    return () => this.#disposers.delete(dispose);
  }

  resolve(name: string, reader?: unknown): { readonly value: unknown } | undefined {
    return this.#host.resolveName(name, this.cell, reader);
  }

  freeNames(source: string): readonly string[] {
    return this.#host.freeNames(source);
  }

  toCellError(error: unknown): CellError {
    return this.#host.toCellError(error, this.cell);
  }

  print(line: PrintedLine): void {
    const run = this.#target();
    if (!run.isAlive) return;
    const lines = run.record.console;
    if (lines.length > maxConsoleLines) return;
    const shown: PrintedLine = lines.length < maxConsoleLines ? line : { level: "warn", text: `Only the first ${maxConsoleLines} lines of a cell's console are kept.` };
    lines.push(shown);
    this.#host.events.push({ type: "consolePrinted", id: run.cell, lines: [shown] });
    this.#host.events.tick();
  }

  /** Runs code of this cell outside its turn, such as a timer's callback. */
  runLate(code: () => unknown): void {
    if (!this.isAlive) return;
    try {
      const result = this.#host.activity.within(this, code);
      if (result instanceof Promise) result.catch((error: unknown) => this.#host.reportLate(this, error));
    } catch (error) {
      this.#host.reportLate(this, error);
    }
  }

  /** What the compiled cell calls. */
  runtime(refs: Readonly<Record<string, unknown>>, modules: readonly Readonly<Record<string, unknown>>[]): CellRuntime {
    const { names, privates } = this.record;
    return {
      refs,
      modules,
      define: (getters, hidden) => {
        if (!this.isAlive) return;
        for (const name of this.record.analysis.defs) {
          const get = getters[name];
          if (get !== undefined) names.set(name, get);
        }
        for (const [name, get] of Object.entries(hidden)) privates.set(name, get);
      },
      calls: 0,
      check: () => this.check(),
      rethrow: (error) => {
        if (passesThroughCatch(error)) throw error;
        if (this.#host.flag.isSet()) throw new Interrupted();
        if (!this.isAlive) throw this.signal.reason;
      },
      markdown: (strings, values) => new Markdown(strings.reduce((text, part, at) => text + markdownOf(values[at - 1]) + part)),
      sql: (values) => this.#host.runSql(this, values),
      import: (specifier) => this.#host.importModule(this, String(specifier)),
      use: (value) => this.#use(value, (Symbol as { readonly dispose?: symbol }).dispose),
      useAsync: (value) => this.#use(value, (Symbol as { readonly asyncDispose?: symbol }).asyncDispose, (Symbol as { readonly dispose?: symbol }).dispose),
      jsx: (type, props, ...children) => makeElement(type, props, children),
    };
  }

  /** Shows the value of the cell's last expression. */
  showResult(value: unknown): void {
    showValue(value, this);
  }

  #use<Value>(value: Value, ...symbols: readonly (symbol | undefined)[]): Value {
    if (value === null || value === undefined) return value;
    for (const symbol of symbols) {
      const dispose: unknown = symbol === undefined ? undefined : (value as Record<symbol, unknown>)[symbol];
      if (typeof dispose !== "function") continue;
      this.onDispose(() => (dispose as () => unknown).call(value));
      return value;
    }
    throw new TypeError("The value of `using` has no dispose method.");
  }

  #target(): CellRun {
    return this.#host.activity.onStack ?? this;
  }

  #dispose(dispose: () => unknown): void {
    try {
      const result = dispose();
      if (result instanceof Promise) result.catch((error: unknown) => this.#host.reportLate(this, error));
    } catch (error) {
      this.#host.reportLate(this, error);
    }
  }
}
