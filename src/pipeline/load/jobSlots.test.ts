import { expect, test } from "vitest";
import { WaitingJobs } from "../waitingJobs.ts";
import { Gate } from "./gate.ts";
import { runInSlots } from "./jobSlots.ts";
import { Room } from "./room.ts";

/** Works through jobs `a1 a2 b1 b2` and says how many were under way at most: in all, and of one table. */
async function busiest(strategy: "parallel" | "table-sequential" | "sequential", workers: number): Promise<{ all: number; ofOneTable: number }> {
  const jobs = new WaitingJobs<string>(() => 0);
  for (const job of ["a1", "a2", "b1", "b2"]) jobs.add(job);
  jobs.close();
  const underWay: string[] = [];
  let [all, ofOneTable] = [0, 0];
  await runInSlots({
    jobs,
    workers,
    strategy,
    tableOf: (job) => job.slice(0, 1),
    work: async (job) => {
      underWay.push(job);
      all = Math.max(all, underWay.length);
      ofOneTable = Math.max(ofOneTable, underWay.filter((other) => other[0] === job[0]).length);
      await new Promise((resolve) => setTimeout(resolve, 2));
      underWay.splice(underWay.indexOf(job), 1);
    },
  });
  return { all, ofOneTable };
}

test("jobs are under way together, one per table, or one at a time", async () => {
  expect(await busiest("parallel", 4)).toEqual({ all: 4, ofOneTable: 2 });
  expect(await busiest("parallel", 3)).toMatchObject({ all: 3 });
  expect(await busiest("table-sequential", 4)).toEqual({ all: 2, ofOneTable: 1 });
  expect(await busiest("sequential", 4)).toEqual({ all: 1, ofOneTable: 1 });
});

test("the first error ends the jobs that wait; those under way are waited for", async () => {
  const jobs = new WaitingJobs<number>(() => 0);
  for (const job of [1, 2, 3, 4]) jobs.add(job);
  jobs.close();
  const ended: number[] = [];
  const work = async (job: number): Promise<void> => {
    if (job === 1) throw new Error("refused");
    await new Promise((resolve) => setTimeout(resolve, 2));
    ended.push(job);
  };
  await expect(runInSlots({ jobs, workers: 2, strategy: "parallel", tableOf: () => "t", work })).rejects.toThrow("refused");
  expect(ended).toEqual([2]);
});

test("a gate lets a number of works in, the others in the order of asking, also after an error", async () => {
  const gate = new Gate(2);
  const log: string[] = [];
  const enter = (name: string, fails = false) =>
    gate.run(async () => {
      log.push(`+${name}`);
      await Promise.resolve();
      log.push(`-${name}`);
      if (fails) throw new Error(name);
    });
  const outcomes = await Promise.allSettled([enter("a", true), enter("b"), enter("c")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(log.indexOf("+c")).toBeGreaterThan(log.indexOf("-a"));
});

test("room: who finds it full waits, one may go beyond it, and nobody waits once it is open", async () => {
  const room = new Room(10);
  await room.take(50);
  let taken = false;
  const waiting = room.take(1).then(() => (taken = true));
  await Promise.resolve();
  expect([taken, room.held]).toEqual([false, 50]);
  room.give(50);
  await waiting;
  expect(room.held).toBe(1);
  room.add(20);
  const blocked = room.wait();
  room.open();
  await blocked;
  await room.take(100);
  expect(room.held).toBe(121);
});
