import { expect, test, vi } from "vitest";
import { Box } from "./box.ts";

test("a new value calls every listener once", () => {
  const box = new Box(1);
  const listener = vi.fn();
  box.subscribe(listener);
  box.update((value) => value + 1);
  expect(box.get()).toBe(2);
  expect(listener).toHaveBeenCalledTimes(1);
});

test("setting the value that is held tells nobody", () => {
  const value = {};
  const box = new Box(value);
  const listener = vi.fn();
  box.subscribe(listener);
  box.set(value);
  expect(listener).not.toHaveBeenCalled();
});

test("a listener that ends itself does not keep the next one from being called", () => {
  const box = new Box(1);
  const second = vi.fn();
  const end = box.subscribe(() => end());
  box.subscribe(second);
  box.set(2);
  box.set(3);
  expect(second).toHaveBeenCalledTimes(2);
});
