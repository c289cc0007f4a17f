import { useEffect } from "react";
import type { LessonSection } from "../notebook/sections.ts";
import { loadProgress, reachSection, saveProgress } from "./progress.ts";

/** Remembers how far the reader is, so that the course page can lead back there. */
export function useReadingPlace(lesson: string, sections: readonly LessonSection[], active: string | null): void {
  useEffect(() => {
    const index = sections.findIndex((section) => section.id === active);
    const section = sections[index];
    saveProgress(reachSection(loadProgress(), lesson, section === undefined ? null : { id: section.id, title: section.title }, index, sections.length));
  }, [lesson, sections, active]);
}
