/** Byte strings one behind the other, with the offset at which each begins: the inside of text and binary columns. */
import { pipelineError } from "../../errors.ts";
import { firstCapacity } from "./column.ts";

const firstBytes = 16_384;
/** Arrow addresses the bytes of a column with 31 bits. */
const maxBytes = 2 ** 31 - 1;

export class ByteRuns {
  #table: string;
  /** Where each run begins; one more than there are runs. */
  offsets = new Int32Array(firstCapacity + 1);
  arena = new Uint8Array(firstBytes);
  /** Bytes in use. */
  used = 0;
  count = 0;

  /** @param table for the message when the runs grow past 2 GB */
  constructor(table: string) {
    this.#table = table;
  }

  /** Makes room for `bytes` more bytes. @throws E425 past 2 GB */
  reserve(bytes: number): void {
    const needed = this.used + bytes;
    if (this.arena.length >= needed) return;
    if (needed > maxBytes) throw pipelineError("E425", { table: this.#table });
    const grown = new Uint8Array(Math.min(needed * 2, maxBytes));
    grown.set(this.arena.subarray(0, this.used));
    this.arena = grown;
  }

  /** Makes room for `runs` more runs. */
  reserveRuns(runs: number): void {
    const needed = this.count + runs + 1;
    if (this.offsets.length >= needed) return;
    const grown = new Int32Array(needed * 2);
    grown.set(this.offsets.subarray(0, this.count + 1));
    this.offsets = grown;
  }

  /** Ends a run of `length` bytes, already written at `used`. */
  close(length: number): void {
    if (this.offsets.length < this.count + 2) this.reserveRuns(1);
    this.used += length;
    this.offsets[++this.count] = this.used;
  }

  /** Adds empty runs until there are `count`. */
  padTo(count: number): void {
    if (count <= this.count) return;
    this.reserveRuns(count - this.count);
    this.offsets.fill(this.used, this.count + 1, count + 1);
    this.count = count;
  }

  /** Forgets the last run. */
  dropLast(): void {
    this.count--;
    this.used = this.offsets[this.count] ?? 0;
  }

  /** The bytes of a run; a view. */
  at(run: number): Uint8Array {
    return this.arena.subarray(this.offsets[run], this.offsets[run + 1]);
  }

  /** What `makeData` wants; forgets everything. */
  take(): { readonly valueOffsets: Int32Array; readonly data: Uint8Array } {
    const taken = { valueOffsets: this.offsets.subarray(0, this.count + 1), data: this.arena.subarray(0, this.used) };
    this.offsets = new Int32Array(firstCapacity + 1);
    this.arena = new Uint8Array(firstBytes);
    this.used = 0;
    this.count = 0;
    return taken;
  }
}
