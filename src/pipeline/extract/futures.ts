/** Work that extract waits for beside its loop: promises, calls of async generators, deferred calls. Bounded; results come as they are ready. */

/** What a promise came to, and what is to be done with it. */
export interface Settled {
  /** Goes on with the value, or throws what was thrown. */
  proceed(): Promise<void> | undefined;
}

interface Waiting {
  readonly name: string;
}

export class Futures {
  readonly #maxItems: number;
  readonly #maxCalls: number;
  readonly #waiting = new Set<Waiting>();
  readonly #calls: (() => void)[] = [];
  #runningCalls = 0;
  #done: Settled[] = [];
  #wakes: (() => void)[] = [];

  /**
   * @param maxItems promises and calls under way together (`max_parallel_items`)
   * @param maxCalls deferred calls running together (`workers`)
   */
  constructor(maxItems: number, maxCalls: number) {
    this.#maxItems = maxItems;
    this.#maxCalls = maxCalls;
  }

  get isFull(): boolean {
    return this.#waiting.size >= this.#maxItems;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0 && this.#done.length === 0;
  }

  /** Whose work is under way, each named once. */
  get names(): string[] {
    return [...new Set([...this.#waiting].map(({ name }) => name))];
  }

  /** Waits for a promise; `proceed` gets its value, `failed` what it was rejected with. */
  watch<Value>(name: string, promise: PromiseLike<Value>, proceed: (value: Value) => Promise<void> | undefined, failed: (error: unknown) => never): void {
    const waiting: Waiting = { name };
    this.#waiting.add(waiting);
    const settle = (settled: Settled): void => {
      this.#waiting.delete(waiting);
      this.#done.push(settled);
      for (const wake of this.#wakes.splice(0)) wake();
    };
    promise.then(
      (value) => settle({ proceed: () => proceed(value) }),
      (error: unknown) => settle({ proceed: () => failed(error) }),
    );
  }

  /** Makes a call when a worker is free. What it throws at once counts as a rejection. */
  watchCall<Value>(name: string, call: () => Value | PromiseLike<Value>, proceed: (value: Value) => Promise<void> | undefined, failed: (error: unknown) => never): void {
    const outcome = new Promise<Value>((resolve, reject) => {
      this.#calls.push(() => {
        this.#runningCalls++;
        void (async () => {
          try {
            resolve(await call());
          } catch (error) {
            reject(error as Error);
          } finally {
            this.#runningCalls--;
            this.#startCalls();
          }
        })();
      });
    });
    this.watch(name, outcome, proceed, failed);
    this.#startCalls();
  }

  /** The first that is ready, if one is. */
  take(): Settled | undefined {
    return this.#done.length === 0 ? undefined : this.#done.shift();
  }

  /** Resolves when something is ready. */
  async ready(): Promise<void> {
    if (this.#done.length === 0) await this.#change();
  }

  /** Resolves when fewer than the most are under way. */
  async room(): Promise<void> {
    while (this.isFull) await this.#change();
  }

  /** Calls that have not begun are not made any more. */
  cancel(): void {
    this.#calls.length = 0;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakes.push(resolve);
    });
  }

  #startCalls(): void {
    while (this.#runningCalls < this.#maxCalls) {
      const start = this.#calls.shift();
      if (start === undefined) return;
      start();
    }
  }
}
