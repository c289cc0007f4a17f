import { expect, test } from "vitest";
import { kernelError } from "../kernel/errors.ts";
import type { CellSpec, KernelCommand, NotebookSpec } from "../kernel/protocol.ts";
import { notebookError, reasonOf } from "./errors.ts";
import { type ClientListeners, KernelSession, type SessionClient } from "./kernelSession.ts";
import { LearnerTexts } from "./learnerTexts.ts";

function spec(id: string, extra: Partial<CellSpec> = {}): CellSpec {
  return { id, code: `${id} = 1`, lang: "ts", role: "cell", manual: false, disabled: false, ...extra };
}

/** A kernel that writes down what it is asked and finishes every cell at once. */
class RecordingKernel implements SessionClient {
  readonly commands: KernelCommand[] = [];
  readonly listeners: ClientListeners;
  opened: NotebookSpec | null = null;
  disposed = false;
  restartsOnStop = false;

  constructor(listeners: ClientListeners) {
    this.listeners = listeners;
  }

  async open(notebook: NotebookSpec): Promise<void> {
    this.opened = notebook;
  }

  async execute(command: KernelCommand): Promise<{ ran: readonly string[] }> {
    this.commands.push(command);
    const ran = command.type === "run" ? command.cells : command.type === "edit" && command.run ? command.edits.map((edit) => edit.id) : [];
    this.listeners.onEvents(ran.flatMap((id) => [
      { type: "cellChanged", id, change: { status: "running" } } as const,
      { type: "outputsCleared", id } as const,
      { type: "outputAppended", id, entry: { key: "1", output: { kind: "text", text: id } } } as const,
      { type: "cellChanged", id, change: { status: "idle", result: "success", runs: 1, stale: false } } as const,
    ]));
    return { ran };
  }

  async stop(): Promise<{ restarted: boolean }> {
    return { restarted: this.restartsOnStop };
  }

  async tablePage(): Promise<never> {
    throw new Error("no such table");
  }

  async askOutput(): Promise<never> {
    throw new Error("no such output");
  }

  dispose(): void {
    this.disposed = true;
  }
}

function open(cells: readonly CellSpec[]) {
  const kernels: RecordingKernel[] = [];
  const texts = new LearnerTexts(new Map(cells.map((cell) => [cell.id, cell.code])), () => undefined);
  const session = new KernelSession({ id: "lesson", mode: "automatic", cells }, texts, async (listeners) => {
    const kernel = new RecordingKernel(listeners);
    kernels.push(kernel);
    return kernel;
  });
  return { kernels, texts, session };
}

test("no kernel starts before something runs", async () => {
  const { kernels, session } = open([spec("a")]);
  await session.setInput("slider", 3);
  await session.stop();
  expect(kernels).toHaveLength(0);
  expect(session.state.get().phase).toBe("asleep");
});

test("opening a lesson runs neither manual nor disabled cells", async () => {
  const { kernels, session } = open([spec("a"), spec("heavy", { manual: true }), spec("off", { disabled: true })]);
  await session.runOnOpen();
  expect(kernels[0]?.commands).toEqual([{ type: "run", cells: ["a"] }]);
});

test("a lesson of manual cells starts no kernel by itself", async () => {
  const { kernels, session } = open([spec("heavy", { manual: true })]);
  await session.runOnOpen();
  expect(kernels).toHaveLength(0);
});

test("the kernel opens with the learner's texts", async () => {
  const { kernels, texts, session } = open([spec("a")]);
  texts.edit("a", "mine");
  await session.runCell("a");
  expect(kernels[0]?.opened?.cells[0]?.code).toBe("mine");
  expect(kernels[0]?.commands).toEqual([{ type: "run", cells: ["a"] }]);
});

test("running an edited cell commits its text and leaves other edits alone", async () => {
  const { kernels, texts, session } = open([spec("a"), spec("b")]);
  await session.runCell("a");
  texts.edit("a", "a2");
  texts.edit("b", "b2");
  await session.runCell("a");
  expect(kernels[0]?.commands.at(-1)).toEqual({ type: "edit", edits: [{ id: "a", code: "a2" }], run: true });
  expect(texts.uncommitted()).toEqual([{ id: "b", code: "b2" }]);
});

test("run all commits every edit first", async () => {
  const { kernels, texts, session } = open([spec("a"), spec("b")]);
  await session.runCell("a");
  texts.edit("b", "b2");
  await session.runAll();
  expect(kernels[0]?.commands.slice(-2)).toEqual([{ type: "edit", edits: [{ id: "b", code: "b2" }], run: false }, { type: "runAll" }]);
});

test("a kernel that dies leaves outputs, marked as from before, and says so", async () => {
  const { kernels, session } = open([spec("a")]);
  await session.runCell("a");
  kernels[0]?.listeners.onDeath("out of memory");
  expect(session.state.get()).toMatchObject({ phase: "dead", busy: false });
  expect(session.state.get().problem?.code).toBe("E621");
  expect(session.cell("a")?.get()).toMatchObject({ isFromBefore: true, state: { stale: true, status: "idle" } });
  expect(session.cell("a")?.get().state.outputs).toHaveLength(1);
});

test("a restart keeps the learner's texts and runs what opens by itself", async () => {
  const { kernels, texts, session } = open([spec("a"), spec("heavy", { manual: true })]);
  await session.runAll();
  texts.edit("heavy", "mine");
  await session.restart();
  await Promise.resolve();
  expect(kernels).toHaveLength(2);
  expect(kernels[0]?.disposed).toBe(true);
  expect(kernels[1]?.opened?.cells[1]?.code).toBe("mine");
  expect(kernels[1]?.commands).toEqual([{ type: "run", cells: ["a"] }]);
  expect(session.cell("a")?.get().isFromBefore).toBe(false);
});

test("what a replaced kernel still says is not heard", async () => {
  const { kernels, session } = open([spec("a")]);
  await session.runCell("a");
  await session.restart();
  kernels[0]?.listeners.onEvents([{ type: "outputAppended", id: "a", entry: { key: "9", output: { kind: "text", text: "late" } } }]);
  kernels[0]?.listeners.onDeath("late");
  expect(session.cell("a")?.get().state.outputs).toHaveLength(1);
  expect(session.state.get().phase).toBe("ready");
});

test("a kernel that does not start is a problem to show, not an exception", async () => {
  const cells = [spec("a")];
  const texts = new LearnerTexts(new Map([["a", "1"]]), () => undefined);
  const session = new KernelSession({ id: "lesson", mode: "automatic", cells }, texts, async () => {
    throw new Error("blocked");
  });
  await session.runCell("a");
  expect(session.state.get().phase).toBe("dead");
  expect(session.state.get().problem?.code).toBe("E620");
  expect(session.cell("a")?.get().state.status).toBe("idle");
});

test("a kernel that ends while it starts did not start: its memory is not to blame", async () => {
  const cells = [spec("a")];
  const texts = new LearnerTexts(new Map([["a", "1"]]), () => undefined);
  const session = new KernelSession({ id: "lesson", mode: "automatic", cells }, texts, async (listeners) => {
    const kernel = new RecordingKernel(listeners);
    kernel.open = async () => {
      listeners.onDeath("gone");
      throw kernelError("E217", { reason: "Its code could not be loaded." });
    };
    return kernel;
  });
  await session.runCell("a");
  expect(session.state.get()).toMatchObject({ phase: "dead", problem: { code: "E620", why: expect.stringContaining("Its code could not be loaded.") } });
});

test("a browser without workers is told as such: no kernel ended, so none is offered to be restarted", async () => {
  const cells = [spec("a")];
  const texts = new LearnerTexts(new Map([["a", "1"]]), () => undefined);
  const session = new KernelSession({ id: "lesson", mode: "automatic", cells }, texts, async () => {
    throw notebookError("E601");
  });
  await session.runCell("a");
  expect(session.state.get()).toMatchObject({ phase: "asleep", busy: false, problem: { code: "E601" } });
  expect(session.cell("a")?.get().state.status).toBe("idle");
});

test("a part of the app that did not arrive is told in words, not with the browser's address", () => {
  expect(reasonOf(new TypeError("Failed to fetch dynamically imported module: http://localhost/a-1b2.js"))).not.toMatch(/localhost|module/);
  expect(reasonOf("out of memory")).toBe("out of memory.");
});

test("when stopping took a fresh kernel, the cell that would not stop says so and old outputs are marked", async () => {
  const { kernels, session } = open([spec("a"), spec("endless"), spec("reader"), spec("last")]);
  await session.runOnOpen();
  const kernel = kernels[0];
  if (kernel === undefined) throw new Error("no kernel was started");
  kernel.restartsOnStop = true;
  kernel.listeners.onEvents([
    { type: "busyChanged", busy: true },
    { type: "cellChanged", id: "reader", change: { runs: 1 } },
    { type: "cellChanged", id: "endless", change: { status: "running" } },
  ]);
  const before = kernel.commands.length;
  await session.stop();
  // The client itself brings back what was up to date.
  expect(kernel.commands.slice(before)).toEqual([]);
  expect(session.cell("reader")?.get().isFromBefore).toBe(true);
  expect(session.cell("endless")?.get().state.result).toBe("interrupted");
  expect(session.state.get().problem?.code).toBe("E627");
});

test("a Stop that comes before the kernel tells what runs marks all that was asked to run", async () => {
  const { kernels, session } = open([spec("a"), spec("endless")]);
  await session.runOnOpen();
  const kernel = kernels[0];
  if (kernel === undefined) throw new Error("no kernel was started");
  kernel.restartsOnStop = true;
  kernel.listeners.onEvents([{ type: "cellChanged", id: "endless", change: { status: "queued" } }]);
  await session.stop();
  expect(session.cell("endless")?.get().state.result).toBe("interrupted");
});
