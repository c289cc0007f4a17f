/** A guess at how much text rows will be, from every few hundredth row: encoding each row twice would halve the speed. */

/** Rows between two that are looked at. */
const rowsPerSample = 256;

export class RowSize {
  #untilSample = 0;
  #chars = 0;

  /**
   * Counts rows that arrive together.
   *
   * @param first stands for the others
   * @returns about how many characters their JSON has
   */
  charsOf(first: unknown, rows: number): number {
    this.#untilSample -= rows;
    if (this.#untilSample < 0) {
      this.#untilSample = rowsPerSample;
      this.#chars = jsonLength(first) ?? this.#chars;
    }
    return this.#chars * rows;
  }
}

/** Undefined for what JSON cannot write: the encoder knows more, and names what it refuses. */
function jsonLength(value: unknown): number | undefined {
  try {
    return JSON.stringify(value)?.length;
  } catch {
    return undefined;
  }
}
