/** From the kernel's state to what the command line prints. */
import type { CellError, CellSpec, CellState, KernelSnapshot, Output, OutputSection, TableOutput } from "../../kernel/protocol.ts";
import type { LessonDocument } from "../../lesson/types.ts";
import type { ReplayedCell, ReplayedStep, ReportedCell, ReportedCheck, ReportedError, ReportedOutput, ReportedTable } from "./contract.ts";

/** Fetches a table's first rows. */
export type ReadTable = (table: TableOutput) => Promise<ReportedTable>;

/** Ends that are no failure of the cell: it ran, it stopped itself, or it was not meant to run. */
const fineEnds: ReadonlySet<CellState["result"]> = new Set(["success", "stopped", "disabled", null]);

export function hasFailed(state: CellState): boolean {
  return !fineEnds.has(state.result);
}

/** The error's place and text, without what only a page can show. */
export function reportError({ code, message, line, column }: CellError): ReportedError {
  return { code, message, line, column };
}

async function reportOutputs(outputs: readonly { readonly output: Output }[], readTable: ReadTable): Promise<ReportedOutput[]> {
  return Promise.all(outputs.map(({ output }) => reportOutput(output, readTable)));
}

/** A table with its first rows, wherever it stands inside other outputs; everything else as it is. */
async function reportOutput(output: Output, readTable: ReadTable): Promise<ReportedOutput> {
  const sections = (all: readonly OutputSection[]) => Promise.all(all.map(async (section) => ({ ...section, content: await reportOutput(section.content, readTable) })));
  switch (output.kind) {
    case "accordion":
      return { ...output, sections: await sections(output.sections) };
    case "callout":
      return { ...output, content: await reportOutput(output.content, readTable) };
    case "stack":
      return { ...output, items: await Promise.all(output.items.map((item) => reportOutput(item, readTable))) };
    case "table":
      return readTable(output);
    case "tabs":
      return { ...output, tabs: await sections(output.tabs) };
    default:
      return output;
  }
}

/**
 * The cells of a lesson's report, in page order. Prose that interpolates is a cell of the kernel but none of the
 * lesson: it is listed only when it fails.
 */
export async function reportCells(snapshot: KernelSnapshot, specs: readonly CellSpec[], readTable: ReadTable): Promise<ReportedCell[]> {
  const roles = new Map(specs.map((spec) => [spec.id, spec.role]));
  const listed = snapshot.cells.filter((state) => {
    const role = roles.get(state.id) ?? "cell";
    return role !== "check" && (role !== "prose" || hasFailed(state));
  });
  return Promise.all(
    listed.map(async (state) => ({
      id: state.id,
      role: roles.get(state.id) ?? "cell",
      status: state.result ?? state.status,
      stale: state.stale,
      ms: state.ms,
      ...(state.error === null ? {} : { error: reportError(state.error) }),
      ...(state.blockedBy === null ? {} : { blockedBy: state.blockedBy }),
      outputs: await reportOutputs(state.outputs, readTable),
      console: state.console,
      names: Object.fromEntries(snapshot.names.filter((name) => name.cell === state.id).map(({ name, preview }) => [name, preview])),
    })),
  );
}

/** The checks of a lesson's report, in page order. */
export function reportChecks(snapshot: KernelSnapshot, document: LessonDocument): ReportedCheck[] {
  const states = new Map(snapshot.cells.map((state) => [state.id, state]));
  return document.blocks.flatMap((block) => {
    if (block.kind !== "cell" || block.role !== "check") return [];
    const state = states.get(block.id);
    const status = state?.result ?? state?.status ?? "idle";
    const error = state?.error ? { error: reportError(state.error) } : {};
    return [{ id: block.id, for: block.for ?? null, name: block.name ?? null, status, ...error }];
  });
}

/** The state after a step of a session. */
export async function reportStep(ran: readonly string[], snapshot: KernelSnapshot, readTable: ReadTable): Promise<ReplayedStep> {
  const cells = await Promise.all(snapshot.cells.map(async (state) => [state.id, await replayedCell(state, readTable)] as const));
  return {
    ran,
    cells: Object.fromEntries(cells),
    names: Object.fromEntries(snapshot.names.map((info) => [info.name, "value" in info && info.value !== undefined ? info.value : info.preview])),
    edges: snapshot.edges,
  };
}

async function replayedCell(state: CellState, readTable: ReadTable): Promise<ReplayedCell> {
  const output = (await reportOutputs(state.outputs.slice(-1), readTable))[0];
  return {
    status: state.status,
    result: state.result,
    stale: state.stale,
    runs: state.runs,
    ...(state.error === null ? {} : { errorCode: state.error.code, error: reportError(state.error) }),
    ...(state.blockedBy === null ? {} : { blockedBy: state.blockedBy }),
    ...(output === undefined ? {} : { output }),
    console: state.console,
  };
}
