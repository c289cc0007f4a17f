/** Errors that come when nobody waits for them any more: rejections without a handler, and throws in timers. */
import { passesThroughCatch } from "../std/controlFlow.ts";

/** @param cell  the cell to blame when the error itself does not say where it comes from */
export type ReportLate = (cell: string | null, error: unknown) => void;

const graceMs = 20;

/**
 * A rejection is reported a moment after it happened: a promise that is a value of one cell may get its handler in
 * the next one.
 */
export class LateFailures {
  readonly #report: ReportLate;
  readonly #waiting = new Map<object, ReturnType<typeof setTimeout>>();

  constructor(report: ReportLate) {
    this.#report = report;
  }

  add(promise: object, reason: unknown, running: string | null): void {
    if (isExpected(reason)) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(promise);
      this.#report(running, reason);
    }, graceMs);
    this.#waiting.set(promise, timer);
  }

  remove(promise: object): void {
    clearTimeout(this.#waiting.get(promise));
    this.#waiting.delete(promise);
  }

  /** An error of a timer or another callback of a cell. */
  report(cell: string, error: unknown): void {
    if (!isExpected(error)) this.#report(cell, error);
  }
}

/** What Stop leaves behind is nobody's mistake. */
function isExpected(error: unknown): boolean {
  return passesThroughCatch(error) || (typeof DOMException !== "undefined" && error instanceof DOMException && error.name === "AbortError");
}
