/** The column that belongs to a data type, and how a coerced value is put into it. */
import { ClockTime, Timestamp } from "../../schema/calendar.ts";
import type { CalendarDate } from "../../schema/calendar.ts";
import { Decimal } from "../../schema/decimal.ts";
import type { ColumnSchema, DataType } from "../../schema/types.ts";
import { BinaryColumn } from "./binaryColumn.ts";
import { BoolColumn } from "./boolColumn.ts";
import type { Column } from "./column.ts";
import { DateColumn } from "./dateColumn.ts";
import { DecimalColumn, defaultScale, maxPrecision } from "./decimalColumn.ts";
import { Float64Column } from "./float64Column.ts";
import { Int64Column, timeColumn, timestampColumn } from "./int64Column.ts";
import { TextColumn } from "./textColumn.ts";

const maxUnscaled = 10n ** BigInt(maxPrecision);
/** Past this many milliseconds from 1970, microseconds are not exact in a double. */
const exactMs = 2 ** 43;

/** An empty column for values of a type. */
export function makeColumn(type: DataType, schema: ColumnSchema, table: string): Column {
  switch (type) {
    case "text":
    case "json":
      return new TextColumn(table);
    case "bigint":
      return new Int64Column();
    case "double":
      return new Float64Column();
    case "bool":
      return new BoolColumn();
    case "timestamp":
      return timestampColumn();
    case "date":
      return new DateColumn();
    case "time":
      return timeColumn();
    case "decimal":
      return new DecimalColumn(schema.precision ?? maxPrecision, schema.scale ?? (schema.precision === undefined ? defaultScale : 0));
    case "wei":
      return new DecimalColumn(maxPrecision, 0);
    case "binary":
      return new BinaryColumn(table);
  }
}

/** False for a number with more digits than a column of its type holds. */
export function fitsOwnColumn(type: DataType, value: unknown): boolean {
  if (type !== "wei" && type !== "decimal") return true;
  const unscaled = value instanceof Decimal ? value.unscaledAt(type === "wei" ? 0 : defaultScale) : BigInt(value as bigint | number);
  return unscaled < maxUnscaled && unscaled > -maxUnscaled;
}

/**
 * Stores a value that has the column's type already (see `coerceValue`); JSON as its text.
 *
 * @returns false if the type is right but the value has more digits than the column
 */
export function storeValue(column: Column, row: number, value: unknown): boolean {
  if (column instanceof TextColumn) column.write(row, value as string);
  else if (column instanceof Int64Column) storeInteger(column, row, value);
  else if (column instanceof Float64Column) column.write(row, value as number);
  else if (column instanceof BoolColumn) column.write(row, value as boolean);
  else if (column instanceof DateColumn) column.write(row, (value as CalendarDate).days);
  else if (column instanceof DecimalColumn) return column.write(row, value instanceof Decimal ? value : new Decimal(BigInt(value as bigint | number)));
  else if (column instanceof BinaryColumn) column.write(row, value as Uint8Array);
  return true;
}

function storeInteger(column: Int64Column, row: number, value: unknown): void {
  if (typeof value === "bigint") column.writeBigInt(row, value);
  else if (typeof value === "number") column.writeNumber(row, value);
  else if (value instanceof ClockTime) column.writeNumber(row, value.micros);
  else if (value instanceof Timestamp) {
    if (Math.abs(value.ms) < exactMs) column.writeNumber(row, value.ms * 1000 + value.micros);
    else column.writeBigInt(row, BigInt(value.ms) * 1000n + BigInt(value.micros));
  }
}
