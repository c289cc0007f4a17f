import { useState } from "react";
import type { TimelineOutput } from "../../kernel/protocol.ts";
import { formatBytes, formatDuration, formatNumber } from "../numbers.ts";

/** Jobs listed at once. */
const LISTED = 500;

/** The same jobs as a table, and the trace in words: for those who want them exactly, or cannot see the bars. */
export function TimelineTable({ output }: { output: TimelineOutput }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="output-timeline-more">
      <details className="output-disclosure" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Jobs as a table</summary>
        {open && (
          <div className="output-timeline-table" tabIndex={0} role="group" aria-label="Jobs of the timeline">
            <table>
              <thead>
                <tr>
                  {["Stage", "Worker", "Table", "Rows", "Size", "Start", "Duration", "File"].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {output.jobs.slice(0, LISTED).map((job, index) => (
                  <tr key={index}>
                    <td>{job.stage}</td>
                    <td>{job.worker}</td>
                    <td>{job.table}</td>
                    <td data-right>{formatNumber(job.rows)}</td>
                    <td data-right>{formatBytes(job.bytes)}</td>
                    <td data-right>{formatDuration(job.start)}</td>
                    <td data-right>{formatDuration(job.end - job.start)}</td>
                    <td>{job.file}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {output.jobs.length > LISTED && (
              <p className="output-note">
                The first {formatNumber(LISTED)} of {formatNumber(output.cutFrom ?? output.jobs.length)} jobs.
              </p>
            )}
          </div>
        )}
      </details>
      <details className="output-disclosure">
        <summary>Trace as text</summary>
        <pre className="output-text-body" tabIndex={0} aria-label="Trace as text">
          {output.text}
        </pre>
      </details>
    </div>
  );
}
