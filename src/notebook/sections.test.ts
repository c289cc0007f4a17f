import { expect, test } from "vitest";
import { parseLesson } from "../lesson/parseLesson.ts";
import { headingIdsOf, sectionsOf } from "./sections.ts";

const { document } = parseLesson("---\nid: taps\ntitle: Taps\nversion: 1\n---\n# Taps\n\n## Drip\n\n```ts cell id=a\n1;\n```\n\n### Drip\n\n#### Deep\n");

test("sections are the headings of the second and third level", () => {
  expect(sectionsOf(document)).toEqual([
    { id: "drip", title: "Drip", level: 2 },
    { id: "drip-1", title: "Drip", level: 3 },
  ]);
});

test("every heading has an id of its own, also across prose blocks", () => {
  expect([...headingIdsOf(document).values()]).toEqual([["taps", "drip"], ["drip-1", "deep"]]);
});
