import { expect, test } from "vitest";
import { WaitingJobs } from "./waitingJobs.ts";

const largestFirst = () => new WaitingJobs<number>((a, b) => b - a);

test("the largest job that waits is taken first, whenever it came", async () => {
  const jobs = largestFirst();
  for (const job of [2, 5, 1]) jobs.add(job);
  expect([await jobs.take(), jobs.size]).toEqual([5, 2]);
  jobs.add(4);
  jobs.close();
  expect([await jobs.take(), await jobs.take(), await jobs.take(), await jobs.take()]).toEqual([4, 2, 1, undefined]);
});

test("who waits gets the next job, in the order of asking", async () => {
  const jobs = largestFirst();
  const both = [jobs.take(), jobs.take()];
  jobs.add(1);
  jobs.add(9);
  expect(await Promise.all(both)).toEqual([1, 9]);
});

test("closing tells those who wait that nothing comes; dropping forgets what waited", async () => {
  const jobs = largestFirst();
  const waiting = jobs.take();
  jobs.close();
  expect(await waiting).toBeUndefined();
  const dropped = largestFirst();
  dropped.add(1);
  dropped.drop();
  dropped.add(2);
  expect(await dropped.take()).toBeUndefined();
});
