import { expect, test } from "vitest";
import type { CellState, CommandResult, KernelCommand, KernelEvent, NotebookSpec } from "../../kernel/protocol.ts";
import { createDriver, type OpenKernel } from "./driver.ts";

const lesson = "---\nid: rivers\ntitle: Rivers\nversion: 1\n---\n# Rivers\n\n```ts cell id=source\nconst x = 1;\n```\n\n```ts cell id=mouth\nx + 1;\n```\n";

const ranState = (id: string, change: Partial<CellState> = {}): CellState => ({
  id, status: "idle", result: "success", stale: false, runs: 1, ms: 1, error: null, blockedBy: null, outputs: [], console: [], ...change,
});

/** A kernel that notes what it is told. `forever`: a command goes on until Stop; `deaf`: Stop must replace the kernel. */
function kernels({ forever = false, deaf = false } = {}) {
  const opened: NotebookSpec[] = [];
  const told: (KernelCommand | "restart")[] = [];
  let alive = 0;
  const open: OpenKernel = async (notebook, onEvents) => {
    opened.push(notebook);
    alive += 1;
    let stopped = false;
    let end: (result: CommandResult) => void = () => {};
    const ids = notebook.cells.map((cell) => cell.id);
    return {
      execute: (command) => {
        told.push(command);
        if (!forever) return Promise.resolve({ ran: ids });
        onEvents([
          { type: "cellChanged", id: ids[0] ?? "", change: { status: "running", runs: 1 } },
          ...ids.slice(1).map((id): KernelEvent => ({ type: "cellChanged", id, change: { status: "queued" } })),
        ]);
        return new Promise((resolve) => (end = resolve));
      },
      stop: async () => {
        stopped = true;
        end({ ran: ids.slice(0, 1) });
        return { restarted: deaf };
      },
      restart: async () => void told.push("restart"),
      snapshot: async () => {
        if (deaf && stopped) return { cells: ids.map((id) => ranState(id, { result: null, runs: 0, stale: true })), names: [], edges: [] };
        return { cells: ids.map((id, index) => ranState(id, stopped && index === 0 ? { result: "interrupted" } : {})), names: [], edges: [] };
      },
      tablePage: async ({ offset }) => ({ offset, rowCount: 0, rows: [] }),
      dispose: () => void (alive -= 1),
    };
  };
  return { open, opened, told, alive: () => alive };
}

const request = { source: lesson, edits: [], cells: null, timeoutMs: 10_000 };

test("a lesson is opened with the learner's texts and run whole", async () => {
  const kernel = kernels();
  const report = await createDriver(kernel.open).runLesson({ ...request, edits: [{ id: "source", code: "const x = 2;" }] });
  expect(report).toMatchObject({ kind: "ran", lesson: "rivers", ok: true, timedOut: false, cells: [{ id: "source" }, { id: "mouth" }] });
  expect(kernel.opened[0]?.cells.find((cell) => cell.id === "source")?.code).toBe("const x = 2;");
  expect(kernel.told).toEqual([{ type: "runAll" }]);
  expect(kernel.alive()).toBe(0);
});

test("only the cells asked for are run", async () => {
  const kernel = kernels();
  await createDriver(kernel.open).runLesson({ ...request, cells: ["mouth"] });
  expect(kernel.told).toEqual([{ type: "run", cells: ["mouth"] }]);
});

test("Stop is pressed when time is over, and the run is no success", async () => {
  const kernel = kernels({ forever: true });
  const report = await createDriver(kernel.open).runLesson({ ...request, timeoutMs: 20 });
  expect(report).toMatchObject({ kind: "ran", ok: false, timedOut: true, cells: [{ id: "source", status: "interrupted" }, { id: "mouth", status: "success" }] });
  expect(kernel.alive()).toBe(0);
});

test("cells that the lesson does not have, and files that are no lesson, start no kernel", async () => {
  const kernel = kernels();
  const driver = createDriver(kernel.open);
  expect(await driver.runLesson({ ...request, cells: ["mouth", "delta"] })).toEqual({ kind: "unknownCells", ids: ["delta"], known: ["source", "mouth"] });
  expect(await driver.runLesson({ ...request, source: "no header" })).toMatchObject({ kind: "broken" });
  expect(kernel.opened).toEqual([]);
});

test("a kernel that had to be replaced does not hide which cell would not end", async () => {
  const kernel = kernels({ forever: true, deaf: true });
  const report = await createDriver(kernel.open).runLesson({ ...request, timeoutMs: 20 });
  expect(report).toMatchObject({ ok: false, timedOut: true, cells: [{ id: "source", status: "interrupted" }, { id: "mouth", status: "cancelled" }] });
});

test("a session's steps are done in order, restarts among them", async () => {
  const kernel = kernels();
  const { steps } = await createDriver(kernel.open).replay({ mode: "automatic", cells: [{ id: "a", code: "1" }], steps: [{ runAll: true }, { restart: true }, { run: ["a"] }] });
  expect(steps.map((step) => step.ran)).toEqual([["a"], [], ["a"]]);
  expect(kernel.told).toEqual([{ type: "runAll" }, "restart", { type: "run", cells: ["a"] }]);
  expect(kernel.alive()).toBe(0);
});

test("a step is interrupted after the time that it names", async () => {
  const kernel = kernels({ forever: true });
  const { steps } = await createDriver(kernel.open).replay({ mode: "lazy", cells: [{ id: "a", code: "" }], steps: [{ run: ["a"], interrupt: { afterMs: 10 } }] });
  expect(steps[0]?.cells.a?.result).toBe("interrupted");
});

test("a step that does not end is stopped, and the next ones are taken", async () => {
  const kernel = kernels({ forever: true });
  const session: Parameters<ReturnType<typeof createDriver>["replay"]>[0] = { mode: "lazy", cells: [{ id: "a", code: "" }], steps: [{ run: ["a"] }, { restart: true }] };
  const report = await createDriver(kernel.open, { step: 20, state: 1000 }).replay(session);
  expect(report.steps).toHaveLength(2);
  expect(report.steps[0]?.cells.a?.result).toBe("interrupted");
});

test("a kernel that fails or does not answer ends its session with the reason and what was done before", async () => {
  const kernel = kernels();
  let asked = 0;
  const silent: OpenKernel = async (...opening) => {
    const client = await kernel.open(...opening);
    return { ...client, snapshot: () => (++asked > 1 ? new Promise<never>(() => {}) : client.snapshot()) };
  };
  const session: Parameters<ReturnType<typeof createDriver>["replay"]>[0] = { mode: "automatic", cells: [{ id: "a", code: "1" }], steps: [{ runAll: true }, { runAll: true }] };
  const report = await createDriver(silent, { step: 1000, state: 20 }).replay(session);
  expect(report.steps).toHaveLength(1);
  expect(report.error).toMatchObject({ code: "E707" });
  expect(kernel.alive()).toBe(0);
});

test("a session can be replayed for the clock alone: one time for each step", async () => {
  const kernel = kernels({ forever: true });
  const times = await createDriver(kernel.open).time({ mode: "automatic", cells: [{ id: "a", code: "" }], steps: [{ run: ["a"], interrupt: { afterMs: 40 } }, { restart: true }] });
  expect(times).toHaveLength(2);
  expect(times[0]).toBeGreaterThan(30);
  expect(times[1]).toBeLessThan(30);
  expect(kernel.alive()).toBe(0);
});
