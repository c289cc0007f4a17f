import { CodedError } from "../../diagnostic/codedError.ts";
import type { CellState, CommandResult, KernelCommand, KernelEvent, KernelSnapshot, NotebookSpec, TableOutput, TablePage, TablePageRequest } from "../../kernel/protocol.ts";
import { parseLesson } from "../../lesson/parseLesson.ts";
import { freshCell, reduceCell } from "../../notebook/cellModel.ts";
import { kernelCells } from "../../notebook/kernelCells.ts";
import type { HeadlessDriver, LessonReport, LessonRequest, ReplayReport, ReplaySession, ReplayedStep, SessionStep } from "./contract.ts";
import { hasFailed, reportCells, reportChecks, reportStep, type ReadTable } from "./report.ts";
import { commandOf, notebookOfSession } from "./sessionNotebook.ts";

const reportedRows = 100;

/** How long a replay waits, in ms: for a step, before it presses Stop as a person would; and for the state after it. */
export interface ReplayPatience {
  readonly step: number;
  readonly state: number;
}

const replayPatience: ReplayPatience = { step: 120_000, state: 20_000 };

/** What the driver needs of a kernel's client. */
export interface HeadlessClient {
  execute(command: KernelCommand): Promise<CommandResult>;
  /** `restarted`: the kernel did not listen and had to be replaced; its values are gone. */
  stop(): Promise<{ readonly restarted: boolean }>;
  restart(): Promise<void>;
  snapshot(): Promise<KernelSnapshot>;
  tablePage(request: TablePageRequest): Promise<TablePage>;
  dispose(): void;
}

/** Starts a kernel and opens a notebook in it; runs nothing. */
export type OpenKernel = (notebook: NotebookSpec, onEvents: (events: readonly KernelEvent[]) => void) => Promise<HeadlessClient>;

/**
 * Makes what the command line drives: the same kernel client as a lesson page's, without the page.
 *
 * @param openKernel  every lesson and every session gets a kernel of its own
 */
export function createDriver(openKernel: OpenKernel, patience: ReplayPatience = replayPatience): HeadlessDriver {
  return {
    runLesson: (request) => runLesson(request, openKernel),
    replay: (session) => replay(session, openKernel, patience),
    time: (session) => time(session, openKernel),
  };
}

async function runLesson(request: LessonRequest, openKernel: OpenKernel): Promise<LessonReport> {
  const { document, problems } = parseLesson(request.source);
  if (problems.some((problem) => problem.severity === "error")) return { kind: "broken", problems };
  const written = kernelCells(document);
  const known = written.filter((cell) => cell.role !== "prose").map((cell) => cell.id);
  const unknown = [...request.edits.map((edit) => edit.id), ...(request.cells ?? [])].filter((id) => !known.includes(id));
  if (unknown.length > 0) return { kind: "unknownCells", ids: unknown, known };

  const texts = new Map(request.edits.map(({ id, code }) => [id, code]));
  const cells = written.map((cell) => ({ ...cell, code: texts.get(cell.id) ?? cell.code }));
  const command: KernelCommand = request.cells === null ? { type: "runAll" } : { type: "run", cells: request.cells };
  const watch = watchCells(cells.map((cell) => cell.id));
  const kernel = await openKernel({ id: document.header.id, mode: "automatic", cells, packages: document.header.packages, cdn: document.header.cdn }, watch.onEvents);
  try {
    const { timedOut, lost } = await executeInTime(kernel, command, request.timeoutMs, watch.states);
    const snapshot = lost ?? (await kernel.snapshot());
    return {
      kind: "ran",
      lesson: document.header.id,
      ok: !timedOut && !snapshot.cells.some(hasFailed),
      timedOut,
      cells: await reportCells(snapshot, cells, lost === null ? tableReader(kernel) : firstPage),
      checks: reportChecks(snapshot, document),
    };
  } finally {
    kernel.dispose();
  }
}

/** Follows the cells by what the kernel tells, for when it can no longer be asked. */
function watchCells(ids: readonly string[]): { onEvents: (events: readonly KernelEvent[]) => void; states: () => CellState[] } {
  let cells = ids.map(freshCell);
  return {
    onEvents: (events) => {
      for (const event of events) cells = cells.map((cell) => reduceCell(cell, event, 0));
    },
    states: () => cells.map((cell) => cell.state),
  };
}

/**
 * Gives a command and presses Stop when its time is over.
 *
 * @returns `lost`: how the cells stood when a kernel that did not listen to Stop was replaced; null when it lives
 */
async function executeInTime(
  kernel: HeadlessClient,
  command: KernelCommand,
  timeoutMs: number,
  states: () => CellState[],
): Promise<{ readonly timedOut: boolean; readonly lost: KernelSnapshot | null }> {
  let stopping: Promise<KernelSnapshot | null> | null = null;
  const stop = async () => {
    const before = states();
    const { restarted } = await kernel.stop();
    return restarted ? { cells: before.map(endedByRestart), names: [], edges: [] } : null;
  };
  const timer = setTimeout(() => (stopping = stop()), timeoutMs);
  await kernel.execute(command).finally(() => clearTimeout(timer));
  return { timedOut: stopping !== null, lost: await stopping };
}

function endedByRestart(state: CellState): CellState {
  if (state.status === "running") return { ...state, status: "idle", result: "interrupted", stale: true };
  return state.status === "queued" ? { ...state, status: "idle", result: "cancelled", stale: true } : state;
}

/** A session whose kernel breaks ends with the reason; the sessions after it have kernels of their own. */
async function replay(session: ReplaySession, openKernel: OpenKernel, patience: ReplayPatience): Promise<ReplayReport> {
  const steps: ReplayedStep[] = [];
  let kernel: HeadlessClient | undefined;
  try {
    const opened = await openKernel(notebookOfSession(session), () => {});
    kernel = opened;
    for (const step of session.steps) {
      const timer = setTimeout(() => void opened.stop(), session.stepTimeoutMs ?? patience.step);
      const { ran } = await takeStep(opened, step).finally(() => clearTimeout(timer));
      const report = opened.snapshot().then((snapshot) => reportStep(ran, snapshot, tableReader(opened)));
      steps.push(await answerWithin(patience.state, report));
    }
    return { steps };
  } catch (error) {
    return { steps, error: { code: error instanceof CodedError ? error.code : "E707", message: error instanceof Error ? error.message : String(error) } };
  } finally {
    kernel?.dispose();
  }
}

/** The promise, or an error when the kernel has not answered in time: a cell may have broken what the kernel needs to answer. */
async function answerWithin<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The kernel did not tell its state within ${ms / 1000} s.`)), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

async function time(session: ReplaySession, openKernel: OpenKernel): Promise<readonly number[]> {
  const kernel = await openKernel(notebookOfSession(session), () => {});
  const times: number[] = [];
  try {
    for (const step of session.steps) {
      const begun = performance.now();
      await takeStep(kernel, step);
      times.push(performance.now() - begun);
    }
    return times;
  } finally {
    kernel.dispose();
  }
}

/** Does what a step says; resolves when everything that it set off has ended. */
async function takeStep(kernel: HeadlessClient, step: SessionStep): Promise<CommandResult> {
  const command = commandOf(step);
  const timer = step.interrupt && setTimeout(() => void kernel.stop(), step.interrupt.afterMs);
  try {
    if (command !== null) return await kernel.execute(command);
    await kernel.restart();
    return { ran: [] };
  } finally {
    clearTimeout(timer);
  }
}

function tableReader(kernel: HeadlessClient): ReadTable {
  return async ({ kind, table, columns, rowCount }) => {
    const { rows } = await kernel.tablePage({ table, offset: 0, limit: reportedRows });
    return { kind, columns, rowCount, rows };
  };
}

/** The rows that a table was shown with: all there is of it when its kernel is gone. */
async function firstPage({ kind, columns, rowCount, rows }: TableOutput): ReturnType<ReadTable> {
  return { kind, columns, rowCount, rows };
}
