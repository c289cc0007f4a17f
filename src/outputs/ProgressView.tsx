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
      <progress className="output-progress-track" aria-label={label} max={total ?? 1} value={share === null && !done ? undefined : (share ?? 1) * (total ?? 1)} />
    </div>
  );
}
