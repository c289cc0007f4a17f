import { Icon } from "../notebook/Icon.tsx";
import type { Notebook } from "../notebook/notebook.ts";
import { Elapsed } from "../notebook/CellMargin.tsx";
import { useBox } from "../notebook/useBox.ts";

/** One or two words on what the kernel is doing. */
export function KernelStatus({ notebook }: { notebook: Notebook }) {
  const { phase, busy, running } = useBox(notebook.session.state);
  const cell = useBox(running === null ? undefined : notebook.session.cell(running));
  const look = phase === "dead" ? "dead" : busy || phase === "starting" ? "busy" : "idle";
  return (
    <span className="kernel-status" data-look={look}>
      <span className="kernel-dot" aria-hidden="true" />
      {phase === "dead" ? (
        "kernel ended"
      ) : phase === "starting" ? (
        "starting"
      ) : running !== null ? (
        <>
          <span className="kernel-cell">running {running.startsWith("prose-") ? "the text" : running}</span>
          {cell !== null && cell.startedAt !== null && (
            <span className="kernel-elapsed">
              <Elapsed since={cell.startedAt} />
            </span>
          )}
        </>
      ) : busy ? (
        "running"
      ) : (
        "idle"
      )}
    </span>
  );
}

/** Run all, or Stop while something runs, or Restart when the kernel has ended. */
export function RunControl({ notebook }: { notebook: Notebook }) {
  const { phase, busy } = useBox(notebook.session.state);
  if (phase === "dead") {
    return (
      <button type="button" className="button" data-prominent="true" onClick={() => void notebook.session.restart()}>
        Restart
      </button>
    );
  }
  if (busy) {
    return (
      <button type="button" className="button" onClick={() => void notebook.session.stop()}>
        <Icon name="stop" /> Stop
      </button>
    );
  }
  return (
    <button type="button" className="button" onClick={() => void notebook.session.runAll()}>
      <Icon name="run" /> Run all
    </button>
  );
}
