/** Bytes that may be held at a time. One holder may go beyond the limit, or a large file would wait for ever. */
export class Room {
  readonly #limit: number;
  #held = 0;
  #isOpen = false;
  #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that are held now. */
  get held(): number {
    return this.#held;
  }

  /** Resolves when there is room, and takes it. */
  async take(bytes: number): Promise<void> {
    while (!this.#isOpen && this.#held > 0 && this.#held + bytes > this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#held += bytes;
  }

  /** Resolves when less than the limit is held; takes nothing. */
  async wait(): Promise<void> {
    while (!this.#isOpen && this.#held >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Takes room that must be had, whatever the limit. */
  add(bytes: number): void {
    this.#held += bytes;
  }

  give(bytes: number): void {
    this.#held -= bytes;
    this.#wake();
  }

  /** Nobody waits any more, now or later: the holders are about to give up. */
  open(): void {
    this.#isOpen = true;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
