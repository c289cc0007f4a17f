/** Bytes. */
import { Binary, makeData } from "apache-arrow";
import type { Data } from "apache-arrow";
import { ByteRuns } from "./byteRuns.ts";
import { Column } from "./column.ts";

export class BinaryColumn extends Column {
  readonly #runs: ByteRuns;

  constructor(table: string) {
    super();
    this.#runs = new ByteRuns(table);
  }

  get bytes(): number {
    return this.#runs.used + this.length * 4;
  }

  write(row: number, value: Uint8Array): void {
    const runs = this.#runs;
    if (this.isRewrite(row)) runs.dropLast();
    else this.advance(row);
    runs.padTo(row);
    runs.reserve(value.length);
    runs.arena.set(value, runs.used);
    runs.close(value.length);
  }

  protected override forgetLast(): void {
    this.#runs.dropLast();
  }

  finish(rows: number): Data {
    this.#runs.padTo(rows);
    return makeData({ type: new Binary(), ...this.takeNulls(rows), ...this.#runs.take() });
  }
}
