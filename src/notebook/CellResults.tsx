import type { MouseEvent } from "react";
import { ConsoleView } from "../outputs/ConsoleView.tsx";
import { ErrorView } from "../outputs/ErrorView.tsx";
import { OutputView } from "../outputs/OutputView.tsx";
import type { OutputEntry } from "../kernel/protocol.ts";
import { type CellModel, failureOf, visibleConsole, visibleOutputs } from "./cellModel.ts";
import { type CellNote, whyWaitedFor } from "./cellNote.ts";
import { elementIdOf } from "./cellElements.ts";
import { useNotebook } from "./notebookContext.ts";
import { useBox } from "./useBox.ts";

/** From this many columns on a table may be wider than the text. */
const wideColumns = 6;

/** What a cell shows: the remark about it, its error, its outputs in order, what it printed. */
export function CellResults({ id, cell, note }: { id: string; cell: CellModel; note: CellNote | null }) {
  const { actions } = useNotebook();
  const outputs = visibleOutputs(cell);
  const fresh = cell.state.outputs.length;
  const { lines, old } = visibleConsole(cell);
  const error = failureOf(cell);
  // An error may also be among the outputs; it is shown once, above them.
  const shown = cell.state.error === null ? outputs : outputs.filter((entry) => entry.output.kind !== "error");
  if (note === null && error === null && shown.length === 0 && lines.length === 0) return null;
  const outdated = note !== null;
  return (
    <div className="cell-results">
      {note?.kind === "remark" && <Remark id={id} note={note} />}
      {note?.kind === "blocked" && <WaitsFor cell={note.by} />}
      {error !== null && <ErrorView error={error} cell={id} actions={actions} />}
      {shown.length > 0 && (
        <div className="cell-outputs" data-outdated={outdated}>
          {shown.map((entry, index) => (
            <div key={keyOf(entry, index, shown)} className="cell-output" data-wide={isWide(entry)} data-outdated={!outdated && index >= fresh}>
              <OutputView entry={entry} actions={actions} cell={id} />
            </div>
          ))}
        </div>
      )}
      {lines.length > 0 && (
        <div className="cell-console" data-outdated={outdated || old}>
          <ConsoleView lines={lines} />
        </div>
      )}
    </div>
  );
}

function Remark({ id, note }: { id: string; note: CellNote & { kind: "remark" } }) {
  const { notebook } = useNotebook();
  return (
    <p className="cell-note">
      {note.text}
      {note.action !== null && (
        <>
          {" · "}
          <button type="button" className="text-button" onClick={() => void notebook.run(id)}>
            {note.action}
          </button>
        </>
      )}
    </p>
  );
}

/** Names the cell that is waited for, says what keeps it, and leads there. */
export function WaitsFor({ cell }: { cell: string }) {
  const { notebook, actions, hrefTo } = useNotebook();
  const blocker = useBox(notebook.session.cell(cell));
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    actions.goTo(cell, null, null);
  };
  return (
    <p className="cell-note">
      Waits for{" "}
      <a href={hrefTo(elementIdOf(cell))} onClick={follow}>
        <code>{cell}</code>
      </a>
      {blocker !== null && `, ${whyWaitedFor(blocker)}`}
    </p>
  );
}

/** An output keeps its place in the page from run to run, as long as it is of the same kind. */
function keyOf({ output }: OutputEntry, index: number, all: readonly OutputEntry[]): string {
  if (output.kind !== "input") return `${index} ${output.kind}`;
  // The same input may be shown several times.
  const before = all.slice(0, index).filter((entry) => entry.output.kind === "input" && entry.output.input === output.input).length;
  return `input ${output.input} ${before}`;
}

function isWide({ output }: OutputEntry): boolean {
  // What a cell of the reader's own making calls a table may lack them; its renderer says so.
  return output.kind === "table" && (output.columns?.length ?? 0) >= wideColumns;
}
