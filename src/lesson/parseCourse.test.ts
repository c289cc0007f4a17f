import { expect, test } from "vitest";
import { parseCourse } from "./parseCourse.ts";
import { parseLesson } from "./parseLesson.ts";

const problems = (text: string) => parseCourse(text).problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);

test("a course lists its lessons; path and title may be left out", () => {
  expect(parseCourse("title: T\ndescription: D\nlessons:\n  - { id: a, summary: S, minutes: 5 }\n  - { id: b, path: more/b, title: B, summary: S, minutes: 6 }\n")).toEqual({
    course: {
      title: "T",
      description: "D",
      lessons: [
        { id: "a", path: "a", title: "", summary: "S", minutes: 5 },
        { id: "b", path: "more/b", title: "B", summary: "S", minutes: 6 },
      ],
    },
    problems: [],
  });
});

test("each fault is at its place, and the entries that are right stay", () => {
  const text = "title: 5\nlesons: []\nlessons:\n  - { id: a, summary: S, minutes: 5 }\n  - { id: B, path: ../b, minutes: soon }\n  - { id: a, summary: S, minutes: 1 }\n";
  expect(problems(text)).toEqual([
    "1:1 E351 `description` is missing from the list of lessons.",
    "1:8 E352 `title` in the list of lessons is wrong: it must be text.",
    "2:1 E352 `lesons` in the list of lessons is wrong: no such key is known here.",
    "5:5 E351 `lessons.2.summary` is missing from the list of lessons.",
    "5:11 E352 `lessons.2.id` in the list of lessons is wrong: it must begin with a small letter and hold only small letters, digits and hyphens.",
    "5:20 E352 `lessons.2.path` in the list of lessons is wrong: it must be a folder under `lessons/`.",
    "5:35 E352 `lessons.2.minutes` in the list of lessons is wrong: it must be a number.",
    "6:11 E353 The lesson `a` is listed twice.",
  ]);
  expect(parseCourse(text).course.lessons.map(({ id }) => id)).toEqual(["a", "a"]);
});

test("what is no YAML is one problem at its place", () => {
  expect(problems("title: T\nlessons: [\n")).toEqual([expect.stringMatching(/^\d+:\d+ E350 /)]);
  expect(problems("")).toEqual(["1:1 E352 `everything` in the list of lessons is wrong: it must have `title`, `description` and `lessons`."]);
});

test("a course may say where npm packages come from; a lesson may say otherwise", () => {
  const course = "title: T\ndescription: D\nlessons: []\n";
  expect(parseCourse(`${course}cdn: https://cdn.example/{name}@{version}{path}\n`).course.cdn).toBe("https://cdn.example/{name}@{version}{path}");
  expect(parseCourse(course).course.cdn).toBeUndefined();
  expect(problems(`${course}cdn: ftp://cdn.example\n`)).toEqual([expect.stringMatching(/^4:6 E352 `cdn` in the list of lessons is wrong: it must be an address/)]);
  const lesson = "---\nid: a\ntitle: A\ncdn: http://localhost:8080/npm\n---\n";
  expect(parseLesson(lesson).document.header.cdn).toBe("http://localhost:8080/npm");
});
