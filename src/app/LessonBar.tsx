import { Icon } from "../notebook/Icon.tsx";
import type { Notebook } from "../notebook/notebook.ts";
import { useBox } from "../notebook/useBox.ts";
import { KernelStatus, RunControl } from "./KernelStatus.tsx";
import { LessonMenuButton } from "./LessonMenuButton.tsx";
import { ProblemNotice } from "./ProblemView.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import "./LessonBar.css";

interface LessonBarProps {
  readonly title: string;
  /** Null while the lesson loads. */
  readonly notebook: Notebook | null;
  readonly onOutline: () => void;
  readonly onShortcuts: () => void;
}

/** The bar above a lesson: the way back, where one is, what the kernel does. */
export function LessonBar({ title, notebook, onOutline, onShortcuts }: LessonBarProps) {
  return (
    <header className="lesson-header">
      <div className="lesson-bar">
        <a className="button lesson-back" href="#/" aria-label="Course">
          <Icon name="back" />
          <span>Course</span>
        </a>
        {notebook !== null && (
          <button type="button" className="button lesson-outline-button" onClick={onOutline} aria-haspopup="dialog">
            <Icon name="outline" /> Outline
          </button>
        )}
        <span className="lesson-bar-title">{title}</span>
        {notebook !== null && (
          <>
            <KernelStatus notebook={notebook} />
            <div className="lesson-bar-run">
              <RunControl notebook={notebook} />
            </div>
            <LessonMenuButton notebook={notebook} onShortcuts={onShortcuts} />
          </>
        )}
        <ThemeSwitch />
      </div>
      {notebook !== null && <BarProblem notebook={notebook} />}
    </header>
  );
}

function BarProblem({ notebook }: { notebook: Notebook }) {
  const { problem } = useBox(notebook.session.state);
  if (problem === null) return null;
  return (
    <div className="lesson-bar-problem" role="alert">
      <ProblemNotice problem={problem} isOpen>
        <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => notebook.session.dismissProblem()}>
          <Icon name="close" />
        </button>
      </ProblemNotice>
    </div>
  );
}
