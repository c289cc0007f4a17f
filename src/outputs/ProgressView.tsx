import type { ProgressOutput } from "../kernel/protocol.ts";
import { progressFacts } from "./progressFacts.ts";
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
