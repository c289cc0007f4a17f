import type { CellBlock } from "../lesson/types.ts";
import type { CellModel } from "./cellModel.ts";
import { Icon } from "./Icon.tsx";
import { useNotebook } from "./notebookContext.ts";
import { useBox } from "./useBox.ts";

/** One check of an exercise: a line that ticks itself. */
export function CheckView({ block }: { block: CellBlock }) {
  const { notebook } = useNotebook();
  const cell = useBox(notebook.session.cell(block.id));
  const [state, detail] = cell === null ? (["waiting", ""] as const) : verdictOf(cell);
  return (
    <p className="check" data-state={state}>
      <span className="check-mark">{state === "passed" && <Icon name="check" />}</span>
      <span>
        {block.name ?? `Check of ${block.for ?? "this exercise"}`}
        {detail !== "" && <span className="check-detail"> · {detail}</span>}
      </span>
    </p>
  );
}

function verdictOf({ state }: CellModel): readonly ["waiting" | "passed" | "failed", string] {
  if (state.status === "running" || state.status === "queued") return ["waiting", "running"];
  if (state.result === "success") return ["passed", "passed"];
  if (state.blockedBy !== null) return ["waiting", `could not run: ${state.blockedBy} did not finish`];
  if (state.error !== null) return ["failed", `keep working: ${state.error.message}`];
  return ["waiting", "not run yet"];
}
