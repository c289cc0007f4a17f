import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lessonErrors, type LessonErrorCode } from "./errors.ts";
import { parseLesson } from "./parseLesson.ts";
import { printLesson } from "./printLesson.ts";

const folder = new URL("golden/", import.meta.url);
const lessons = readdirSync(folder).filter((name) => name.endsWith(".md"));

describe.each(lessons)("%s", (name) => {
  const source = readFileSync(new URL(name, folder), "utf8");
  const { document, problems } = parseLesson(source);

  test("is read as it always was", async () => {
    const { header, blocks } = document;
    await expect(`${JSON.stringify({ header, blocks }, null, 1)}\n`).toMatchFileSnapshot(`golden/${name.replace(".md", ".json")}`);
  });

  test("has the problems that it always had", async () => {
    const lines = problems.map(({ line, column, code, severity, message }) => `${line}:${column} ${code} ${lessonErrors[code as LessonErrorCode].name} ${severity}: ${message}`);
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`golden/${name.replace(".md", ".problems.txt")}`);
  });

  test("is printed byte for byte", () => {
    expect(Buffer.from(printLesson(document))).toEqual(readFileSync(new URL(name, folder)));
  });
});
