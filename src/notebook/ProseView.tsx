import { useMemo } from "react";
import { ErrorView } from "../outputs/ErrorView.tsx";
import { MarkdownView } from "../outputs/MarkdownView.tsx";
import type { ProseBlock } from "../lesson/types.ts";
import { CellBoundary } from "./CellBoundary.tsx";
import { type CellModel, failureOf, visibleOutputs, waitsFor } from "./cellModel.ts";
import { WaitsFor } from "./CellResults.tsx";
import { useNotebook } from "./notebookContext.ts";
import { staticProse } from "./staticProse.ts";
import { useBox } from "./useBox.ts";

/** A stretch of prose. With `${…}` in it, it is a cell whose output takes the place of the text as written. */
export function ProseView({ block, headingIds }: { block: ProseBlock; headingIds: readonly string[] }) {
  return (
    <CellBoundary cell={block.id}>
      {block.interpolations.length === 0 ? (
        <div className="prose">
          <MarkdownView markdown={staticProse(block)} headingIds={headingIds} />
        </div>
      ) : (
        <LiveProse block={block} headingIds={headingIds} />
      )}
    </CellBoundary>
  );
}

function LiveProse({ block, headingIds }: { block: ProseBlock; headingIds: readonly string[] }) {
  const { notebook, actions } = useNotebook();
  const cell = useBox(notebook.session.cell(block.id));
  const written = useMemo(() => staticProse(block), [block]);
  const error = cell === null ? null : failureOf(cell);
  const blocker = cell === null ? null : waitsFor(cell);
  const blocking = useBox(blocker === null ? undefined : notebook.session.cell(blocker));
  return (
    <div className="prose">
      <MarkdownView markdown={(cell === null ? null : renderedOf(cell)) ?? written} headingIds={headingIds} />
      {/* A text that waits for a cell which nobody has run yet says so by its dots alone. */}
      {blocker !== null && blocking !== null && blocking.state.runs > 0 && <WaitsFor cell={blocker} />}
      {error !== null && <ErrorView error={error} cell={block.id} actions={actions} />}
    </div>
  );
}

/** The markdown that the kernel made of the prose; null before it has. */
function renderedOf(cell: CellModel): string | null {
  for (const { output } of visibleOutputs(cell)) if (output.kind === "markdown") return output.markdown;
  return null;
}
