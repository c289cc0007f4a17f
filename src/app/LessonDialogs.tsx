import { lazy, Suspense } from "react";
import type { LessonOutlineProps } from "./LessonOutline.tsx";

const ShortcutsDialog = lazy(() => import("./ShortcutsDialog.tsx"));
const OutlineSheet = lazy(() => import("./OutlineSheet.tsx"));

export type OpenDialog = "outline" | "shortcuts" | null;

/** Dialogs of a lesson; their code is loaded when one is opened. */
export function LessonDialogs({ open, onClose, outline }: { open: OpenDialog; onClose: () => void; outline: LessonOutlineProps }) {
  return (
    <Suspense>
      {open === "outline" && <OutlineSheet {...outline} onClose={onClose} />}
      {open === "shortcuts" && <ShortcutsDialog onClose={onClose} />}
    </Suspense>
  );
}
