/** Row ids: fourteen characters of base64 for ten bytes, written straight as bytes. */
import { Utf8, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { ByteRuns } from "./byteRuns.ts";
import { Column } from "./column.ts";

const alphabet = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const idLength = 14;
/** `crypto.getRandomValues` gives at most 65,536 bytes a call. */
const maxBlockIds = 4680;
const firstBlockIds = 64;

export class IdColumn extends Column {
  readonly #runs: ByteRuns;
  /** Where random ids that are ready, but not used yet, begin and end in the arena. */
  #readyAt = 0;
  #readyEnd = 0;
  #blockIds = firstBlockIds;

  constructor(table: string) {
    super();
    this.#runs = new ByteRuns(table);
  }

  get bytes(): number {
    return this.#runs.used + this.length * 4;
  }

  /** A new random id: 80 random bits. Ids are made many at a time, in the place where they will stand. */
  writeRandom(row: number): void {
    const runs = this.#runs;
    if (this.isRewrite(row)) runs.dropLast();
    else this.advance(row);
    runs.padTo(row);
    if (runs.used !== this.#readyAt || this.#readyAt === this.#readyEnd) this.#makeReady();
    this.#readyAt += idLength;
    runs.close(idLength);
  }

  #makeReady(): void {
    const runs = this.#runs;
    // Ids that the data brought stand between: few random ones may follow.
    this.#blockIds = runs.used === this.#readyAt ? Math.min(this.#blockIds * 4, maxBlockIds) : firstBlockIds;
    const bytes = this.#blockIds * idLength;
    runs.reserve(bytes);
    const block = runs.arena.subarray(runs.used, runs.used + bytes);
    crypto.getRandomValues(block);
    // Eighty bits fill thirteen characters and two bits of the fourteenth.
    for (let at = idLength - 1; at < bytes; at += idLength) block[at] = (block[at] ?? 0) & 48;
    for (let at = 0; at < bytes; at++) block[at] = alphabet[(block[at] ?? 0) & 63] ?? 0;
    this.#readyAt = runs.used;
    this.#readyEnd = runs.used + bytes;
  }

  /** An id that is known. */
  writeText(row: number, id: string): void {
    const runs = this.#begin(row, id.length * 3);
    runs.close(encoder.encodeInto(id, runs.arena.subarray(runs.used)).written);
  }

  /** The id in a row of another column. */
  copy(row: number, from: IdColumn, fromRow: number): void {
    const source = from.#runs;
    const [start, end] = [source.offsets[fromRow] ?? 0, source.offsets[fromRow + 1] ?? 0];
    const runs = this.#begin(row, end - start);
    const [arena, target, bytes] = [runs.arena, runs.used - start, source.arena];
    for (let at = start; at < end; at++) arena[target + at] = bytes[at] ?? 0;
    runs.close(end - start);
  }

  /** True if the row has an id already. */
  has(row: number): boolean {
    return this.isRewrite(row);
  }

  textAt(row: number): string {
    return decoder.decode(this.#runs.at(row));
  }

  protected override forgetLast(): void {
    this.#runs.dropLast();
  }

  finish(rows: number): Data {
    this.#runs.padTo(rows);
    this.#readyAt = this.#readyEnd = 0;
    this.#blockIds = firstBlockIds;
    return makeData({ type: new Utf8(), ...this.takeNulls(rows), ...this.#runs.take() });
  }

  #begin(row: number, bytes: number): ByteRuns {
    const runs = this.#runs;
    if (this.isRewrite(row)) runs.dropLast();
    else this.advance(row);
    runs.padTo(row);
    runs.reserve(bytes);
    return runs;
  }
}
