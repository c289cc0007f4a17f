import { useCallback, useMemo, useState } from "react";
import { CodeView } from "../editor/CodeView.tsx";
import type { CellBlock } from "../lesson/types.ts";
import { CellBoundary } from "./CellBoundary.tsx";
import { cellAfter, elementIdOf, focusCell } from "./cellElements.ts";
import { CellMargin } from "./CellMargin.tsx";
import { failureOf } from "./cellModel.ts";
import { noteOf } from "./cellNote.ts";
import { CellResults } from "./CellResults.tsx";
import { isUncommitted } from "./learnerTexts.ts";
import { useNotebook } from "./notebookContext.ts";
import { useBox } from "./useBox.ts";
import "./CellView.css";

const noMarkers: readonly { line: number; column: number; message: string }[] = [];

/** One cell: its code, what can be done with it, what it shows. */
export function CellView({ block }: { block: CellBlock }) {
  return (
    <CellBoundary cell={block.id}>
      <Cell block={block} />
    </CellBoundary>
  );
}

function Cell({ block }: { block: CellBlock }) {
  const { notebook } = useNotebook();
  const { id } = block;
  const cell = useBox(notebook.session.cell(id));
  const text = useBox(notebook.texts.of(id));
  const phase = useBox(notebook.session.state).phase;
  const reveal = useBox(notebook.reveal);
  const [isOpen, setOpen] = useState(!isFolded(block));

  const run = useCallback(() => void notebook.run(id), [notebook, id]);
  const runAndAdvance = useCallback(() => {
    void notebook.run(id);
    const next = cellAfter(id);
    if (next === null) focusCell(id);
    else focusCell(next);
  }, [notebook, id]);
  const change = useCallback((code: string) => notebook.texts.edit(id, code), [notebook, id]);

  const error = cell === null ? null : failureOf(cell);
  const markers = useMemo(
    () => (error === null || error.line === null || (error.cell !== undefined && error.cell !== id) ? noMarkers : [{ line: error.line, column: error.column ?? 1, message: error.message }]),
    [error, id],
  );
  const revealHere = useMemo(() => (reveal?.cell === id ? { line: reveal.line, column: reveal.column, nonce: reveal.nonce } : undefined), [reveal, id]);

  if (cell === null || text === null) return null;
  const { state } = cell;
  const note = noteOf(cell, isUncommitted(text), block.manual, phase === "ready");
  const status = state.status === "running" || state.status === "queued" ? state.status : error !== null ? "error" : note?.kind === "blocked" ? "blocked" : "rest";
  // A place that is shown opens a folded cell, or nothing would be seen.
  const showsCode = isOpen || revealHere !== undefined;

  return (
    <section
      id={elementIdOf(id)}
      data-cell={id}
      data-status={status}
      data-role={block.role}
      className="cell"
      aria-label={`Cell ${id}`}
      aria-busy={state.status === "running"}
      tabIndex={-1}
    >
      <div className="cell-body">
        {showsCode ? (
          <div className="cell-code">
            <CodeView
              cellId={id}
              code={text.text}
              lang={block.lang}
              readonly={block.readonly}
              onChange={change}
              onRun={run}
              onRunAndAdvance={runAndAdvance}
              markers={markers}
              label={`Code of cell ${id}`}
              reveal={revealHere}
            />
          </div>
        ) : (
          <button type="button" className="cell-fold" onClick={() => setOpen(true)}>
            {block.role === "setup" ? "Setup" : `Code of ${id}`}
            <span className="cell-fold-hint">{countLines(text.text)}</span>
          </button>
        )}
        <CellMargin id={id} cell={cell} edited={text.text !== text.original} foldable={isFolded(block) && isOpen ? () => setOpen(false) : null} />
      </div>
      {text.conflict && (
        <p className="cell-note">
          The lesson’s own text of this cell changed after you edited it. Yours is kept; <em>Reset cell</em> shows the new one.
        </p>
      )}
      <CellResults id={id} cell={cell} note={note} />
    </section>
  );
}

function isFolded(block: CellBlock): boolean {
  return block.hidden || block.role === "setup";
}

function countLines(code: string): string {
  const lines = code.split("\n").length;
  return lines === 1 ? "1 line" : `${lines} lines`;
}
