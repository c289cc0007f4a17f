import { ConsoleView } from "../outputs/ConsoleView.tsx";
import { ErrorView } from "../outputs/ErrorView.tsx";
import { OutputView } from "../outputs/OutputView.tsx";
import type { OutputEntry } from "../kernel/protocol.ts";
import { type CellModel, visibleConsole, visibleOutputs } from "./cellModel.ts";
import type { CellNote } from "./cellNote.ts";
import { elementIdOf } from "./cellElements.ts";
import { useNotebook } from "./notebookContext.ts";

/** From this many columns on a table may be wider than the text. */
const wideColumns = 6;

/** What a cell shows: the remark about it, its error, its outputs in order, what it printed. */
export function CellResults({ id, cell, note }: { id: string; cell: CellModel; note: CellNote | null }) {
  const { actions } = useNotebook();
  const outputs = visibleOutputs(cell);
  const fresh = cell.state.outputs.length;
  const { lines, old } = visibleConsole(cell);
  const { error } = cell.state;
  // An error may also be among the outputs; it is shown once, above them.
  const shown = error === null ? outputs : outputs.filter((entry) => entry.output.kind !== "error");
  if (note === null && error === null && shown.length === 0 && lines.length === 0) return null;
  const outdated = note !== null;
  return (
    <div className="cell-results">
      {note !== null && <Note id={id} note={note} />}
      {error !== null && note?.kind !== "blocked" && <ErrorView error={error} cell={id} actions={actions} />}
      {shown.length > 0 && (
        <div className="cell-outputs" data-outdated={outdated}>
          {shown.map((entry, index) => (
            <div key={keyOf(entry, index)} className="cell-output" data-wide={isWide(entry)} data-outdated={!outdated && index >= fresh}>
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

function Note({ id, note }: { id: string; note: CellNote }) {
  const { notebook, actions, hrefTo } = useNotebook();
  if (note.kind === "remark") {
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
  const follow = (event: { preventDefault(): void }) => {
    event.preventDefault();
    actions.goTo(note.by, null, null);
  };
  return (
    <p className="cell-note">
      Waits for{" "}
      <a href={hrefTo(elementIdOf(note.by))} onClick={follow}>
        <code>{note.by}</code>
      </a>
      , {note.why}
    </p>
  );
}

/** An output keeps its place in the page from run to run, as long as it is of the same kind. */
function keyOf({ output }: OutputEntry, index: number): string {
  return output.kind === "input" ? `input ${output.input}` : `${index} ${output.kind}`;
}

function isWide({ output }: OutputEntry): boolean {
  return output.kind === "table" && output.columns.length >= wideColumns;
}
