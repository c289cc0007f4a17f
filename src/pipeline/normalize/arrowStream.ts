/** Finished columns → one Arrow IPC stream with one record batch. */
import { Field, RecordBatch, Schema, Struct, Table, makeData, tableToIPC } from "apache-arrow";
import type { Data } from "apache-arrow";

export interface NamedColumn {
  readonly name: string;
  readonly data: Data;
}

/** @returns bytes that own their whole buffer, so that it can be transferred */
export function arrowStream(columns: readonly NamedColumn[], rows: number): Uint8Array {
  const schema = new Schema(columns.map(({ name, data }) => new Field(name, data.type, true)));
  const data = makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children: columns.map((column) => column.data) });
  const bytes = tableToIPC(new Table([new RecordBatch(schema, data)]), "stream");
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
