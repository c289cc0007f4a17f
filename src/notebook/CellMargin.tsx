import { useEffect, useState } from "react";
import type { CellModel } from "./cellModel.ts";
import { formatDuration } from "../outputs/numbers.ts";
import { formatElapsed } from "./elapsed.ts";
import { Icon } from "./Icon.tsx";
import { useNotebook } from "./notebookContext.ts";

interface CellMarginProps {
  readonly id: string;
  readonly cell: CellModel;
  readonly edited: boolean;
  /** Folds the code away; null when the code always shows. */
  readonly foldable: (() => void) | null;
}

/** What can be done with a cell, and how long it took: beside the code on a wide page, below it where there is no margin. */
export function CellMargin({ id, cell, edited, foldable }: CellMarginProps) {
  const { notebook } = useNotebook();
  const { state, startedAt } = cell;
  // A text that cannot be read took no time to run.
  const failsAtOnce = state.result === "graph-error";
  const underWay = state.status === "running" || state.status === "queued";
  return (
    <>
      <div className="cell-run">
        {underWay ? (
          <button type="button" className="icon-button cell-run-button" aria-label={`Stop, cell ${id}`} title="Stop" onClick={() => void notebook.session.stop()}>
            <Icon name="stop" />
          </button>
        ) : (
          <button type="button" className="icon-button cell-run-button" aria-label={`Run cell ${id}`} title="Run (Ctrl + Enter)" onClick={() => void notebook.run(id)}>
            <Icon name="run" />
          </button>
        )}
      </div>
      <div className="cell-aside">
        <span className="cell-time" data-live={underWay}>
          {state.status === "running" && startedAt !== null ? <Elapsed since={startedAt} /> : state.status === "queued" ? "queued" : state.ms === null || failsAtOnce ? "" : state.ms < 1 ? "< 1 ms" : formatDuration(state.ms)}
        </span>
        {edited && (
          <button type="button" className="text-button" onClick={() => notebook.resetCell(id)} aria-label={`Reset cell ${id}`}>
            Reset cell
          </button>
        )}
        {foldable !== null && (
          <button type="button" className="text-button" onClick={foldable}>
            Fold
          </button>
        )}
      </div>
    </>
  );
}

/** Time since a moment of the page's clock, ten times a second. */
export function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return <>{formatElapsed(now - since)}</>;
}
