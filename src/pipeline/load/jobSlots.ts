/** Load jobs, some of them under way at a time. */
import type { LoadConfig } from "../config/settings.ts";
import type { WaitingJobs } from "../waitingJobs.ts";

export interface SlotsSpec<Job> {
  readonly jobs: WaitingJobs<Job>;
  /** Jobs under way at the same time: LOAD__WORKERS. */
  readonly workers: number;
  /** `sequential`: one job at a time; `table-sequential`: one per table. */
  readonly strategy: LoadConfig["parallelismStrategy"];
  tableOf(job: Job): string;
  /** @param worker `load-1`, `load-2`, …; for the trace */
  work(job: Job, worker: string): Promise<void>;
}

/**
 * Works through jobs until none is left and none will come.
 *
 * @throws the first error of `work`, once the jobs that were under way have ended; waiting ones are dropped
 */
export async function runInSlots<Job>({ jobs, workers, strategy, tableOf, work }: SlotsSpec<Job>): Promise<void> {
  const tables = new Map<string, Promise<void>>();
  const slot = async (worker: string): Promise<void> => {
    for (let job = await jobs.take(); job !== undefined; job = await jobs.take()) {
      const before = strategy === "table-sequential" ? tables.get(tableOf(job)) : undefined;
      const taken = job;
      const mine = (before ?? Promise.resolve()).then(() => work(taken, worker));
      if (strategy === "table-sequential") tables.set(tableOf(job), mine.catch(() => undefined));
      try {
        await mine;
      } catch (error) {
        jobs.drop();
        throw error;
      }
    }
  };
  const slots = Array.from({ length: strategy === "sequential" ? 1 : workers }, (_, index) => slot(`load-${index + 1}`));
  const outcomes = await Promise.allSettled(slots);
  const rejected = outcomes.find((outcome) => outcome.status === "rejected");
  if (rejected !== undefined) throw rejected.reason;
}
