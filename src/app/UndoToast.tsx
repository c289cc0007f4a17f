import { Icon } from "../notebook/Icon.tsx";
import type { Notebook } from "../notebook/notebook.ts";
import { useBox } from "../notebook/useBox.ts";
import "./UndoToast.css";

/** After a reset: what was done, and the way back. Stays until it is used or put away. */
export function UndoToast({ notebook }: { notebook: Notebook }) {
  const undo = useBox(notebook.texts.undo);
  if (undo === null) return null;
  return (
    <section className="undo-toast" aria-label="Undo">
      <span>{undo.label}</span>
      <button type="button" className="button" onClick={() => notebook.texts.undoReset()}>
        Undo
      </button>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => notebook.texts.undo.set(null)}>
        <Icon name="close" />
      </button>
    </section>
  );
}
