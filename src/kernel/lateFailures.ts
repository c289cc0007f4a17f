/** Errors that come when nobody waits for them any more: rejections without a handler, and throws in timers. */
import { passesThroughCatch } from "../std/controlFlow.ts";

/** A rejection that has no handler yet. */
interface Rejection {
  readonly reason: unknown;
  /** The cell that ran when it was noticed. */
  readonly running: string | null;
  readonly timer: ReturnType<typeof setTimeout>;
}

export interface LateFailureListener {
  /** A cell's timer or another of its callbacks threw. */
  failed(cell: string, error: unknown): void;
  /** A promise was rejected and nobody handled it. `running` is blamed when the error itself does not say where it comes from. */
  rejected(running: string | null, reason: unknown): void;
}

/** While nothing runs, a rejection is reported this much later: its handler may be on the way. */
const idleGraceMs = 20;
/** While cells run, a promise may be the value that the next cell awaits; a cell that takes long does not hide it for ever. */
const runningGraceMs = 1_000;

export class LateFailures {
  readonly #listener: LateFailureListener;
  readonly #waiting = new Map<object, Rejection>();

  constructor(listener: LateFailureListener) {
    this.#listener = listener;
  }

  /** @param isBusy  a command is under way, and `settle` will be called at its end */
  add(promise: object, reason: unknown, running: string | null, isBusy: boolean): void {
    if (isExpected(reason) || this.#waiting.has(promise)) return;
    const timer = setTimeout(() => this.#report(promise), isBusy ? runningGraceMs : idleGraceMs);
    this.#waiting.set(promise, { reason, running, timer });
  }

  /** The promise is handled after all. */
  remove(promise: object): void {
    clearTimeout(this.#waiting.get(promise)?.timer);
    this.#waiting.delete(promise);
  }

  /** Everything has run that could have handled a promise: what is left is reported. */
  settle(): void {
    for (const promise of this.#waiting.keys()) this.#report(promise);
  }

  /** An error of a timer or another callback of a cell. */
  report(cell: string, error: unknown): void {
    if (!isExpected(error)) this.#listener.failed(cell, error);
  }

  #report(promise: object): void {
    const rejection = this.#waiting.get(promise);
    if (rejection === undefined) return;
    this.remove(promise);
    this.#listener.rejected(rejection.running, rejection.reason);
  }
}

/** What Stop leaves behind is nobody's mistake. */
function isExpected(error: unknown): boolean {
  return passesThroughCatch(error) || (typeof DOMException !== "undefined" && error instanceof DOMException && error.name === "AbortError");
}
