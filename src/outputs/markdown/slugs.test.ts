import { expect, test } from "vitest";
import { createSlugger } from "./slugs.ts";

test("slugs are those of GitHub, and unique", () => {
  const slug = createSlugger();
  expect(slug("2.1 Buffer")).toBe("21-buffer");
  expect(slug("What's new? A_b & c")).toBe("whats-new-a_b--c");
  expect(slug("Übung — Größe")).toBe("übung--größe");
  expect(slug("Intro")).toBe("intro");
  expect(slug("Intro")).toBe("intro-1");
  expect(slug("Intro")).toBe("intro-2");
  expect(slug("Intro-1")).toBe("intro-1-1");
});

test("a heading of signs alone still has an id", () => {
  expect(createSlugger()("!!!")).toBe("section");
});
