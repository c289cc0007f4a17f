/** Tells when a worker has worked long enough on one batch, without a look at the clock for every row. */

/** Longest work on one batch, in ms, when rows come slowly: progress, Stop and generators that share the worker get their turn. */
const sliceMs = 100;
/** A look at the clock costs as much as some rows; between two there should lie about this long, in ms. */
const lookMs = 1;
const mostRowsBetweenLooks = 1_024;

export class SliceClock {
  readonly #began = performance.now();
  #lastLook = this.#began;
  #stride = 1;
  #untilLook = 1;

  /** Counts an item; true when the slice is over. */
  isOver(): boolean {
    if (--this.#untilLook > 0) return false;
    const at = performance.now();
    if (at - this.#lastLook < lookMs) this.#stride = Math.min(this.#stride * 2, mostRowsBetweenLooks);
    else this.#stride = Math.max(1, Math.floor(this.#stride / 4));
    this.#lastLook = at;
    this.#untilLook = this.#stride;
    return at - this.#began >= sliceMs;
  }
}
