/** An Arrow file as a sink's batches: plain objects, or smaller Arrow tables. */
import { tableFromIPC, tableToIPC } from "apache-arrow";
import type { Table } from "apache-arrow";
import { readCells } from "../../formats/cells.ts";
import type { CellBatch, CellColumn } from "../../formats/cells.ts";
import { bytesOfBase64 } from "../../schema/base64.ts";
import type { DataType, TableSchema } from "../../schema/types.ts";
import { isDltName } from "./readySink.ts";
import type { SinkRow } from "./sink.ts";

export class SinkItems {
  readonly #arrow: Uint8Array;
  readonly #table: TableSchema;
  readonly #skipsDlt: boolean;
  #batches: CellBatch[] | undefined;
  #whole: Table | undefined;

  /** @param skipsDlt leaves the library's own columns out */
  constructor(arrow: Uint8Array, table: TableSchema, skipsDlt: boolean) {
    this.#arrow = arrow;
    this.#table = table;
    this.#skipsDlt = skipsDlt;
  }

  /** Rows `from` up to `to` (not included). */
  rows(from: number, to: number): SinkRow[] {
    this.#batches ??= readCells(this.#arrow, this.#table).map(({ rows, columns }) => ({ rows, columns: columns.filter(({ name }) => !this.#isLeftOut(name)) }));
    const taken: SinkRow[] = [];
    let begin = 0;
    for (const { rows, columns } of this.#batches) {
      for (let row = Math.max(from - begin, 0); row < Math.min(to - begin, rows); row++) taken.push(rowOf(columns, row));
      begin += rows;
    }
    return taken;
  }

  arrow(from: number, to: number): Table {
    return this.#selected.slice(from, to);
  }

  /** The file, without the columns that are left out. */
  get bytes(): Uint8Array {
    return tableToIPC(this.#selected, "stream");
  }

  get #selected(): Table {
    if (this.#whole === undefined) {
      const table = tableFromIPC(this.#arrow);
      this.#whole = table.select(table.schema.fields.map(({ name }) => name).filter((name) => !this.#isLeftOut(name)));
    }
    return this.#whole;
  }

  #isLeftOut(column: string): boolean {
    return this.#skipsDlt && isDltName(column);
  }
}

function rowOf(columns: readonly CellColumn[], row: number): SinkRow {
  return Object.fromEntries(columns.map(({ name, type, text }) => [name, valueOf(type, text(row))]));
}

function valueOf(type: DataType, text: string | undefined): unknown {
  if (text === undefined) return null;
  switch (type) {
    case "text":
    case "time":
      return text;
    case "bigint": {
      const value = Number(text);
      return Number.isSafeInteger(value) ? value : BigInt(text);
    }
    case "wei":
      return BigInt(text);
    case "double":
    case "decimal":
      return Number(text);
    case "bool":
      return text === "true";
    case "timestamp":
    case "date":
      return new Date(text);
    case "binary":
      return bytesOfBase64(text);
    case "json":
      return JSON.parse(text);
  }
}
