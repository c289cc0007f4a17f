/** Rows of JavaScript as an Arrow stream: one type for each column, found from all its values. */
import {
  Bool,
  type DataType,
  Field,
  Float64,
  Int32,
  Int64,
  List,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMicrosecond,
  Utf8,
  makeData,
  tableToIPC,
  vectorFromArray,
} from "apache-arrow";
import { rowsOf } from "../../pipeline/dataset/arrowRows.ts";
import { isPlainObject } from "../../std/tableSource.ts";

/** An Arrow table as a stream. One from another copy of the library, which the writer does not know, is taken apart. */
export function arrowOfTable(table: Table): Uint8Array {
  if (table instanceof Table) return tableToIPC(table, "stream");
  const { schema } = table as Table;
  return arrowOfRows(
    rowsOf(table),
    schema.fields.map(({ name }) => name),
  );
}

/** True for tables of any copy of the library. */
export function isArrowTable(value: unknown): value is Table {
  const { schema, numRows, getChildAt } = (typeof value === "object" && value !== null ? value : {}) as Partial<Table>;
  return typeof numRows === "number" && Array.isArray(schema?.fields) && typeof getChildAt === "function";
}

type Row = Readonly<Record<string, unknown>>;

/**
 * A row without one of the columns has null there.
 *
 * @param columnNames  come first; further ones are the keys of all rows, in order of appearance
 */
export function arrowOfRows(rows: readonly Row[], columnNames: readonly string[] = []): Uint8Array {
  const keys = new Set(columnNames);
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  const columns = [...keys].map((key) => {
    const values = rows.map((row) => (Object.hasOwn(row, key) ? row[key] : null));
    const type = typeOf(values);
    return { field: new Field(key, type, true), data: vectorFromArray(values.map((value) => convert(value, type)), type).data[0] };
  });
  const schema = new Schema(columns.map(({ field }) => field));
  const data = makeData({ type: new Struct(schema.fields), length: rows.length, nullCount: 0, children: columns.flatMap((column) => column.data ?? []) });
  return tableToIPC(new Table([new RecordBatch(schema, data)]), "stream");
}

/** Values that have no type in common are text, or JSON where they have parts. */
function typeOf(values: readonly unknown[]): DataType {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0) return new Utf8();
  if (present.every((value) => typeof value === "boolean")) return new Bool();
  if (present.every((value) => typeof value === "number" || typeof value === "bigint")) return numberType(present);
  if (present.every((value) => value instanceof Date)) return new TimestampMicrosecond();
  if (present.every((value) => Array.isArray(value) || ArrayBuffer.isView(value))) {
    const elements = present.flatMap((value) => Array.from(value as ArrayLike<unknown>));
    return new List(new Field("item", typeOf(elements), true));
  }
  if (present.every((value) => isPlainObject(value) && Object.keys(value).length > 0)) {
    const keys = new Set((present as Row[]).flatMap((value) => Object.keys(value)));
    return new Struct([...keys].map((key) => new Field(key, typeOf((present as Row[]).map((value) => value[key])), true)));
  }
  return new Utf8();
}

/** The smallest that holds all of them exactly; integers beyond 64 bits become doubles. */
function numberType(values: readonly (number | bigint)[] | readonly unknown[]): DataType {
  const numbers = values as readonly (number | bigint)[];
  const isWhole = numbers.every((value) => typeof value === "bigint" || (Number.isSafeInteger(value) && !Object.is(value, -0)));
  if (!isWhole || numbers.some((value) => value > 2n ** 63n - 1n || value < -(2n ** 63n))) return new Float64();
  return numbers.every((value) => typeof value === "number" && value === (value | 0)) ? new Int32() : new Int64();
}

function convert(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  if (type instanceof Int64) return BigInt(value as number);
  if (type instanceof Float64) return Number(value);
  if (type instanceof TimestampMicrosecond) return momentOf(value as Date);
  if (type instanceof Utf8) return textOf(value);
  if (type instanceof List) {
    const inner = type.children[0]?.type;
    return Array.from(value as ArrayLike<unknown>, (element) => (inner === undefined ? element : convert(element, inner)));
  }
  if (type instanceof Struct) return Object.fromEntries(type.children.map(({ name, type: inner }) => [name, convert((value as Row)[name], inner)]));
  return value;
}

/** Milliseconds: the builder turns them into the type's unit. */
function momentOf(date: Date): number | null {
  return Number.isNaN(date.getTime()) ? null : date.getTime();
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (typeof value !== "object" || value === null) return String(value);
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
}
