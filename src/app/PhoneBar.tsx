import { Icon } from "../notebook/Icon.tsx";
import type { Notebook } from "../notebook/notebook.ts";
import { KernelStatus, RunControl } from "./KernelStatus.tsx";

/** The lesson's controls at the thumb, on small screens only. */
export function PhoneBar({ notebook, onOutline }: { notebook: Notebook; onOutline: () => void }) {
  return (
    <section className="phone-bar" aria-label="Lesson controls">
      <button type="button" className="button" onClick={onOutline} aria-haspopup="dialog">
        <Icon name="outline" /> Outline
      </button>
      <KernelStatus notebook={notebook} />
      <RunControl notebook={notebook} />
    </section>
  );
}
