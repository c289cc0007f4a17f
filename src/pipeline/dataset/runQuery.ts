/** How a dataset is read: SQL in, an Arrow table out. */
import type { Table } from "apache-arrow";
import type { BoundValue } from "../destination/duckdb/engine.ts";

export interface QueryOptions {
  /** A page of a shown table is read whatever cell runs or is stopped meanwhile. */
  readonly purpose?: "page" | undefined;
  /** Values for the `?` of the statement. */
  readonly params?: readonly BoundValue[] | undefined;
}

/** Runs SQL in the dataset. @throws E473 when nothing has been loaded, E483 for an SQL error */
export type RunQuery = (sql: string, options?: QueryOptions) => Promise<Table>;
