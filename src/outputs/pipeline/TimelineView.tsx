import { useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { TimelineOutput, TimelineOutputJob } from "../../kernel/protocol.ts";
import { formatBytes, formatDuration, formatNumber } from "../numbers.ts";
import { TimelineTable } from "./TimelineTable.tsx";
import { timelineLanes, timeTicks } from "./timelineLanes.ts";
import "./TimelineView.css";

/** Height of one row of bars in px. */
const ROW = 18;

/** Every job on every worker over time. Arrow keys go from job to job; the line below tells of the one in focus. */
export function TimelineView({ output }: { output: TimelineOutput }) {
  const { jobs, ms, steps } = output;
  const lanes = useMemo(() => timelineLanes(jobs), [jobs]);
  const ordered = useMemo(() => lanes.flatMap((lane) => lane.rows.flat()), [lanes]);
  const [current, setCurrent] = useState<TimelineOutputJob | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const span = Math.max(ms, 1);
  const percent = (time: number) => `${Math.min(100, Math.max(0, (time / span) * 100))}%`;
  const ticks = timeTicks(ms);
  const focusAt = current === null ? 0 : Math.max(0, ordered.indexOf(current));
  const stages = [...new Set(jobs.map(({ stage }) => stage))];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    const next = step === 0 ? undefined : ordered[focusAt + step];
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    box.current?.querySelector<HTMLElement>(`[data-job="${ordered.indexOf(next)}"]`)?.focus();
  };

  return (
    <figure className="output-timeline">
      <figcaption className="output-timeline-head">
        <span className="output-timeline-title">{output.title}</span>
        <span className="output-timeline-total">{formatDuration(ms)}</span>
        <ul className="output-timeline-legend">
          {stages.map((stage) => (
            <li key={stage} data-stage={stage}>
              {stage}
              <span className="output-timeline-time"> {stageTime(output, stage)}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      {steps.some(({ failed }) => failed) && <p className="output-timeline-failed">Failed in {steps.filter(({ failed }) => failed).map(({ step }) => step).join(", ")}.</p>}
      {jobs.length === 0 ? (
        <p className="output-note">No jobs: there was nothing to do.</p>
      ) : (
        <div ref={box} className="output-timeline-chart" role="group" aria-label={`Timeline of ${formatNumber(jobs.length)} jobs on ${lanes.length} workers`} onKeyDown={onKeyDown}>
          {lanes.map((lane) => (
            <div key={lane.worker} className="output-timeline-lane">
              <span className="output-timeline-worker" title={lane.worker}>
                {lane.worker}
              </span>
              <div className="output-timeline-rows" style={{ height: lane.rows.length * ROW + 4 }}>
                {ticks.map((tick) => (
                  <span key={tick} className="output-timeline-line" style={{ left: percent(tick) }} />
                ))}
                {lane.rows.map((row, rowIndex) =>
                  row.map((job) => {
                    const at = ordered.indexOf(job);
                    return (
                      <button
                        key={at}
                        type="button"
                        data-job={at}
                        data-stage={job.stage}
                        className="output-timeline-job"
                        aria-label={describeJob(job)}
                        aria-current={job === current || undefined}
                        tabIndex={at === focusAt ? 0 : -1}
                        style={{ left: percent(job.start), width: percent(job.end - job.start), top: rowIndex * ROW + 2 }}
                        onFocus={() => setCurrent(job)}
                        onPointerEnter={() => setCurrent(job)}
                        onClick={() => setCurrent(job)}
                      />
                    );
                  }),
                )}
              </div>
            </div>
          ))}
          <div className="output-timeline-axis" aria-hidden="true">
            {ticks.map((tick) => (
              <span key={tick} style={{ left: percent(tick) }}>
                {tick === 0 ? "0" : formatDuration(tick)}
              </span>
            ))}
          </div>
        </div>
      )}
      <p className="output-timeline-current">{current === null ? "Point at a bar to see which file it is." : describeJob(current)}</p>
      {output.cutFrom !== undefined && (
        <p className="output-note">
          The first {formatNumber(jobs.length)} of {formatNumber(output.cutFrom)} jobs.
        </p>
      )}
      <TimelineTable output={output} />
    </figure>
  );
}

/** `normalize of orders on normalize-1: 12,000 rows, 1.2 MB, 0.4 s, from 1.0 s on`. */
export function describeJob({ stage, table, worker, rows, bytes, start, end }: TimelineOutputJob): string {
  const size = [rows > 0 ? `${formatNumber(rows)} ${rows === 1 ? "row" : "rows"}` : "", bytes > 0 ? formatBytes(bytes) : ""].filter((part) => part !== "").join(", ");
  return `${stage} of ${table} on ${worker}: ${size === "" ? "" : `${size}, `}${formatDuration(end - start)}, from ${formatDuration(start)} on`;
}

/** How long a stage took by its step; where the stages overlapped there is only one step, and the jobs tell. */
function stageTime({ steps, jobs }: TimelineOutput, stage: TimelineOutputJob["stage"]): string {
  const own = steps.filter(({ step }) => step === stage);
  if (own.length > 0) return formatDuration(own.reduce((sum, { start, end }) => sum + end - start, 0));
  const done = jobs.filter((job) => job.stage === stage);
  return formatDuration(Math.max(...done.map(({ end }) => end)) - Math.min(...done.map(({ start }) => start)));
}
