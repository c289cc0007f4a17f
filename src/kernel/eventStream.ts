/** Collects what happens and sends it in batches. */
import type { KernelEvent } from "./protocol.ts";

const batchMs = 16;
const longLoopMs = 100;

export type EventSink = (events: readonly KernelEvent[]) => void;

/**
 * Events keep their order. A batch goes out at most every 16 ms while code runs, and at once when `flush` is called.
 * Updates of one output are made only when the batch goes out, so that a chart which grows by a thousand points
 * between two batches is sent once.
 */
export class EventStream {
  readonly #now: () => number;
  #sink: EventSink;
  #waiting: KernelEvent[] = [];
  readonly #updates = new Map<object, () => KernelEvent | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastFlush = 0;

  constructor(sink: EventSink, now: () => number) {
    this.#sink = sink;
    this.#now = now;
  }

  push(event: KernelEvent): void {
    this.#waiting.push(event);
    this.#schedule();
  }

  /** Sends `make()` with the next batch; a later call with the same key replaces it. */
  pushLater(key: object, make: () => KernelEvent | null): void {
    this.#updates.set(key, make);
    this.#schedule();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFlush = this.#now();
    for (const make of this.#updates.values()) {
      const event = make();
      if (event !== null) this.#waiting.push(event);
    }
    this.#updates.clear();
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#sink(batch);
  }

  /** Called from loops that do not give timers a turn. */
  tick(): void {
    if (this.#now() - this.#lastFlush > longLoopMs) this.flush();
  }

  /** Milliseconds since something was last sent. */
  sinceFlush(): number {
    return this.#now() - this.#lastFlush;
  }

  /** Sends nothing any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#sink = () => undefined;
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), batchMs);
  }
}
