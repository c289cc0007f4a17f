/** Text of a file in the making: pieces are joined and encoded many at a time. */
const encoder = new TextEncoder();
const maxWaitingChars = 1 << 16;

export class TextFile {
  #waiting = "";
  #buffer = new Uint8Array(1 << 16);
  #length = 0;

  append(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length >= maxWaitingChars) this.#encode();
  }

  /** The whole text as UTF-8; bytes that own their buffer. */
  take(): Uint8Array {
    this.#encode();
    return this.#buffer.slice(0, this.#length);
  }

  #encode(): void {
    const needed = this.#length + this.#waiting.length * 3;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(needed * 2);
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#length += encoder.encodeInto(this.#waiting, this.#buffer.subarray(this.#length)).written;
    this.#waiting = "";
  }
}
