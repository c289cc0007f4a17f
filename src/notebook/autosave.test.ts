import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Autosave } from "./autosave.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("several quick changes are saved once", async () => {
  const save = vi.fn(async () => undefined);
  const autosave = new Autosave(save, 400);
  autosave.schedule();
  await vi.advanceTimersByTimeAsync(300);
  autosave.schedule();
  await vi.advanceTimersByTimeAsync(300);
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(save).toHaveBeenCalledTimes(1);
});

test("a flush saves at once, and only when something changed", async () => {
  const save = vi.fn(async () => undefined);
  const autosave = new Autosave(save, 400);
  await autosave.flush();
  expect(save).not.toHaveBeenCalled();
  autosave.schedule();
  await autosave.flush();
  await vi.advanceTimersByTimeAsync(1000);
  expect(save).toHaveBeenCalledTimes(1);
});

test("a save waits for the one before it", async () => {
  const order: string[] = [];
  let finishFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (finishFirst = resolve));
  let count = 0;
  const autosave = new Autosave(async () => {
    const name = `save ${++count}`;
    order.push(`${name} begins`);
    if (count === 1) await first;
    order.push(`${name} ends`);
  }, 400);
  autosave.schedule();
  void autosave.flush();
  autosave.schedule();
  const second = autosave.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(order).toEqual(["save 1 begins"]);
  finishFirst();
  await second;
  expect(order).toEqual(["save 1 begins", "save 1 ends", "save 2 begins", "save 2 ends"]);
});
