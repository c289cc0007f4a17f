/** Tables of a schema as DuckDB's DDL. */
import type { ColumnSchema, DataType, TableSchema } from "../../schema/types.ts";
import { quoteName } from "./sqlNames.ts";

/**
 * dlt's types → DuckDB's. Timestamps are UTC in a TIMESTAMP, and JSON is text: time zones and the JSON type need
 * extensions that a page has not got.
 */
const sqlTypes: Readonly<Record<DataType, string>> = {
  text: "VARCHAR",
  double: "DOUBLE",
  bool: "BOOLEAN",
  timestamp: "TIMESTAMP",
  bigint: "BIGINT",
  binary: "BLOB",
  json: "VARCHAR",
  decimal: "DECIMAL(38,9)",
  wei: "DECIMAL(38,0)",
  date: "DATE",
  time: "TIME",
};

/** DuckDB's type of a column, or undefined while it has only seen nulls. */
export function sqlType(column: ColumnSchema): string | undefined {
  if (column.data_type === undefined) return undefined;
  if (column.data_type === "decimal" && column.precision !== undefined) return `DECIMAL(${column.precision},${column.scale ?? 0})`;
  return sqlTypes[column.data_type];
}

/** Columns that exist in the destination: those with a type, in the schema's order. */
export function materialColumns(table: TableSchema): ColumnSchema[] {
  return Object.values(table.columns).filter((column) => column.data_type !== undefined);
}

/**
 * The statements that bring a table to its schema. No keys or indexes: they double the time of a load, and merge does
 * not need them.
 *
 * @param place the table's qualified name
 * @param existing names of the columns it has; undefined when there is no such table
 */
export function migrateTable(place: string, table: TableSchema, existing: readonly string[] | undefined): string[] {
  const columns = materialColumns(table);
  if (existing === undefined) {
    if (columns.length === 0) return [];
    const definitions = columns.map((column) => `${quoteName(column.name)} ${sqlType(column)}${column.nullable === false ? " NOT NULL" : ""}`);
    return [`CREATE TABLE ${place} (${definitions.join(", ")})`];
  }
  const known = new Set(existing.map((name) => name.toLowerCase()));
  return columns
    .filter(({ name }) => !known.has(name.toLowerCase()))
    .map((column) => `ALTER TABLE ${place} ADD COLUMN ${quoteName(column.name)} ${sqlType(column)}`);
}
