import { expect, test, vi } from "vitest";
import type { CellHost } from "../std/cellHost.ts";
import type { Output, PipelineRunOutput } from "../std/output.ts";
import type { ProgressEvent } from "../pipeline/host.ts";
import { PipelineReports } from "./pipelineReports.ts";

function setup() {
  const shown: Output[] = [];
  const disposers: (() => void)[] = [];
  const state = { now: 0, running: true };
  const host = {
    show: (output: Output) => {
      const at = shown.push(output) - 1;
      return { update: (make: () => Output) => void (shown[at] = make()) };
    },
    isRunning: () => state.running,
    onDispose: (dispose: () => void) => (disposers.push(dispose), () => undefined),
    print: () => undefined,
  } as unknown as CellHost;
  const reports = new PipelineReports(() => host, () => state.now);
  const progress = (stage: ProgressEvent["stage"], counter: string, value: number, unit: ProgressEvent["unit"], total?: number) => reports.report({ type: "progress", pipeline: "p", stage, counter, value, total, unit });
  const finish = (stage: ProgressEvent["stage"], ms: number) => reports.report({ type: "stageFinished", pipeline: "p", stage, ms });
  return { shown: shown as PipelineRunOutput[], state, progress, finish, dispose: () => disposers.forEach((dispose) => dispose()) };
}

test("a run is one block with all its stages and tables; a short one shows nothing", () => {
  const { shown, state, progress, finish, dispose } = setup();
  progress("extract", "users", 10, "rows");
  expect(shown).toEqual([]);
  state.now = 400;
  progress("extract", "orders", 5, "rows");
  finish("extract", 450);
  progress("normalize", "Files", 1, "files", 2);
  progress("load", "Jobs", 0, "jobs", 3);
  progress("load", "Jobs (Failed)", 1, "jobs");
  finish("normalize", 20);
  finish("load", 30);
  expect(shown).toEqual([
    {
      kind: "pipelineRun",
      pipeline: "p",
      stages: [
        { stage: "extract", state: "done", elapsedMs: 450, tables: [{ name: "users", rows: 10 }, { name: "orders", rows: 5 }], rows: 15 },
        { stage: "normalize", state: "done", elapsedMs: 20, files: { value: 1, total: 2 }, tables: [], rows: 0 },
        { stage: "load", state: "failed", elapsedMs: 30, files: { value: 0, total: 3, failed: 1 }, tables: [], rows: 0 },
      ],
    },
  ]);
  dispose();
});

test("the next run of the same pipeline is a block of its own", () => {
  const { shown, state, progress, finish, dispose } = setup();
  for (const end of [1000, 3000]) {
    progress("extract", "users", end, "rows");
    state.now = end;
    progress("extract", "users", end, "rows");
    finish("extract", end);
    progress("load", "Jobs", 1, "jobs", 1);
    finish("load", 1);
  }
  expect(shown.map(({ stages }) => stages[0]?.rows)).toEqual([1000, 3000]);
  dispose();
});

test("stages that are still under way when their cell ends have failed", () => {
  vi.useFakeTimers();
  try {
    const { shown, state, progress } = setup();
    progress("extract", "users", 1, "rows");
    state.now = 400;
    progress("extract", "users", 2, "rows");
    expect(shown[0]?.stages[0]?.state).toBe("running");
    state.running = false;
    vi.advanceTimersByTime(600);
    expect(shown[0]?.stages[0]?.state).toBe("failed");
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
