import type { PipelineRunOutput, PipelineStageProgress } from "../../kernel/protocol.ts";
import { formatDuration, formatNumber, formatShort } from "../numbers.ts";
import "./PipelineRunView.css";

/** A run of a pipeline: one line a stage while it works, with what it counts; calm and short when it is done. */
export function PipelineRunView({ output }: { output: PipelineRunOutput }) {
  return (
    <div className="output-run" role="group" aria-label={`Pipeline ${output.pipeline}`}>
      <p className="output-run-name">{output.pipeline}</p>
      <ul className="output-run-stages">
        {output.stages.map((stage) => (
          <Stage key={stage.stage} stage={stage} />
        ))}
      </ul>
    </div>
  );
}

const stateNames = { running: "running", done: "done", failed: "failed" } as const;
const marks = { running: "", done: "✓", failed: "✗" } as const;

function Stage({ stage }: { stage: PipelineStageProgress }) {
  const { state, files } = stage;
  const total = files?.total;
  const share = state === "done" ? 1 : total === undefined || total <= 0 ? null : Math.min(1, (files?.value ?? 0) / total);
  return (
    <li className="output-run-stage" data-state={state}>
      <div className="output-run-line">
        <span className="output-run-mark" aria-hidden="true">
          {marks[state]}
        </span>
        <span className="output-run-stage-name">{stage.stage}</span>
        <span className="output-unseen">{stateNames[state]}</span>
        <span className="output-run-facts">{stageFacts(stage).join(" · ")}</span>
      </div>
      {state === "running" && <progress className="output-progress-track" aria-label={stage.stage} max={1} value={share ?? undefined} />}
      {state === "running" && stage.tables.length > 1 && (
        <ul className="output-run-tables">
          {stage.tables.map(({ name, rows }) => (
            <li key={name}>
              {name} <span className="output-run-count">{formatNumber(rows)}</span>
            </li>
          ))}
          {stage.moreTables !== undefined && <li>and {formatNumber(stage.moreTables)} more</li>}
        </ul>
      )}
    </li>
  );
}

/** What is known of a stage, in words and in reading order: files, rows, tables, how fast, how long. */
export function stageFacts({ stage, state, elapsedMs, files, tables, moreTables = 0, rows }: PipelineStageProgress): string[] {
  const facts: string[] = [];
  const unit = stage === "load" ? "job" : "file";
  if (files !== undefined) {
    const many = (files.total ?? files.value) === 1 ? unit : `${unit}s`;
    facts.push(files.total === undefined || state === "done" ? `${formatNumber(files.value)} ${many}` : `${formatNumber(files.value)} of ${formatNumber(files.total)} ${many}`);
    if (files.failed !== undefined) facts.push(`${formatNumber(files.failed)} failed`);
  }
  const tableCount = tables.length + moreTables;
  if (rows > 0) facts.push(`${formatNumber(rows)} ${rows === 1 ? "row" : "rows"}${tableCount === 1 ? ` of ${tables[0]?.name}` : ` of ${formatNumber(tableCount)} tables`}`);
  if (rows > 0 && elapsedMs >= 200) facts.push(`${formatShort(Number(((rows / elapsedMs) * 1000).toPrecision(2)))} rows/s`);
  const left = files?.total !== undefined && files.value > 0 ? (elapsedMs / files.value) * (files.total - files.value) : null;
  if (state === "running" && left !== null && elapsedMs >= 1000) facts.push(`${formatDuration(left)} left`);
  else facts.push(formatDuration(elapsedMs));
  return facts;
}
