import { expect, test, vi } from "vitest";
import { LearnerTexts } from "./learnerTexts.ts";

function open(onEdit: () => void = () => undefined): LearnerTexts {
  return new LearnerTexts(new Map([["a", "one"], ["b", "two"]]), onEdit);
}

test("only texts that differ from the author's are edits", () => {
  const texts = open();
  texts.edit("a", "1");
  texts.edit("b", "2");
  texts.edit("b", "two");
  expect([...texts.edits()]).toEqual([["a", "1"]]);
});

test("an edit to the same text is none", () => {
  const onEdit = vi.fn();
  const texts = open(onEdit);
  texts.edit("a", "one");
  expect(onEdit).not.toHaveBeenCalled();
});

test("resumed edits are not saved again", () => {
  const onEdit = vi.fn();
  const texts = open(onEdit);
  texts.resume(new Map([["a", "1"]]), new Set(["a"]));
  expect(onEdit).not.toHaveBeenCalled();
  expect(texts.of("a")?.get()).toMatchObject({ text: "1", conflict: true });
});

test("a text is uncommitted when the kernel has another one", () => {
  const texts = open();
  texts.edit("a", "1");
  expect(texts.uncommitted()).toEqual([]);
  texts.commit([{ id: "a", code: "one" }, { id: "b", code: "two" }]);
  expect(texts.uncommitted()).toEqual([{ id: "a", code: "1" }]);
});

test("a reset puts the author's text back, and undo the learner's", () => {
  const texts = open();
  texts.resume(new Map([["a", "1"]]), new Set(["a"]));
  expect(texts.reset(["a", "b"], "Reset the lesson")).toBe(true);
  expect(texts.of("a")?.get()).toMatchObject({ text: "one", conflict: false });
  expect(texts.undo.get()?.label).toBe("Reset the lesson");
  texts.undoReset();
  expect(texts.of("a")?.get()).toMatchObject({ text: "1", conflict: true });
  expect(texts.undo.get()).toBeNull();
});

test("resetting what was not edited changes nothing and offers no undo", () => {
  const texts = open();
  expect(texts.reset(["a"], "Reset “a”")).toBe(false);
  expect(texts.undo.get()).toBeNull();
});
