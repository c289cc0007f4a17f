import type { CellBlock } from "../lesson/types.ts";
import { CellView } from "./CellView.tsx";
import { CheckView } from "./CheckView.tsx";
import { useNotebook } from "./notebookContext.ts";
import { useBox } from "./useBox.ts";
import "./ExerciseView.css";

/** An exercise in its quiet frame: what it is worth, the cell to write in, and the checks that tick themselves. */
export function ExerciseView({ block, checks }: { block: CellBlock; checks: readonly CellBlock[] }) {
  const { notebook } = useNotebook();
  const text = useBox(notebook.texts.of(block.id));
  const isStarted = text !== null && text.text !== text.original;
  return (
    <section className="exercise" aria-label={`Exercise ${block.name ?? block.id}`}>
      <p className="exercise-head">
        <strong>{block.name ?? "Exercise"}</strong>
        {block.points !== undefined && <span>{block.points === 1 ? "1 point" : `${block.points} points`}</span>}
        <span className="exercise-state">{isStarted ? "started" : "not started"}</span>
      </p>
      <CellView block={block} />
      {checks.length > 0 && (
        <div className="exercise-checks">
          {checks.map((check) => (
            <CheckView key={check.id} block={check} />
          ))}
        </div>
      )}
    </section>
  );
}
