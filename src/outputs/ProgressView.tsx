import type { ProgressOutput } from "../kernel/protocol.ts";
import { formatDuration, formatNumber, formatShort } from "./numbers.ts";
import "./ProgressView.css";

/** How far a loop has come: a bar, how many of how many, how fast, and how long it will still take. */
export function ProgressView({ output }: { output: ProgressOutput }) {
  const { label, value, total, done } = output;
  const share = total === undefined || total <= 0 ? null : Math.min(1, Math.max(0, value / total));
  return (
    <div className="output-progress" data-done={done}>
      <div className="output-progress-head">
        <span className="output-progress-label">{label}</span>
        <span className="output-progress-facts">{progressFacts(output).join(" · ")}</span>
      </div>
      <div
        className="output-progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={share === null ? undefined : value}
      >
        <div
          className={share === null && !done ? "output-progress-bar output-progress-unknown" : "output-progress-bar"}
          style={{ transform: `scaleX(${done && share === null ? 1 : (share ?? 1)})` }}
        />
      </div>
    </div>
  );
}

/** The words beside the bar, in reading order. Rate and time left appear once they mean something (after 0.2 s). */
export function progressFacts({ value, total, unit, elapsedMs, done }: ProgressOutput): string[] {
  const counted = total === undefined || done ? formatNumber(value) : `${formatNumber(value)} of ${formatNumber(total)}`;
  const facts = [unit === undefined ? counted : `${counted} ${unit}`];
  const perMs = elapsedMs > 0 ? value / elapsedMs : 0;
  if (perMs > 0 && elapsedMs >= 200) facts.push(`${formatShort(roundedRate(perMs * 1000))}${unit === undefined ? "" : ` ${unit}`}/s`);
  if (done) facts.push(formatDuration(elapsedMs));
  else if (total !== undefined && perMs > 0 && elapsedMs >= 200) facts.push(`${formatDuration(Math.max(0, total - value) / perMs)} left`);
  return facts;
}

/** Two significant digits: a rate that is a guess should not flicker in its last digits. */
function roundedRate(rate: number): number {
  return Number(rate.toPrecision(2));
}
