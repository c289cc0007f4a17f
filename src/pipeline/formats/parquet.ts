/**
 * Parquet through hyparquet: one row group per 100,000 rows, Snappy. Types as dlt's Parquet files have them: timestamps in
 * microseconds UTC, decimals of 16 bytes, JSON as text.
 */
import { tableFromIPC } from "apache-arrow";
import type { Data } from "apache-arrow";
import { parquetMetadata, parquetRead } from "hyparquet";
import type { DecodedArray, SchemaElement } from "hyparquet";
import { ByteWriter, parquetWrite } from "hyparquet-writer";
import { CodedError } from "../../diagnostic/codedError.ts";
import { pipelineError } from "../errors.ts";
import { CalendarDate, ClockTime } from "../schema/calendar.ts";
import { Decimal } from "../schema/decimal.ts";
import { columnOf } from "../schema/schema.ts";
import type { DataType, TableSchema } from "../schema/types.ts";
import { ArrowWriter } from "./arrowWriter.ts";
import type { DecodedFile } from "./arrowWriter.ts";
import { bytesReader, decimalReader, typeOfArrow } from "./cells.ts";

const rowsPerGroup = 100_000;

export function encodeParquet(arrow: Uint8Array, table: TableSchema): Uint8Array {
  const { schema, batches } = tableFromIPC(arrow);
  const columns = schema.fields.map(({ name, type }, index) => {
    const parts = batches.map((batch) => batch.data.children[index] as Data);
    const declared = columnOf(table, name)?.data_type;
    const optional = parts.some(({ nullCount }) => nullCount > 0);
    return { element: { ...elementOf(typeOfArrow(type, declared), type), name, repetition_type: optional ? "OPTIONAL" : "REQUIRED" } satisfies SchemaElement, data: joined(parts.map((part) => cellsOf(typeOfArrow(type, declared), part))) };
  });
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    columnData: columns.map(({ element, data }) => ({ name: element.name, data })),
    schema: [{ name: "root", num_children: columns.length }, ...columns.map(({ element }) => element)],
    rowGroupSize: rowsPerGroup,
    createdBy: "watercourse",
  });
  return writer.getBytes();
}

type ElementType = Omit<SchemaElement, "name" | "repetition_type">;

function elementOf(type: DataType, arrow: { readonly precision?: number; readonly scale?: number }): ElementType {
  switch (type) {
    case "text":
    case "json":
      return { type: "BYTE_ARRAY", converted_type: "UTF8" };
    case "binary":
      return { type: "BYTE_ARRAY" };
    case "bool":
      return { type: "BOOLEAN" };
    case "bigint":
      return { type: "INT64" };
    case "double":
      return { type: "DOUBLE" };
    case "timestamp":
      return { type: "INT64", converted_type: "TIMESTAMP_MICROS", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" } };
    case "time":
      return { type: "INT64", converted_type: "TIME_MICROS" };
    case "date":
      return { type: "INT32", converted_type: "DATE" };
    case "decimal":
    case "wei":
      return { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, converted_type: "DECIMAL", precision: arrow.precision ?? 38, scale: arrow.scale ?? 0 };
  }
}

/** Cells as the writer takes them: typed arrays where there are no nulls, else lists. */
function cellsOf(type: DataType, data: Data): DecodedArray {
  switch (type) {
    case "text":
    case "json":
    case "binary":
      return listOf(data, bytesReader(data));
    case "decimal":
    case "wei":
      return listOf(data, decimalReader(data));
    case "bool": {
      const bits = data.values as Uint8Array;
      return listOf(data, (row) => (((bits[(row + data.offset) >> 3] ?? 0) >> ((row + data.offset) & 7)) & 1) === 1);
    }
    default: {
      const values = data.values as BigInt64Array | Float64Array | Int32Array;
      return data.nullCount === 0 ? values.subarray(0, data.length) : listOf(data, (row) => values[row]);
    }
  }
}

function listOf(data: Data, cell: (row: number) => unknown): unknown[] {
  const mayBeNull = data.nullCount > 0;
  return Array.from({ length: data.length }, (_, row) => (mayBeNull && !data.getValid(row) ? null : cell(row)));
}

function joined(parts: readonly DecodedArray[]): DecodedArray {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : parts.flatMap((part) => Array.from(part as Iterable<unknown>));
}

/** @throws E863 when the file is damaged, or a value is not of its column's type */
export async function decodeParquet(bytes: Uint8Array, table: TableSchema): Promise<DecodedFile> {
  try {
    const file = bytes.slice().buffer as ArrayBuffer;
    const metadata = parquetMetadata(file);
    const elements = metadata.schema.slice(1);
    const writer = new ArrowWriter("parquet", table, elements.map(({ name }) => name));
    const cells: unknown[][] = elements.map(() => []);
    await parquetRead({
      file,
      metadata: { ...metadata, schema: metadata.schema.map(bare) },
      utf8: false,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const column = cells[elements.findIndex(({ name }) => name === columnName)];
        for (let row = 0; row < columnData.length; row++) if (column !== undefined) column[rowStart + row] = columnData[row];
      },
    });
    const reads = elements.map((element, index) => valueReader(writer.columns[index]?.type ?? "text", element));
    for (let row = 0; row < Number(metadata.num_rows); row++) {
      for (let index = 0; index < reads.length; index++) {
        const raw = cells[index]?.[row];
        if (raw !== undefined && raw !== null) writer.put(index, reads[index]?.(raw), raw);
      }
      writer.nextRow();
    }
    return writer.finish();
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw pipelineError("E863", { format: "parquet", table: table.name, row: "the file", reason: (cause as Error).message }, { cause });
  }
}

/** The element with its storage type alone, so that integers and decimals arrive exact. */
function bare({ converted_type: _converted, logical_type: _logical, ...element }: SchemaElement): SchemaElement {
  return element;
}

function valueReader(type: DataType, element: SchemaElement): (raw: unknown) => unknown {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  switch (type) {
    case "text":
    case "json":
      return (raw) => (raw instanceof Uint8Array ? decoder.decode(raw) : undefined);
    case "binary":
      return (raw) => (raw instanceof Uint8Array ? raw : undefined);
    case "bool":
      return (raw) => (typeof raw === "boolean" ? raw : undefined);
    case "bigint":
    case "timestamp":
      return (raw) => (typeof raw === "bigint" || typeof raw === "number" ? raw : undefined);
    case "double":
      return (raw) => (typeof raw === "number" ? raw : undefined);
    case "date":
      return (raw) => (typeof raw === "number" ? new CalendarDate(raw) : undefined);
    case "time":
      return (raw) => (typeof raw === "bigint" ? new ClockTime(Number(raw)) : undefined);
    case "decimal":
    case "wei":
      return (raw) => (raw instanceof Uint8Array ? new Decimal(signedBigEndian(raw), element.scale ?? 0) : undefined);
  }
}

function signedBigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
