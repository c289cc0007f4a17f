/** Jobs that come while others are worked on. Whoever is free takes the one that stands first in the order. */
export class WaitingJobs<Job> {
  readonly #before: (a: Job, b: Job) => number;
  readonly #waiting: Job[] = [];
  readonly #takers: ((job: Job | undefined) => void)[] = [];
  #isClosed = false;

  /** @param before order in which waiting jobs are taken, as for `Array.sort` */
  constructor(before: (a: Job, b: Job) => number) {
    this.#before = before;
  }

  /** Jobs that nobody has taken yet. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Adds a job; one that waits for work gets it at once. Nothing happens after `close` or `drop`. */
  add(job: Job): void {
    if (this.#isClosed) return;
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker(job);
      return;
    }
    const at = this.#waiting.findIndex((other) => this.#before(job, other) < 0);
    this.#waiting.splice(at === -1 ? this.#waiting.length : at, 0, job);
  }

  /** The next job, as soon as there is one; undefined when none is left and none will come. */
  take(): Promise<Job | undefined> {
    const job = this.#waiting.shift();
    if (job !== undefined || this.#isClosed) return Promise.resolve(job);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** No more jobs will come. */
  close(): void {
    this.#isClosed = true;
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }

  /** Forgets the jobs that wait, and takes no more. */
  drop(): void {
    this.#waiting.length = 0;
    this.close();
  }
}
