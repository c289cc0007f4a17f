/** A table as the page reads it: columns, a count, and pages of values that are safe in JSON. */
import { DataType } from "apache-arrow";
import type { Table } from "apache-arrow";
import { javaScriptValue } from "./arrowRows.ts";
import type { ColumnSummary } from "./columnSummary.ts";
import type { Operator, SqlValue } from "./condition.ts";

export type HandleValue = string | number | boolean | null;

export interface HandleColumn {
  readonly name: string;
  readonly type: "number" | "bigint" | "string" | "boolean" | "date" | "json" | "unknown";
  /** DuckDB's name of the type. */
  readonly sourceType?: string;
}

export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows whose column compares so with the value. */
export interface TableFilter {
  readonly column: string;
  readonly operator: Operator;
  readonly value: SqlValue | readonly SqlValue[];
}

export interface TableHandle {
  readonly columns: readonly HandleColumn[];
  readonly rowCount: number;
  /** Rows `offset` to `offset + limit`, each in column order. A large table is sorted when its first page in an order is asked for, and kept so. */
  page(offset: number, limit: number, sort?: TableSort): Promise<HandleValue[][]>;
  /** The rows for which all filters hold, as a table of their own. Absent where the rows are in memory. */
  filtered?(filters: readonly TableFilter[]): Promise<TableHandle>;
  /** One column in a few numbers. Absent where the rows are in memory. */
  summary?(column: string): Promise<ColumnSummary>;
  /** Frees what is kept for its pages; a later page keeps it again. */
  close?(): Promise<void>;
}

/** @param sourceType name of the type of the column at an index */
export function handleColumns(table: Table, sourceType: (index: number) => string, jsonColumns: ReadonlySet<string>): HandleColumn[] {
  return table.schema.fields.map(({ name, type }, index) => ({ name, type: jsonColumns.has(name) ? "json" : columnType(type), sourceType: sourceType(index) }));
}

function columnType(type: DataType): HandleColumn["type"] {
  if (DataType.isInt(type)) return type.bitWidth === 64 ? "bigint" : "number";
  if (DataType.isFloat(type) || DataType.isDecimal(type)) return "number";
  if (DataType.isBool(type)) return "boolean";
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return "date";
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isDictionary(type)) return "string";
  if (DataType.isList(type) || DataType.isStruct(type) || DataType.isMap(type)) return "json";
  return "unknown";
}

/** All rows of a table as values. Integers are numbers within 53 bits and text beyond; dates are ISO 8601 text. */
export function pageValues(table: Table): HandleValue[][] {
  const columns = table.schema.fields.map((field, index) => ({ field, values: table.getChildAt(index) }));
  return Array.from({ length: table.numRows }, (_, row) => columns.map(({ field, values }) => handleValue(javaScriptValue(values?.get(row), field.type), field.type)));
}

function handleValue(value: unknown, type: DataType): HandleValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return DataType.isDate(type) && type.unit === 0 ? value.toISOString().slice(0, 10) : value.toISOString();
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner)) ?? null;
}
