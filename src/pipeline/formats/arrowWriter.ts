/** Decoded cells → an Arrow file, with the columns that normalize fills. */
import { pipelineError } from "../errors.ts";
import { arrowStream } from "../normalize/arrowStream.ts";
import type { Column } from "../normalize/columns/column.ts";
import { makeColumn, storeValue } from "../normalize/columns/typedColumn.ts";
import { columnOf } from "../schema/schema.ts";
import type { ColumnSchema, DataType, TableSchema } from "../schema/types.ts";
import type { LoaderFileFormat } from "./format.ts";

/** A file of any format, as an Arrow IPC stream. */
export interface DecodedFile {
  readonly bytes: Uint8Array;
  /** In the order of the Arrow file. */
  readonly columns: readonly string[];
  readonly rows: number;
}

interface OpenColumn {
  readonly name: string;
  readonly type: DataType;
  readonly column: Column;
}

export class ArrowWriter {
  readonly columns: readonly OpenColumn[];
  readonly #table: string;
  readonly #format: LoaderFileFormat;
  #rows = 0;

  /** @throws E863 for a column that the table does not have, or has without a type */
  constructor(format: LoaderFileFormat, table: TableSchema, names: readonly string[]) {
    this.#format = format;
    this.#table = table.name;
    this.columns = names.map((name) => {
      const schema = columnOf(table, name);
      if (schema?.data_type === undefined) throw pipelineError("E863", { format, table: table.name, row: "its header", reason: `the table has no column \`${name}\` with a type.` });
      return { name, type: schema.data_type, column: makeColumn(schema.data_type, schema, table.name) };
    });
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Goes on to the next row; cells that are not put are null. */
  nextRow(): void {
    this.#rows++;
  }

  /** Puts a cell of the current row. @throws E863 when the value is not of the column's type, or has too many digits */
  put(index: number, value: unknown, source: unknown): void {
    const { name, type, column } = this.columns[index] as OpenColumn;
    if (value !== undefined && storeValue(column, this.#rows, value)) return;
    throw pipelineError("E863", { format: this.#format, table: this.#table, row: `row ${this.#rows + 1}`, reason: `${JSON.stringify(source)} in column \`${name}\` is no ${type}.` });
  }

  finish(): DecodedFile {
    const bytes = arrowStream(this.columns.map(({ name, column }) => ({ name, data: column.finish(this.#rows) })), this.#rows);
    return { bytes, columns: this.columns.map(({ name }) => name), rows: this.#rows };
  }
}

/** Columns of a table that have a type, in the schema's order. */
export function typedColumns(table: TableSchema): (ColumnSchema & { data_type: DataType })[] {
  return Object.values(table.columns).filter((column): column is ColumnSchema & { data_type: DataType } => column.data_type !== undefined);
}
