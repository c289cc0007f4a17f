import { lazy, Suspense, useState } from "react";
import { Icon } from "../notebook/Icon.tsx";
import type { Notebook } from "../notebook/notebook.ts";

const LessonMenu = lazy(() => import("./LessonMenu.tsx"));

export interface LessonMenuProps {
  readonly notebook: Notebook;
  readonly onShortcuts: () => void;
}

/** The lesson's seldom-needed actions. The menu's code is loaded at the first press. */
export function LessonMenuButton(props: LessonMenuProps) {
  const [wasPressed, setPressed] = useState(false);
  const button = (
    <button type="button" className="icon-button" aria-label="Lesson menu" aria-haspopup="menu" aria-expanded={false} onClick={() => setPressed(true)}>
      <Icon name="more" />
    </button>
  );
  if (!wasPressed) return button;
  return (
    <Suspense fallback={button}>
      <LessonMenu {...props} />
    </Suspense>
  );
}
