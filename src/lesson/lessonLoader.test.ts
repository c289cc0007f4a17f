import { expect, test } from "vitest";
import { lessonErrors } from "./errors.ts";
import { createLessonLoader } from "./lessonLoader.ts";
import { packLesson } from "./packedLesson.ts";
import { parseLesson } from "./parseLesson.ts";

const { document } = parseLesson("---\nid: a\ntitle: A\n---\r\nText ${x}.\r\n```ts cell id=x\r\nconst x =\r\n  1;\r\n```\r\n");
const load = createLessonLoader({ a: () => Promise.resolve({ default: packLesson(document) }) });

test("a lesson comes back as it was packed", async () => {
  expect(await load("a")).toEqual(document);
});

test("a lesson that the course does not have is a coded error", async () => {
  await expect(load("b")).rejects.toMatchObject({ code: "E356", message: "There is no lesson `b` in this course." });
  await expect(load("toString")).rejects.toMatchObject({ code: "E356" });
});

test("every error says why and what to do, under a name of its own", () => {
  const entries = Object.values(lessonErrors);
  expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  for (const { name, message, why, fix } of entries) expect([name, message, why, fix].every((text) => text.length > 3)).toBe(true);
});
