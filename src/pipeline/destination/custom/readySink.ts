/** A sink with its options, and which tables and columns are the library's own. */
import type { TableSchema } from "../../schema/types.ts";
import type { SinkFormat } from "./sink.ts";

export interface ReadySink {
  readonly name: string;
  readonly call: (items: unknown, table: TableSchema, ...args: readonly unknown[]) => unknown;
  readonly args: readonly unknown[];
  readonly batchSize: number;
  readonly format: SinkFormat;
  readonly skipsDlt: boolean;
}

/** True for tables and columns that are the library's own. */
export function isDltName(name: string): boolean {
  return name.startsWith("_dlt");
}

/** The table as a sink sees it. */
export function withoutDltColumns(table: TableSchema): TableSchema {
  return { ...table, columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => !isDltName(name))) };
}
