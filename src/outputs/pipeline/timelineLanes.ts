/** Jobs of a timeline → lanes in which none covers another. */
import type { TimelineOutputJob } from "../../kernel/protocol.ts";

export interface Lane {
  readonly worker: string;
  /** Rows of the lane, from top to bottom; a worker that did several things at once has several. */
  readonly rows: readonly (readonly TimelineOutputJob[])[];
}

/** Workers in the order of the stages that they work for, then by number. */
export function timelineLanes(jobs: readonly TimelineOutputJob[]): Lane[] {
  const byWorker = new Map<string, TimelineOutputJob[]>();
  for (const job of jobs) {
    const known = byWorker.get(job.worker);
    if (known === undefined) byWorker.set(job.worker, [job]);
    else known.push(job);
  }
  return [...byWorker]
    .map(([worker, own]) => ({ worker, rows: spread(own) }))
    .sort((a, b) => stageOf(a) - stageOf(b) || a.worker.localeCompare(b.worker, "en", { numeric: true }));
}

const stageOrder = ["extract", "normalize", "load"];

function stageOf(lane: Lane): number {
  return Math.min(...lane.rows.flat().map(({ stage }) => stageOrder.indexOf(stage)));
}

/** Each job goes into the first row that is free when it begins. */
function spread(jobs: readonly TimelineOutputJob[]): TimelineOutputJob[][] {
  const rows: TimelineOutputJob[][] = [];
  for (const job of [...jobs].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const free = rows.find((row) => (row.at(-1)?.end ?? 0) <= job.start);
    if (free === undefined) rows.push([job]);
    else free.push(job);
  }
  return rows;
}

/** Round times for the axis, in ms: about five, the first at zero. */
export function timeTicks(ms: number): number[] {
  if (!(ms > 0)) return [0];
  const rough = ms / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power * 10;
  return Array.from({ length: Math.floor(ms / step) + 1 }, (_, index) => index * step);
}
