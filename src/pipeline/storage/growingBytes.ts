/** Bytes that grow at the end, in one buffer that doubles: many small writes cost no allocation each. */

const encoder = new TextEncoder();
const firstCapacity = 4 * 1024;

export class GrowingBytes {
  #buffer = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is there: a view, valid until the next append. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Appends text as UTF-8; returns the number of bytes. */
  appendText(text: string): number {
    const begin = this.#length;
    let rest = text;
    this.#reserve(rest.length);
    for (;;) {
      const { read, written } = encoder.encodeInto(rest, this.#buffer.subarray(this.#length));
      this.#length += written;
      if (read === rest.length) return this.#length - begin;
      rest = rest.slice(read);
      // A character takes three bytes at most, four for a pair of them.
      this.#reserve(rest.length * 3);
    }
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.byteLength);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.byteLength;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.byteLength) return;
    const grown = new Uint8Array(Math.max(needed, this.#buffer.byteLength * 2, firstCapacity));
    grown.set(this.bytes);
    this.#buffer = grown;
  }
}
