import { type CellModel, failureOf, waitsFor } from "./cellModel.ts";

/** The one quiet line between a cell's code and its results. */
export type CellNote =
  /** Waits for another cell. */
  | { readonly kind: "blocked"; readonly by: string }
  /** A plain remark, with what a press on its button does. */
  | { readonly kind: "remark"; readonly text: string; readonly action: "Run" | "Run again" | null };

/**
 * What is to be said about a cell at rest.
 *
 * @param cell        the cell
 * @param uncommitted the learner changed the text since it ran
 * @param manual      the cell never runs by itself
 * @param awake       there is a kernel, so that a cell that has not run is waiting for somebody
 */
export function noteOf(cell: CellModel, uncommitted: boolean, manual: boolean, awake: boolean): CellNote | null {
  const { state } = cell;
  if (state.status === "running" || state.status === "queued") return null;
  if (state.status === "disabled" || state.result === "disabled") return { kind: "remark", text: "Disabled in this lesson: neither it nor what depends on it runs", action: null };
  const blocker = waitsFor(cell);
  if (blocker !== null) return { kind: "blocked", by: blocker };
  if (cell.isFromBefore) return { kind: "remark", text: "From before the kernel ended", action: "Run" };
  const hasRun = state.runs > 0;
  if (uncommitted && hasRun) return { kind: "remark", text: "Changed since it ran", action: "Run" };
  if (state.result === "interrupted") return { kind: "remark", text: "Stopped before it finished", action: "Run again" };
  if (state.stale && hasRun) return { kind: "remark", text: "Inputs changed", action: "Run" };
  if (!hasRun && state.error === null && (manual || awake)) return { kind: "remark", text: "Not run yet", action: "Run" };
  return null;
}

/** What keeps a cell that others wait for: the rest of “Waits for `load`, which …”. */
export function whyWaitedFor(cell: CellModel): string {
  const { state } = cell;
  if (state.status === "running" || state.status === "queued") return "which is on its way";
  if (waitsFor(cell) !== null) return "which waits itself";
  if (failureOf(cell) !== null) return "which has an error";
  if (state.status === "disabled" || state.result === "disabled") return "which is disabled";
  if (state.result === "interrupted" || state.result === "stopped") return "which was stopped";
  return state.runs === 0 ? "which has not run yet" : "which has to run again";
}
