import type { CellError } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import "./ErrorView.css";

export interface ErrorViewProps {
  readonly error: CellError;
  /** The cell that has the error; the place of the error is in it unless `error.cell` names another. */
  readonly cell?: string;
  readonly actions: Pick<OutputActions, "goTo">;
}

/**
 * An error in its cell: one line that says what and where, a link to the place, and, folded, why it is an error,
 * how to go on, and the way through the cells by which it came.
 */
export function ErrorView({ error, cell, actions }: ErrorViewProps) {
  const home = error.cell ?? cell ?? error.frames?.[0]?.cell;
  const frames = error.frames ?? [];
  const related = (error.related ?? []).filter((id) => id !== cell);
  return (
    <div className="output-error" role="group" aria-label={`Error ${error.code}`}>
      <p className="output-error-line">
        <span className="output-error-code">{error.code}</span>
        <span className="output-error-message">
          <WithCode text={error.message} />
        </span>
      </p>
      {(error.line !== null || related.length > 0) && (
        <p className="output-error-places">
          {error.line !== null && (
            <Place cell={home} line={error.line} column={error.column} named={error.cell !== undefined && error.cell !== cell} actions={actions} />
          )}
          {related.map((id) => (
            <button key={id} type="button" className="output-link" onClick={() => actions.goTo(id, null, null)}>
              cell <code>{id}</code>
            </button>
          ))}
        </p>
      )}
      <div className="output-error-more">
        {error.why !== undefined && error.why !== "" && <Folded title="Why" text={error.why} />}
        {error.fix !== undefined && error.fix !== "" && <Folded title="How to fix" text={error.fix} />}
        {frames.length > 1 && (
          <details className="output-disclosure">
            <summary>Stack</summary>
            <ol className="output-error-stack">
              {frames.map((frame, index) => (
                <li key={index}>
                  <code>{frame.name === "" ? "(top level)" : frame.name}</code>{" "}
                  <Place cell={frame.cell} line={frame.line} column={frame.column} named actions={actions} />
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
    </div>
  );
}

/** A place in a cell's text; a link when it is known in which cell. */
function Place(props: { cell: string | undefined; line: number; column: number | null; named: boolean; actions: Pick<OutputActions, "goTo"> }) {
  const { cell, line, column, named, actions } = props;
  const text = column === null ? `line ${line}` : `line ${line}, column ${column}`;
  if (cell === undefined) return <span>{text}</span>;
  return (
    <button type="button" className="output-link" onClick={() => actions.goTo(cell, line, column)}>
      {named && (
        <>
          cell <code>{cell}</code>,{" "}
        </>
      )}
      {text}
    </button>
  );
}

/** A paragraph behind its title. */
function Folded({ title, text }: { title: string; text: string }) {
  return (
    <details className="output-disclosure">
      <summary>{title}</summary>
      <p className="output-error-text">
        <WithCode text={text} />
      </p>
    </details>
  );
}

/** Words in backticks, set as code. */
function WithCode({ text }: { text: string }) {
  return text.split(/`([^`\n]+)`/).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
