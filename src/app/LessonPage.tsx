import { course } from "virtual:course";
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { focusCell, scrollBehavior } from "../notebook/cellElements.ts";
import type { OutputActions } from "../outputs/actions.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { NotebookContext } from "../notebook/notebookContext.ts";
import { NotebookView } from "../notebook/NotebookView.tsx";
import { sectionsOf } from "../notebook/sections.ts";
import { LessonBar } from "./LessonBar.tsx";
import { LessonDialogs, type OpenDialog } from "./LessonDialogs.tsx";
import { LessonNotices } from "./LessonNotices.tsx";
import { LessonOutline } from "./LessonOutline.tsx";
import { PhoneBar } from "./PhoneBar.tsx";
import { ProblemPage } from "./ProblemView.tsx";
import { UndoToast } from "./UndoToast.tsx";
import { useActiveSection } from "./useActiveSection.ts";
import { useInnerLinks } from "./useInnerLinks.ts";
import { useLesson } from "./useLesson.ts";
import { useReadingPlace } from "./useReadingPlace.ts";
import { useRunOnOpen } from "./useRunOnOpen.ts";
import { useShortcutHelp } from "./useShortcutHelp.ts";
import { useTitle } from "./useTitle.ts";
import "./LessonPage.css";

/**
 * A lesson.
 *
 * @param id      lesson id from the address
 * @param anchor  heading or cell to begin at; undefined: the top
 */
export function LessonPage({ id, anchor }: { id: string; anchor: string | undefined }) {
  const lesson = useLesson(id);
  const entry = course.lessons.find((candidate) => candidate.id === id);
  const title = lesson.phase === "ready" ? lesson.notebook.document.header.title : (entry?.title ?? "");
  useTitle(lesson.phase === "problem" ? lesson.problem.message : title, course.title);

  if (lesson.phase === "problem") {
    const { retry } = lesson;
    return (
      <ProblemPage problem={lesson.problem}>
        {retry !== null && (
          <button type="button" className="text-button" onClick={retry}>
            Try again
          </button>
        )}
        <a href="#/">Course page</a>
      </ProblemPage>
    );
  }
  if (lesson.phase === "loading") return <LoadingLesson title={title} />;
  return <OpenLesson key={id} id={id} anchor={anchor} notebook={lesson.notebook} />;
}

function OpenLesson({ id, anchor, notebook }: { id: string; anchor: string | undefined; notebook: Notebook }) {
  const sections = useMemo(() => sectionsOf(notebook.document), [notebook]);
  const active = useActiveSection(useMemo(() => sections.map((section) => section.id), [sections]));
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const hrefTo = useCallback((place: string) => `#/lessons/${id}/${place}`, [id]);
  const access = useMemo(
    () => ({
      notebook,
      hrefTo,
      actions: {
        setInput: (input: string, value: unknown) => notebook.session.setInput(input, value),
        tablePage: (request: Parameters<typeof notebook.session.tablePage>[0]) => notebook.session.tablePage(request),
        ask: ((query) => notebook.session.askOutput(query)) satisfies OutputActions["ask"],
        goTo: (cell: string, line: number | null, column: number | null) => {
          focusCell(cell);
          if (line !== null) notebook.showPlace(cell, line, column ?? 1);
        },
      },
    }),
    [notebook, hrefTo],
  );
  useRunOnOpen(notebook);
  useReadingPlace(id, sections, active);
  useShortcutHelp(useCallback(() => setDialog("shortcuts"), []));
  useLayoutEffect(() => {
    if (anchor === undefined) scrollTo({ top: 0, behavior: "instant" });
    else goToAnchor(anchor, "instant");
  }, [anchor]);
  useEffect(() => {
    const save = () => void notebook.flush();
    addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", save);
    return () => {
      removeEventListener("pagehide", save);
      document.removeEventListener("visibilitychange", save);
    };
  }, [notebook]);

  const chooseSection = useCallback((section: string) => goToAnchor(section, scrollBehavior()), []);
  useInnerLinks(chooseSection);

  return (
    <NotebookContext value={access}>
      <LessonBar title={notebook.document.header.title} notebook={notebook} onOutline={() => setDialog("outline")} onShortcuts={() => setDialog("shortcuts")} />
      <div className="lesson-layout">
        <nav className="lesson-side" aria-label="Outline">
          <LessonOutline sections={sections} active={active} hrefTo={hrefTo} onChoose={chooseSection} />
        </nav>
        <main id="content" className="lesson-column" tabIndex={-1}>
          <LessonNotices notebook={notebook} />
          <NotebookView document={notebook.document} />
          <LessonEnd id={id} />
        </main>
      </div>
      <PhoneBar notebook={notebook} onOutline={() => setDialog("outline")} />
      <UndoToast notebook={notebook} />
      <LessonDialogs open={dialog} onClose={() => setDialog(null)} outline={{ sections, active, hrefTo, onChoose: chooseSection }} />
    </NotebookContext>
  );
}

/** What follows this lesson. */
function LessonEnd({ id }: { id: string }) {
  const next = course.lessons[course.lessons.findIndex((lesson) => lesson.id === id) + 1];
  return (
    <footer className="lesson-end">
      {next === undefined ? (
        <>
          This is the last lesson. <a href="#/">Course page</a>
        </>
      ) : (
        <>
          Next: <a href={`#/lessons/${next.id}`}>{next.title}</a>
          <span className="lesson-end-minutes">{next.minutes} min</span>
        </>
      )}
    </footer>
  );
}

/** The frame of the page with the space of the text that is on its way. */
function LoadingLesson({ title }: { title: string }) {
  return (
    <>
      <LessonBar title={title} notebook={null} onOutline={() => undefined} onShortcuts={() => undefined} />
      <div className="lesson-layout">
        <div className="lesson-side" />
        <main id="content" className="lesson-column" aria-busy="true" tabIndex={-1}>
          <h1 className="loading-title">{title}</h1>
        </main>
      </div>
    </>
  );
}

/** Brings a heading or a cell to the top of the page and moves the keyboard there. */
function goToAnchor(anchor: string, behavior: ScrollBehavior): void {
  const element = document.getElementById(anchor);
  if (element === null) return;
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "start", behavior });
}
