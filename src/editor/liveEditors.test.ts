import { expect, test } from "vitest";
import { takeSlot } from "./liveEditors.ts";

test("a fourth editor closes the one used longest ago", () => {
  const closed: string[] = [];
  const a = takeSlot(() => closed.push("a"));
  const b = takeSlot(() => closed.push("b"));
  const c = takeSlot(() => closed.push("c"));
  a.touch();
  const d = takeSlot(() => closed.push("d"));
  expect(closed).toEqual(["b"]);
  for (const slot of [a, b, c, d]) slot.release();
});

test("a released place is free again", () => {
  const closed: string[] = [];
  const slots = ["a", "b", "c"].map((name) => takeSlot(() => closed.push(name)));
  slots[1]?.release();
  const d = takeSlot(() => closed.push("d"));
  expect(closed).toEqual([]);
  for (const slot of [...slots, d]) slot.release();
});
