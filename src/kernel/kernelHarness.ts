/** A kernel for tests: cells as a record of texts, steps as short calls, state as plain values. */
import { Kernel, type KernelOptions } from "./kernel.ts";
import type { CellSpec, CellState, GivenInput, EvaluateResult, KernelCommand, KernelEvent, Mode } from "./protocol.ts";

export type TestCell = string | (Partial<CellSpec> & { readonly code: string });

export class TestKernel {
  readonly kernel: Kernel;
  readonly events: KernelEvent[] = [];
  readonly flag = new SharedArrayBuffer(4);

  constructor(options: KernelOptions = {}) {
    this.kernel = new Kernel(options);
  }

  static async open(cells: Readonly<Record<string, TestCell>>, mode: Mode = "automatic", options: KernelOptions = {}, inputs: readonly GivenInput[] = []): Promise<TestKernel> {
    const test = new TestKernel(options);
    const specs = Object.entries(cells).map(([id, cell]) => specOf(id, cell));
    await test.kernel.open({ notebook: { id: "test", mode, cells: specs, inputs }, interrupt: test.flag, aliveLock: "test" }, (events) => test.events.push(...events));
    return test;
  }

  /** @returns ids of the cells that executed */
  async do(command: KernelCommand): Promise<readonly string[]> {
    return (await this.kernel.execute(command)).ran;
  }

  run(...cells: string[]): Promise<readonly string[]> {
    return this.do({ type: "run", cells });
  }

  runAll(): Promise<readonly string[]> {
    return this.do({ type: "runAll" });
  }

  edit(id: string, code: string): Promise<readonly string[]> {
    return this.do({ type: "edit", edits: [{ id, code }], run: true });
  }

  add(id: string, cell: TestCell, after?: string | null): Promise<readonly string[]> {
    return this.do({ type: "add", cell: specOf(id, cell), ...(after === undefined ? {} : { after }) });
  }

  set(name: string, value: unknown): Promise<readonly string[]> {
    return this.do({ type: "set", name, value });
  }

  delete(id: string): Promise<readonly string[]> {
    return this.do({ type: "delete", id });
  }

  async cell(id: string): Promise<CellState> {
    const found = (await this.kernel.snapshot()).cells.find((cell) => cell.id === id);
    if (found === undefined) throw new Error(`no cell ${id}`);
    return found;
  }

  /** The plain values of all names; a preview for the rest. */
  async names(): Promise<Record<string, unknown>> {
    const { names } = await this.kernel.snapshot();
    return Object.fromEntries(names.map((info) => [info.name, "value" in info ? info.value : info.preview]));
  }

  async results(): Promise<Record<string, string | null>> {
    const { cells } = await this.kernel.snapshot();
    return Object.fromEntries(cells.map(({ id, result }) => [id, result]));
  }

  async stale(): Promise<string[]> {
    const { cells } = await this.kernel.snapshot();
    return cells.filter(({ stale }) => stale).map(({ id }) => id);
  }

  /** Tries out code; a text output becomes its text. */
  async evaluate(code: string): Promise<Omit<EvaluateResult, "outputs"> & { readonly outputs: readonly unknown[] }> {
    const result = await this.kernel.evaluate({ code });
    return { ...result, outputs: result.outputs.map(({ output }) => (output.kind === "text" ? output.text : output)) };
  }

  /** How often each cell took on each status. */
  statusCounts(id: string): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const event of this.events) {
      if (event.type !== "cellChanged" || event.id !== id || event.change.status === undefined) continue;
      counts[event.change.status] = (counts[event.change.status] ?? 0) + 1;
    }
    return counts;
  }

  /** Gives cells a function `pressStop`: while a cell loops, a test in the same thread can do nothing. */
  pressStopFromCell(): void {
    (globalThis as { pressStop?: () => void }).pressStop = () => {
      Atomics.store(new Int32Array(this.flag), 0, 1);
      setTimeout(() => void this.kernel.stop(), 0);
    };
  }

  /** Tells the kernel of unhandled rejections, as its worker does, while `act` runs. */
  async withRejections(act: () => Promise<unknown>): Promise<void> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    const onRejection = (reason: unknown, promise: Promise<unknown>): void => this.kernel.rejectionUnhandled(promise, reason);
    const onHandled = (promise: Promise<unknown>): void => this.kernel.rejectionHandled(promise);
    process.on("unhandledRejection", onRejection).on("rejectionHandled", onHandled);
    try {
      await act();
    } finally {
      process.off("unhandledRejection", onRejection).off("rejectionHandled", onHandled);
      for (const other of others) process.on("unhandledRejection", other);
    }
  }

  async outputs(id: string): Promise<unknown[]> {
    return (await this.cell(id)).outputs.map(({ output }) => (output.kind === "text" ? output.text : output));
  }

  async console(id: string): Promise<string[]> {
    return (await this.cell(id)).console.map(({ text }) => text);
  }
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function specOf(id: string, cell: TestCell): CellSpec {
  const given = typeof cell === "string" ? { code: cell } : cell;
  return { id, lang: "ts", role: "cell", manual: false, disabled: false, ...given };
}
