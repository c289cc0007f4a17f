import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lessonErrorName, readCourse } from "./readCourse.node.ts";
import { formatFileProblem } from "./fileProblem.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function read(files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), "course-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const { course, lessons, problems } = await readCourse(root);
  return { course, ids: lessons.map(({ id }) => id), lines: problems.map((problem) => formatFileProblem({ ...problem, file: relative(root, problem.file) }, lessonErrorName(problem.code))) };
}

const list = (...ids: string[]) => `title: T\ndescription: D\nlessons:\n${ids.map((id) => `  - { id: ${id}, summary: S, minutes: 1 }\n`).join("")}`;

test("lessons give the course their titles", async () => {
  const { course, ids, lines } = await read({ "lessons/course.yml": list("a", "b"), "lessons/a/lesson.md": "---\nid: a\ntitle: First\n---\n", "lessons/b/lesson.md": "---\nid: b\ntitle: Second\nrequires: [a]\n---\n" });
  expect(course.lessons.map(({ title }) => title)).toEqual(["First", "Second"]);
  expect([ids, lines]).toEqual([["a", "b"], []]);
});

test("what a lesson says of the course and of its files is checked", async () => {
  const { ids, lines } = await read({
    "lessons/course.yml": list("one", "two", "three"),
    "lessons/one/lesson.md": "---\nid: won\ntitle: One\nrequires: [two, thre]\ndata: { here: ./here.csv, gone: ./gone.csv }\n---\n",
    "lessons/one/here.csv": "a\n",
    "lessons/two/lesson.md": "---\nid: two\ntitle: Two\n---\n",
  });
  expect(ids).toEqual(["one", "two"]);
  expect(lines).toEqual([
    "lessons/one/lesson.md:5:33  E333 missing-data-file  The data file `./gone.csv` does not exist.",
    "lessons/one/lesson.md:2:5  E354 lesson-id-differs  The file calls itself `won`, the course calls it `one`.",
    "lessons/one/lesson.md:4:17  E355 unknown-requirement  warning: The course has no lesson `thre`. Did you mean `three`?",
    "lessons/three/lesson.md:1:1  E334 unreadable-lesson  The file cannot be read: there is no such file.",
  ]);
});
