import type { CellError, CellState, ConsoleLine, KernelEvent, OutputEntry } from "../kernel/protocol.ts";

/** What the last run showed, kept on the page until the present run shows something in its place. */
export interface KeptResult {
  readonly outputs: readonly OutputEntry[];
  readonly console: readonly ConsoleLine[];
}

/** One cell as the page holds it: the kernel's state, and what only the page cares about. */
export interface CellModel {
  readonly state: CellState;
  /** Results of the run before, while a new run is under way; null otherwise. */
  readonly kept: KeptResult | null;
  /** When the present run began, in ms of the page's clock; null when it is not running. */
  readonly startedAt: number | null;
  /** What is shown was computed by a kernel that is gone. */
  readonly isFromBefore: boolean;
}

/** A cell that no kernel has seen yet. */
export function freshCell(id: string): CellModel {
  return { state: { id, status: "idle", result: null, stale: false, runs: 0, ms: null, error: null, blockedBy: null, outputs: [], console: [] }, kept: null, startedAt: null, isFromBefore: false };
}

/**
 * The cell after an event. Pure; an event of another cell, or one that says nothing new, gives the same object.
 *
 * While a cell runs again its last results stay in `kept`: output that vanishes and comes back a moment later
 * would make the page jump.
 *
 * @param now  the page's clock in ms, for `startedAt`
 */
export function reduceCell(cell: CellModel, event: KernelEvent, now: number): CellModel {
  if (!("id" in event) || event.id !== cell.state.id) return cell;
  const { state } = cell;
  switch (event.type) {
    case "cellChanged": {
      const next: CellState = { ...state, ...event.change };
      if (next.status === "running") return { ...cell, state: next, startedAt: state.status === "running" ? cell.startedAt : now, isFromBefore: false };
      if (next.status === "queued") return { ...cell, state: next, startedAt: null };
      return { ...cell, state: next, kept: null, startedAt: null };
    }
    case "outputsCleared": {
      const shown = { outputs: visibleOutputs(cell), console: visibleConsole(cell).lines };
      const hasShown = shown.outputs.length > 0 || shown.console.length > 0;
      const underWay = state.status === "running" || state.status === "queued";
      return { ...cell, kept: hasShown && underWay ? shown : null, state: { ...state, outputs: [], console: [] } };
    }
    case "outputAppended":
      return { ...cell, state: { ...state, outputs: [...state.outputs, event.entry] } };
    case "outputUpdated":
      return { ...cell, state: { ...state, outputs: state.outputs.map((entry) => (entry.key === event.entry.key ? event.entry : entry)) } };
    case "consolePrinted":
      return { ...cell, state: { ...state, console: [...state.console, ...event.lines] } };
  }
}

/** Outputs to show: those of this run, then the rest of the last one, place by place, until the run ends. */
export function visibleOutputs(cell: CellModel): readonly OutputEntry[] {
  const { outputs } = cell.state;
  if (cell.kept === null || outputs.length >= cell.kept.outputs.length) return outputs;
  return [...outputs, ...cell.kept.outputs.slice(outputs.length)];
}

/** Console lines to show, and whether they are the last run's. */
export function visibleConsole(cell: CellModel): { readonly lines: readonly ConsoleLine[]; readonly old: boolean } {
  const { console: lines } = cell.state;
  if (lines.length > 0 || cell.kept === null) return { lines, old: false };
  return { lines: cell.kept.console, old: true };
}

/**
 * The cell that keeps this one from showing anything: one that blocks it, or one whose name was not there when this
 * one ran (E204). Null when nothing does.
 */
export function waitsFor({ state }: CellModel): string | null {
  if (state.blockedBy !== null && state.blockedBy !== state.id) return state.blockedBy;
  return state.error?.code === "E204" ? (state.error.related?.find((id) => id !== state.id) ?? null) : null;
}

/** What is wrong with this cell itself. Neither that the learner stopped it nor that it waits for another is a failure of its own. */
export function failureOf(cell: CellModel): CellError | null {
  return cell.state.result === "interrupted" || waitsFor(cell) !== null ? null : cell.state.error;
}
