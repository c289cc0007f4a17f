import { expect, test } from "vitest";
import { parseLesson } from "./parseLesson.ts";
import { toNotebookCells } from "./toNotebookCells.ts";
import { withoutSolutions } from "./withoutSolutions.ts";

const source = "---\nid: a\ntitle: A\n---\nThere are ${n}.\n\n```ts exercise id=e manual\nstart\n```\n\n```ts solution for=e\nconst secret = 1;\n\nsecret\n```\n\nPlain prose.\n```ts check for=e\nlook\n```\n".replaceAll("\n", "\r\n");

test("solutions are neither in the blocks nor in the source, and all else keeps its line", () => {
  const { document } = parseLesson(source);
  const published = withoutSolutions(document);
  expect(published.source).not.toMatch(/secret|solution/);
  expect(published.blocks.map(({ id, line }) => [id, line])).toEqual(document.blocks.filter(({ id }) => id !== "solution-of-e").map(({ id, line }) => [id, line]));
  expect(published.source.split("\r\n")).toHaveLength(source.split("\r\n").length);
});

test("a lesson without solutions stays the same object", () => {
  const { document } = parseLesson("text");
  expect(withoutSolutions(document)).toBe(document);
});

test("a kernel gets the cells in page order: no solution, and prose only when it computes", () => {
  expect(toNotebookCells(parseLesson(source).document)).toEqual([
    { id: "prose-1", code: "There are ${n}.", lang: "md", role: "prose", manual: false, disabled: false },
    { id: "e", code: "start", lang: "ts", role: "exercise", manual: true, disabled: false },
    { id: "check-1-of-e", code: "look", lang: "ts", role: "check", manual: false, disabled: false },
  ]);
});
