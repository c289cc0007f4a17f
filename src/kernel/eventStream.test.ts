import { expect, test } from "vitest";
import { EventStream } from "./eventStream.ts";
import type { KernelEvent } from "./protocol.ts";

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("events are sent in order, in batches", async () => {
  const batches: (readonly KernelEvent[])[] = [];
  const stream = new EventStream((events) => batches.push(events), () => performance.now());
  stream.push({ type: "busyChanged", busy: true });
  stream.push({ type: "outputsCleared", id: "a" });
  expect(batches).toEqual([]);
  await wait(40);
  expect(batches).toEqual([[{ type: "busyChanged", busy: true }, { type: "outputsCleared", id: "a" }]]);
});

test("an output that changes often is made and sent once per batch", () => {
  const batches: (readonly KernelEvent[])[] = [];
  const stream = new EventStream((events) => batches.push(events), () => 0);
  const key = {};
  let made = 0;
  for (let at = 0; at < 1000; at += 1) {
    stream.pushLater(key, () => {
      made += 1;
      return { type: "outputsCleared", id: String(at) };
    });
  }
  stream.flush();
  expect(made).toBe(1);
  expect(batches).toEqual([[{ type: "outputsCleared", id: "999" }]]);
});

test("a loop that gives timers no turn sends after 100 ms all the same", () => {
  let now = 0;
  const batches: unknown[] = [];
  const stream = new EventStream((events) => batches.push(events), () => now);
  stream.push({ type: "outputsCleared", id: "a" });
  stream.tick();
  expect(batches).toHaveLength(0);
  now = 101;
  stream.tick();
  expect(batches).toHaveLength(1);
  stream.close();
});
