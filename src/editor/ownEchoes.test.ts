import { expect, test } from "vitest";
import { OwnEchoes } from "./ownEchoes.ts";

test("a text that was sent is an echo, also when newer ones were sent since", () => {
  const echoes = new OwnEchoes();
  echoes.sent("a");
  echoes.sent("ab");
  expect(echoes.returns("a")).toBe(true);
  expect(echoes.returns("ab")).toBe(true);
});

test("skipped answers are forgotten with the one that came", () => {
  const echoes = new OwnEchoes();
  echoes.sent("a");
  echoes.sent("ab");
  expect(echoes.returns("ab")).toBe(true);
  expect(echoes.returns("a")).toBe(false);
});

test("a text of someone else's is not an echo", () => {
  const echoes = new OwnEchoes();
  echoes.sent("a");
  expect(echoes.returns("reset")).toBe(false);
  expect(echoes.returns("a")).toBe(false);
});
