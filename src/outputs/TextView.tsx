import { useState } from "react";
import type { TextOutput } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import { saveBlob } from "./media/saveBlob.ts";
import { formatNumber } from "./numbers.ts";

/** Rows of a text that are shown before the reader asks for the rest, and how many more it takes to fold at all. */
const rowsAtFirst = 24;
const rowsWorthFolding = 6;
/** About how many characters fit on a row of the column; a longer line wraps. */
const charactersARow = 84;

/**
 * Preformatted text; long lines wrap. A long text begins folded, and says so with the way to see the rest.
 * Text that was cut in the kernel says that, too.
 */
export function TextView({ output, actions }: { output: TextOutput; actions: Pick<OutputActions, "ask"> }) {
  const [unfolded, setUnfolded] = useState(false);
  const rows = countRows(output.text);
  const isLong = rows > rowsAtFirst + rowsWorthFolding;
  const folded = isLong && !unfolded;
  return (
    <div className="output-text">
      <pre
        className={folded ? "output-text-body output-text-folded" : "output-text-body"}
        tabIndex={0}
        aria-label="Text output"
      >
        {output.text}
      </pre>
      {isLong && (
        <button type="button" className="output-link output-text-fold" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {unfolded ? "Show less" : `Show all ${formatNumber(rows)} lines`}
        </button>
      )}
      {output.cutFrom !== undefined && (
        <p className="output-note">
          First {formatNumber(output.text.length)} of {formatNumber(output.cutFrom)} characters.
          {output.file !== undefined && <SaveWhole file={output.file} actions={actions} />}
        </p>
      )}
    </div>
  );
}

function countRows(text: string): number {
  let rows = 0;
  for (const line of text.split("\n")) rows += Math.max(1, Math.ceil(line.length / charactersARow));
  return rows;
}

/** The whole of a text that was cut. */
function SaveWhole({ file, actions }: { file: string; actions: Pick<OutputActions, "ask"> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const save = () => {
    actions.ask({ type: "file", file }).then(
      (content) => saveBlob(content, "output.txt"),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <>
      {" "}
      <button type="button" className="output-link" onClick={save}>
        {problem ?? "Save all of it"}
      </button>
    </>
  );
}
