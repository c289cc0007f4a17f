/** Tables of a schema as DuckDB's DDL. */
import { defaultScale } from "../../normalize/columns/decimalColumn.ts";
import { pipelineError } from "../../errors.ts";
import type { ColumnSchema, DataType, TableSchema } from "../../schema/types.ts";
import { TerminalError } from "../terminalError.ts";
import { quoteName } from "./sqlNames.ts";

/** A column as the database has it. */
export interface DatabaseColumn {
  readonly name: string;
  /** As DuckDB prints it: `BIGINT`, `DECIMAL(38,9)`. */
  readonly type: string;
  readonly nullable: boolean;
}

/** What brings a table to its schema. */
export interface Migration {
  readonly statements: readonly string[];
  /** The table's columns afterwards. */
  readonly columns: readonly DatabaseColumn[];
}

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
  decimal: `DECIMAL(38,${defaultScale})`,
  wei: "DECIMAL(38,0)",
  date: "DATE",
  time: "TIME",
};

/** DuckDB's type of a column, or undefined while it has only seen nulls. */
export function sqlType(column: ColumnSchema): string | undefined {
  if (column.data_type === undefined) return undefined;
  if (column.data_type === "decimal" && column.precision !== undefined) return `DECIMAL(${column.precision},${Math.min(column.scale ?? defaultScale, column.precision)})`;
  return sqlTypes[column.data_type];
}

/** Columns that exist in the destination: those with a type, in the schema's order. */
export function materialColumns(table: TableSchema): ColumnSchema[] {
  return Object.values(table.columns).filter((column) => column.data_type !== undefined);
}

/**
 * The statements that bring a table to its schema. No keys or indexes: they double the time of a load, and merge does
 * not need them. Columns that only the database has stay.
 *
 * @param place the table's qualified name
 * @param existing the columns it has, in order; undefined when there is no such table
 * @param isNew whether a column came with this package, so that it may still widen from BIGINT to DOUBLE
 * @throws E850 when a column has another type than the schema says
 */
export function migrateTable(place: string, table: TableSchema, existing: readonly DatabaseColumn[] | undefined, isNew: (column: string) => boolean = () => false): Migration {
  const wanted = databaseColumns(table);
  if (existing === undefined) return { statements: wanted.length === 0 ? [] : [createTable(place, wanted)], columns: wanted };
  const statements: string[] = [];
  const columns = [...existing];
  const positions = new Map(existing.map(({ name }, at) => [nameKey(name), at]));
  for (const column of wanted) {
    const at = positions.get(nameKey(column.name));
    const found = at === undefined ? undefined : columns[at];
    if (at === undefined || found === undefined) {
      statements.push(`ALTER TABLE ${place} ADD COLUMN ${quoteName(column.name)} ${column.type}`);
      columns.push({ ...column, nullable: true });
    } else if (found.type !== column.type) {
      if (!(found.type === "BIGINT" && column.type === "DOUBLE" && isNew(column.name))) throw changedByHand(table.name, found, column.type);
      statements.push(`ALTER TABLE ${place} ALTER COLUMN ${quoteName(column.name)} TYPE DOUBLE`);
      columns[at] = { ...found, type: column.type };
    }
  }
  return { statements, columns };
}

/**
 * The statement that makes a table anew, empty. Unlike DELETE it frees what the rows took at once, and DuckDB cannot
 * commit a transaction that deletes old rows of a table and then adds columns to it.
 */
export function emptyTable(place: string, columns: readonly DatabaseColumn[]): string {
  return createTable(place, columns, "CREATE OR REPLACE TABLE");
}

function databaseColumns(table: TableSchema): DatabaseColumn[] {
  return materialColumns(table).map((column) => ({ name: column.name, type: sqlType(column) ?? "VARCHAR", nullable: column.nullable !== false }));
}

/** DuckDB does not tell names apart by case. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

function createTable(place: string, columns: readonly DatabaseColumn[], verb = "CREATE TABLE"): string {
  const definitions = columns.map(({ name, type, nullable }) => `${quoteName(name)} ${type}${nullable ? "" : " NOT NULL"}`);
  return `${verb} ${place} (${definitions.join(", ")})`;
}

function changedByHand(table: string, found: DatabaseColumn, expected: string): Error {
  const details = { table, column: found.name, found: found.type, expected };
  return pipelineError("E850", details, { cause: new TerminalError(`column ${found.name} is ${found.type}`) });
}
