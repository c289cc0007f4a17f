/**
 * Saves a little after the last change, and at once when asked (before the page goes away).
 * Saves never overlap; a change during a save is saved after it.
 */
export class Autosave {
  readonly #save: () => Promise<void>;
  readonly #delay: number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #saving: Promise<void> = Promise.resolve();

  /**
   * @param save   writes the present state; handles its own failures
   * @param delay  ms of quiet before a save
   */
  constructor(save: () => Promise<void>, delay = 400) {
    this.#save = save;
    this.#delay = delay;
  }

  /** Notes that something changed. */
  schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.#delay);
  }

  /** Saves now if something is waiting; resolves when everything is written. */
  flush(): Promise<void> {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#saving = this.#saving.then(this.#save);
    }
    return this.#saving;
  }
}
