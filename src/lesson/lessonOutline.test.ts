import { expect, test } from "vitest";
import { lessonOutline } from "./lessonOutline.ts";
import { parseLesson } from "./parseLesson.ts";

const outline = (body: string) => lessonOutline(parseLesson(`---\nid: a\ntitle: A\n---\n${body}`).document);

test("headings are listed with their level and the block that holds them", () => {
  expect(outline("# One\n\ntext\n\n```ts cell id=a\n# no heading\n```\n\n### Two\nunder\n-----\n")).toEqual([
    { level: 1, text: "One", slug: "one", blockId: "prose-1" },
    { level: 3, text: "Two", slug: "two", blockId: "prose-2" },
    { level: 2, text: "under", slug: "under", blockId: "prose-2" },
  ]);
});

test("a heading's text is free of marks", () => {
  expect(outline("## `code`, *emphasis* & [a **link**](x) ![picture](y) &lt;b&gt; <i>tag</i> &#8364; \\*").map(({ text }) => text)).toEqual(["code, emphasis & a link picture <b> tag € *"]);
});

test("slugs are GitHub's: repeated headings are numbered, other alphabets stay", () => {
  expect(outline("# 2.1 Buffer\n# 2.1 Buffer\n# Was ist größer?\n# C & D\n# ???\n# 概要\n## 21-buffer-1").map(({ slug }) => slug)).toEqual(["21-buffer", "21-buffer-1", "was-ist-größer", "c--d", "section", "概要", "21-buffer-1-1"]);
});

test("headings in lists and quotes count, in the order of the page", () => {
  expect(outline("> # In a quote\n\n- # In a list\n  > ## Both\n\n# After").map(({ slug }) => slug)).toEqual(["in-a-quote", "in-a-list", "both", "after"]);
});
