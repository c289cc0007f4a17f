/** The cells of a normalized Arrow file as plain text, column by column: what JSON lines, CSV and SQL are made from. */
import { DataType as ArrowType, tableFromIPC } from "apache-arrow";
import type { Data } from "apache-arrow";
import { paddedBase64Of } from "../schema/base64.ts";
import { CalendarDate, ClockTime, Timestamp } from "../schema/calendar.ts";
import { Decimal } from "../schema/decimal.ts";
import { columnOf } from "../schema/schema.ts";
import type { DataType, TableSchema } from "../schema/types.ts";

/** A column of one record batch. */
export interface CellColumn {
  readonly name: string;
  readonly type: DataType;
  /**
   * The cell as text, undefined for null: digits, `true`, ISO 8601 (timestamps with `Z`), bytes as base64, JSON as it is
   * stored, `NaN` and `Infinity`.
   */
  text(row: number): string | undefined;
}

export interface CellBatch {
  readonly rows: number;
  readonly columns: readonly CellColumn[];
}

/** Reads an Arrow IPC stream. The table's schema tells JSON from other text. */
export function readCells(arrow: Uint8Array, table: TableSchema): CellBatch[] {
  const { batches, schema } = tableFromIPC(arrow);
  return batches.map((batch) => ({
    rows: batch.numRows,
    columns: schema.fields.map((field, index) => cellColumn(field.name, batch.data.children[index] as Data, columnOf(table, field.name)?.data_type)),
  }));
}

/** dlt's type for an Arrow column. */
export function typeOfArrow(type: ArrowType, declared: DataType | undefined): DataType {
  if (ArrowType.isUtf8(type) || ArrowType.isDictionary(type)) return declared === "json" ? "json" : "text";
  if (ArrowType.isBool(type)) return "bool";
  if (ArrowType.isInt(type)) return "bigint";
  if (ArrowType.isFloat(type)) return "double";
  if (ArrowType.isTimestamp(type)) return "timestamp";
  if (ArrowType.isDate(type)) return "date";
  if (ArrowType.isTime(type)) return "time";
  if (ArrowType.isDecimal(type)) return type.scale === 0 && declared !== "decimal" ? "wei" : "decimal";
  return "binary";
}

function cellColumn(name: string, data: Data, declared: DataType | undefined): CellColumn {
  const type = typeOfArrow(data.type as ArrowType, declared);
  const read = reader(type, data);
  return { name, type, text: data.nullCount === 0 ? read : (row) => (data.getValid(row) ? read(row) : undefined) };
}

function reader(type: DataType, data: Data): (row: number) => string {
  switch (type) {
    case "text":
    case "json":
      return textReader(data);
    case "bool": {
      const bits = data.values as Uint8Array;
      return (row) => (((bits[(row + data.offset) >> 3] ?? 0) >> ((row + data.offset) & 7)) & 1 ? "true" : "false");
    }
    case "double": {
      const values = data.values as Float64Array;
      return (row) => doubleText(values[row] ?? 0);
    }
    case "bigint":
      return integerReader(data);
    case "timestamp": {
      const micros = data.values as BigInt64Array;
      return (row) => timestampText(micros[row] ?? 0n);
    }
    case "date": {
      const days = data.values as Int32Array;
      return (row) => new CalendarDate(days[row] ?? 0).toString();
    }
    case "time": {
      const micros = data.values as BigInt64Array;
      return (row) => new ClockTime(Number(micros[row] ?? 0n)).toString();
    }
    case "decimal":
    case "wei": {
      const { scale } = data.type as unknown as { readonly scale: number };
      const unscaled = decimalReader(data);
      return (row) => new Decimal(unscaled(row), scale).toString();
    }
    case "binary": {
      const bytes = bytesReader(data);
      return (row) => paddedBase64Of(bytes(row));
    }
  }
}

/** Bytes of a text or binary cell; a view. Rows of a dictionary column point to a few shared texts. */
export function bytesReader(data: Data): (row: number) => Uint8Array {
  const shared = data.dictionary?.data[0];
  if (shared !== undefined) {
    const [read, codes] = [bytesReader(shared), data.values as Int8Array];
    return (row) => read(codes[row] ?? 0);
  }
  const [bytes, offsets] = [data.values as Uint8Array, data.valueOffsets];
  return (row) => bytes.subarray(offsets[row], offsets[row + 1]);
}

/** Decoding a column at once and cutting it is several times faster than decoding its cells, where a byte is a character. */
function textReader(data: Data): (row: number) => string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const shared = data.dictionary?.data[0];
  if (shared !== undefined) {
    const [read, codes] = [textReader(shared), data.values as Int8Array];
    return (row) => read(codes[row] ?? 0);
  }
  const [bytes, offsets] = [data.values as Uint8Array, data.valueOffsets];
  const [begin, end] = [offsets[0] ?? 0, offsets[data.length] ?? 0];
  const whole = decoder.decode(bytes.subarray(begin, end));
  if (whole.length === end - begin) return (row) => whole.slice((offsets[row] ?? 0) - begin, (offsets[row + 1] ?? 0) - begin);
  return (row) => decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
}

function integerReader(data: Data): (row: number) => string {
  const values = data.values as BigInt64Array;
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  return (row) => {
    const low = halves[row * 2] ?? 0;
    return halves[row * 2 + 1] === low >> 31 ? String(low) : String(values[row] ?? 0n);
  };
}

/** The unscaled integer of a 128-bit decimal. */
export function decimalReader(data: Data): (row: number) => bigint {
  const words = data.values as Uint32Array;
  const view = new DataView(words.buffer, words.byteOffset, words.byteLength);
  return (row) => (view.getBigInt64(row * 16 + 8, true) << 64n) + view.getBigUint64(row * 16, true);
}

/** Microseconds since 1970 → `2024-01-02T03:04:05.000006Z`. */
function timestampText(micros: bigint): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  return new Timestamp(Number((micros - rest) / 1000n), Number(rest)).toString().replace(/\+00:00$/, "Z");
}

function doubleText(value: number): string {
  return value === 0 && 1 / value < 0 ? "-0" : String(value);
}
