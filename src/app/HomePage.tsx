import { course } from "virtual:course";
import { useLayoutEffect } from "react";
import type { CourseEntry } from "../lesson/types.ts";
import { describeProgress, loadProgress, type Progress } from "./progress.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { useTitle } from "./useTitle.ts";
import "./HomePage.css";

/** The course: what it is, the one thing to do next, and all lessons. */
export function HomePage() {
  useTitle(null, course.title);
  useLayoutEffect(() => {
    scrollTo({ top: 0, behavior: "instant" });
  }, []);
  const progress = loadProgress();
  const next = nextStep(course.lessons, progress);
  return (
    <div className="home">
      <header className="home-bar">
        <ThemeSwitch />
      </header>
      <main id="content" tabIndex={-1}>
        <h1>{course.title}</h1>
        <p className="home-description">{course.description}</p>
        {next !== null && (
          <a className="home-next" href={next.href}>
            <span className="home-next-verb">{next.verb}</span> {next.title}
          </a>
        )}
        <h2 className="visually-hidden">Lessons</h2>
        <ol className="lesson-list">
          {course.lessons.map((lesson) => {
            const state = describeProgress(progress.lessons[lesson.id]);
            return (
              <li key={lesson.id}>
                <a href={`#/lessons/${lesson.id}`}>{lesson.title}</a>
                <p className="lesson-summary">{lesson.summary}</p>
                <p className="lesson-facts">
                  <span>{lesson.minutes} min</span>
                  <span data-state={state}>{state}</span>
                </p>
              </li>
            );
          })}
        </ol>
      </main>
    </div>
  );
}

/** The one prominent action: where the reader was, else the first lesson. */
function nextStep(lessons: readonly CourseEntry[], progress: Progress): { verb: string; title: string; href: string } | null {
  const last = lessons.find((lesson) => lesson.id === progress.last);
  const place = last === undefined ? undefined : progress.lessons[last.id];
  if (last !== undefined && place !== undefined) {
    const { section } = place;
    const following = lessons[lessons.indexOf(last) + 1];
    if (describeProgress(place) === "Read" && following !== undefined) return { verb: "Next:", title: following.title, href: `#/lessons/${following.id}` };
    return { verb: "Continue:", title: section?.title ?? last.title, href: `#/lessons/${last.id}${section === null ? "" : `/${section.id}`}` };
  }
  const first = lessons[0];
  return first === undefined ? null : { verb: "Start:", title: first.title, href: `#/lessons/${first.id}` };
}
