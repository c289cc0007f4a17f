/** DuckDB as the destination sees it: the same few calls whether it runs in a browser's worker or, for tests, in Node. */
import type { Table } from "apache-arrow";

export interface DuckDbEngine {
  connect(): Promise<DuckDbConnection>;
  /** Ends the engine and all it holds. */
  terminate(): Promise<void>;
  /** Rejects with E484 when the engine dies, so that calls do not wait for ever. */
  readonly died: Promise<never>;
}

export interface StatementOptions {
  /** Ends the statement when it aborts, as far as the engine can; without one it runs in one go, a little faster. */
  readonly signal?: AbortSignal | undefined;
  /** Values for the `?` of the statement, or its `$1`, `$2` …; never part of the SQL text. */
  readonly params?: readonly BoundValue[] | undefined;
}

/** A value as the engine takes it: moments and large integers as text, which it reads as the column's type. */
export type BoundValue = string | number | boolean | null;

/** Calls on one connection run one after the other. */
export interface DuckDbConnection {
  /**
   * Runs SQL: one statement, or several without parameters. Timestamps arrive as `Date64`, decimals as doubles, BIGINT
   * as 64-bit integers.
   *
   * @throws E483 for an SQL error, the signal's reason when it was ended
   */
  query(sql: string, options?: StatementOptions): Promise<Table>;
  /**
   * Appends an Arrow IPC stream to a table by position, or makes the table from it. The bytes are taken over.
   *
   * @throws E483 when a value does not fit
   */
  insertArrow(bytes: Uint8Array, into: { readonly schema: string; readonly table: string; readonly create: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** Settings that every engine begins with: nothing is fetched from the network, and results are values JavaScript has. */
export const openingConfig = {
  query: { castBigIntToDouble: false, castTimestampToDate: true, castDecimalToDouble: true, castDurationToTime64: true },
} as const;

/** Extensions would be fetched from another origin; a failing fetch breaks the engine instead of failing the statement. */
export const openingStatements = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET checkpoint_threshold = '1TB'",
] as const;
