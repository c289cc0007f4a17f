/** Text. Strings wait in an array and are joined and encoded many at a time: `encodeInto` per string is 20 times slower. */
import { Utf8, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { ByteRuns } from "./byteRuns.ts";
import { Column } from "./column.ts";

const encoder = new TextEncoder();
const maxWaiting = 4096;
const maxWaitingChars = 1 << 20;
/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const maxBytesPerChar = 3;

export class TextColumn extends Column {
  readonly #runs: ByteRuns;
  #waiting: string[] = [];
  #waitingChars = 0;

  constructor(table: string) {
    super();
    this.#runs = new ByteRuns(table);
  }

  get bytes(): number {
    return this.#runs.used + this.#waitingChars + this.length * 4;
  }

  write(row: number, value: string): void {
    const waiting = this.#waiting;
    if (this.isRewrite(row)) {
      waiting[waiting.length - 1] = value;
      return;
    }
    if (waiting.length >= maxWaiting || this.#waitingChars >= maxWaitingChars) this.#encodeWaiting();
    if (row - this.length > maxWaiting) {
      this.#encodeWaiting();
      this.#runs.padTo(row);
    } else {
      for (let skipped = this.length; skipped < row; skipped++) this.#waiting.push("");
    }
    this.advance(row);
    this.#waiting.push(value);
    this.#waitingChars += value.length;
  }

  /** The last text always waits: those before it are encoded when it comes. */
  protected override forgetLast(): void {
    this.#waitingChars -= this.#waiting.pop()?.length ?? 0;
  }

  finish(rows: number): Data {
    this.#encodeWaiting();
    this.#runs.padTo(rows);
    return makeData({ type: new Utf8(), ...this.takeNulls(rows), ...this.#runs.take() });
  }

  #encodeWaiting(): void {
    const [runs, waiting] = [this.#runs, this.#waiting];
    const joined = waiting.join("");
    runs.reserve(joined.length * maxBytesPerChar);
    runs.reserveRuns(waiting.length);
    const written = encoder.encodeInto(joined, runs.arena.subarray(runs.used)).written;
    if (written === joined.length) for (const text of waiting) runs.close(text.length);
    else if (written === waiting.reduce((sum, text) => sum + utf8Length(text), 0)) for (const text of waiting) runs.close(utf8Length(text));
    else for (const text of waiting) runs.close(encoder.encodeInto(text, runs.arena.subarray(runs.used)).written);
    this.#waiting = [];
    this.#waitingChars = 0;
  }
}

/** Bytes of a string in UTF-8; half of a surrogate pair counts as the replacement character that takes its place. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else if (code >= 0xd800 && code < 0xdc00 && at + 1 < text.length && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      bytes += 2;
      at++;
    } else bytes += 2;
  }
  return bytes;
}
