import { memo, useMemo } from "react";
import type { CellBlock, LessonBlock, LessonDocument } from "../lesson/types.ts";
import { CellView } from "./CellView.tsx";
import { CheckView } from "./CheckView.tsx";
import { ExerciseView } from "./ExerciseView.tsx";
import { ProseView } from "./ProseView.tsx";
import { useNotebook } from "./notebookContext.ts";
import { headingIdsOf } from "./sections.ts";
import { useSqlTypes } from "./useSqlTypes.ts";

const noHeadings: readonly string[] = [];

/** The open notebook: prose and cells in the order of the lesson. Solutions are not shown. */
export const NotebookView = memo(function NotebookView({ document }: { document: LessonDocument }) {
  useSqlTypes(document, useNotebook().notebook.session);
  const headingIds = useMemo(() => headingIdsOf(document), [document]);
  const checks = useMemo(() => checksByExercise(document.blocks), [document]);
  return (
    <>
      {document.blocks.map((block) => {
        if (block.kind === "prose") return <ProseView key={block.id} block={block} headingIds={headingIds.get(block.id) ?? noHeadings} />;
        if (block.role === "solution") return null;
        if (block.role === "exercise") return <ExerciseView key={block.id} block={block} checks={checks.get(block.id) ?? []} />;
        if (block.role === "check") return block.for !== undefined && checks.has(block.for) ? null : <CheckView key={block.id} block={block} />;
        return <CellView key={block.id} block={block} />;
      })}
    </>
  );
});

/** Checks by the exercise that shows them. */
function checksByExercise(blocks: readonly LessonBlock[]): ReadonlyMap<string, readonly CellBlock[]> {
  const checks = new Map<string, CellBlock[]>();
  for (const block of blocks) if (block.kind === "cell" && block.role === "exercise") checks.set(block.id, []);
  for (const block of blocks) if (block.kind === "cell" && block.role === "check" && block.for !== undefined) checks.get(block.for)?.push(block);
  return checks;
}
