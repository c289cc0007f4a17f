import { course, loadLesson } from "virtual:course";
import { useEffect, useState } from "react";
import type { CodedError } from "../diagnostic/codedError.ts";
import { reasonOf } from "../notebook/errors.ts";
import { kernelCells } from "../notebook/kernelCells.ts";
import { Notebook } from "../notebook/notebook.ts";
import { startKernel } from "../notebook/startKernel.ts";
import { appError } from "./errors.ts";

export type LessonState =
  | { readonly phase: "loading" }
  | { readonly phase: "ready"; readonly notebook: Notebook }
  | { readonly phase: "problem"; readonly problem: CodedError; readonly retry: (() => void) | null };

const loading: LessonState = { phase: "loading" };

/** Opens a lesson with the learner's edits, and closes it when the page is left. Runs nothing. A page shows one lesson: give it the id as its key. */
export function useLesson(id: string): LessonState {
  const [state, setState] = useState<LessonState>(loading);
  useEffect(() => {
    let notebook: Notebook | null = null;
    let isLeft = false;
    const open = async () => {
      if (!course.lessons.some((lesson) => lesson.id === id)) {
        setState({ phase: "problem", problem: appError("E605", { id }), retry: null });
        return;
      }
      try {
        const document = await loadLesson(id);
        const opened = new Notebook(document, kernelCells(document), startKernel, course.cdn);
        await opened.resume();
        if (isLeft) return;
        notebook = opened;
        setState({ phase: "ready", notebook: opened });
      } catch (error) {
        if (!isLeft) setState({ phase: "problem", problem: appError("E606", { id, reason: reasonOf(error) }, { cause: error }), retry });
      }
    };
    const retry = () => {
      setState(loading);
      void open();
    };
    void open();
    return () => {
      isLeft = true;
      notebook?.dispose();
    };
  }, [id]);
  return state;
}
