/** Row ids: fourteen characters of base64 for ten bytes, written straight as bytes. */
import { Utf8, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { ByteRuns } from "./byteRuns.ts";
import { Column } from "./column.ts";

const alphabet = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const idLength = 14;
/** `crypto.getRandomValues` gives at most this many bytes a call. */
const pool = new Uint8Array(65_520);
let poolAt = pool.length;

export class IdColumn extends Column {
  readonly #runs: ByteRuns;

  constructor(table: string) {
    super();
    this.#runs = new ByteRuns(table);
  }

  get bytes(): number {
    return this.#runs.used + this.length * 4;
  }

  /** A new random id: 80 random bits. */
  writeRandom(row: number): void {
    const runs = this.#begin(row, idLength);
    if (poolAt === pool.length) {
      crypto.getRandomValues(pool);
      poolAt = 0;
    }
    const [arena, at] = [runs.arena, runs.used];
    for (let index = 0; index < idLength - 1; index++) arena[at + index] = alphabet[(pool[poolAt + index] ?? 0) & 63] ?? 0;
    arena[at + idLength - 1] = alphabet[(pool[poolAt + idLength - 1] ?? 0) & 48] ?? 0;
    poolAt += idLength;
    runs.close(idLength);
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
