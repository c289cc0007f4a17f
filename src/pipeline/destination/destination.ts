/**
 * Where load puts tables. A destination opens a client for one pipeline's dataset; the client takes load packages whole:
 * all rows of a package become visible together, or none do. To add a destination, implement these three interfaces and
 * name it in `destinations.ts`; `duckdb/` is the example.
 */
import type { PipelineHost } from "../host.ts";
import type { StoredSchema } from "../schema/types.ts";

export interface Destination {
  /** As `dlt.pipeline({ destination })` takes it. */
  readonly name: string;
  /** True when the data lives only as long as the page: packages kept in the work folder are loaded again after a reload. */
  readonly volatile: boolean;
  open(target: DestinationTarget): Promise<DestinationClient>;
  /** Removes all that the pipeline has loaded, in every dataset. Starts nothing that is not running. */
  forget(target: Pick<DestinationTarget, "host" | "pipelineName">): Promise<void>;
}

export interface DestinationTarget {
  readonly host: PipelineHost;
  readonly pipelineName: string;
  readonly datasetName: string;
}

export interface DestinationClient {
  /** Where the data is, in words, for texts: `duckdb: in memory, …`. Holds no secret. */
  readonly location: string;
  /** Ids of the packages that the dataset holds. */
  loadedIds(): Promise<ReadonlySet<string>>;
  /** Readies the tables of a package, and begins the transaction that takes it in. */
  begin(load: PackageToLoad): Promise<PackageLoad>;
}

export interface PackageToLoad {
  readonly loadId: string;
  readonly schema: StoredSchema;
  /** Tables for which there are jobs. */
  readonly tables: readonly string[];
  /** Root tables to empty first, with the tables nested in them. */
  readonly replacedTables: readonly string[];
  /** When it is loaded; ISO 8601. */
  readonly insertedAt: string;
}

/** One normalized file on its way into a table. */
export interface LoadJob {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Reads the file: an Arrow IPC stream. */
  read(): Promise<Uint8Array>;
}

export interface PackageLoad {
  /** Work on a job that needs no order; several jobs are prepared at the same time. */
  prepare(job: LoadJob): Promise<PreparedJob>;
  /** Puts a prepared job's rows in. Called one after the other. */
  write(job: PreparedJob): Promise<void>;
  /** Merges what is to be merged, notes the package as loaded, and makes all of it visible. */
  complete(): Promise<void>;
  /** Forgets everything since `begin`. */
  abort(): Promise<void>;
}

export interface PreparedJob extends Pick<LoadJob, "table" | "columns" | "rows"> {
  readonly bytes: Uint8Array;
}
