/**
 * Where load puts tables, and the guide for who adds a warehouse. Four interfaces, from the outside in:
 *
 * 1. `DestinationRef`, what `dlt.pipeline({ destination })` takes: a name, and a way to load the rest when it is needed.
 * 2. `Destination`: what it can do, and how it is opened.
 * 3. `DestinationClient`: one open dataset. It knows which packages it holds, and may hand back state, schemas and rows.
 * 4. `PackageLoad`: one load package on its way in. Load calls `begin`, then for each file `prepare` and `write`, then
 *    `complete`; or `abort` when something failed.
 *
 * What load relies on:
 * - A package counts as loaded when its id is among `loadedIds()`. `complete` writes the id last.
 * - After a crash or a lost connection the same package comes again, with the same file names. What it left behind must be
 *   undone (`transactional`) or written over: no row may stand twice.
 * - An error that will come again (`isTerminal`) fails the job, any other is tried again.
 *
 * Three to look at: `custom/` (a function of rows), `filesystem/` (files by name), `duckdb/` (a transaction).
 */
import type { Table } from "apache-arrow";
import type { ExplicitConfig } from "../config/settings.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import type { PipelineHost } from "../host.ts";
import type { StoredSchema } from "../schema/types.ts";
import type { BoundValue } from "./duckdb/engine.ts";

/** A destination as `dlt.pipeline` takes it. `load` is called when the destination is first used, so that its code can be fetched then. */
export interface DestinationRef {
  /** As it stands in traces and infos, and in configuration: `DESTINATION__<NAME>__…`. */
  readonly name: string;
  load(): Promise<Destination>;
}

/** Where load puts the tables. A destination of one's own implements this and nothing else. */
export interface Destination {
  readonly name: string;
  readonly capabilities: DestinationCapabilities;
  open(target: DestinationTarget): Promise<DestinationClient>;
  /** Removes all that the pipeline has loaded, in every dataset. Starts nothing that is not running. */
  forget(target: Pick<DestinationTarget, "host" | "pipelineName" | "config">): Promise<void>;
}

export type MergeStrategy = "delete-insert" | "upsert" | "scd2" | "insert-only";
export type ReplaceStrategy = "truncate-and-insert" | "insert-from-staging";

/** What a destination can do. Read by normalize and load. */
export interface DestinationCapabilities {
  /** Formats of files that it takes, the preferred one first. */
  readonly loaderFileFormats: readonly [LoaderFileFormat, ...LoaderFileFormat[]];
  /** Ways to merge, the default first. Without any, `merge` is loaded as `append`, with a warning. */
  readonly mergeStrategies: readonly MergeStrategy[];
  /** Ways to replace, the default first. */
  readonly replaceStrategies: readonly ReplaceStrategy[];
  /** True when the data lives only as long as the page: packages kept in the work folder are loaded again after a reload. */
  readonly volatile: boolean;
  /**
   * True when rows become visible at `complete` and are gone after `abort`: a failed job then brings the whole package
   * back to its beginning. False: jobs stand alone, and one that failed is tried again by itself.
   */
  readonly transactional: boolean;
  /** Jobs that may be in `write` at the same time. 1: one after the other. */
  readonly maxParallelWrites: number;
  /** Naming convention of new schemas; undefined: as configured, else `snake_case`. */
  readonly namingConvention?: string;
  /** Levels of nesting that become tables, where the source does not say; undefined: all. */
  readonly maxTableNesting?: number;
}

export interface DestinationTarget {
  readonly host: PipelineHost;
  readonly pipelineName: string;
  readonly datasetName: string;
  /** Settings given in code, for `destinationConfig`. */
  readonly config: ExplicitConfig;
}

/** A destination that is open, for one pipeline and dataset. */
export interface DestinationClient {
  /** Where the data is, in words, for texts: `duckdb: in memory, …`. Holds no secret. */
  readonly location: string;
  /** Ids of the packages that the dataset holds completely. */
  loadedIds(): Promise<ReadonlySet<string>>;
  /** Readies the tables of a package. A transactional destination begins its transaction here. */
  begin(load: PackageToLoad): Promise<PackageLoad>;
  /** The newest state of the pipeline that came with a completed package, for `syncDestination`. */
  storedState?(): Promise<StoredState | undefined>;
  /** The newest schema of a name that a package brought, for `syncDestination`. */
  storedSchema?(name: string): Promise<StoredSchema | undefined>;
  /** Removes tables with their rows, for `drop` and `refresh`. Names without a table are passed over. */
  dropTables?(names: readonly string[]): Promise<void>;
  /**
   * Runs SQL in which table names stand for those of the dataset, for `dataset()` and `sqlClient()`. Without it the
   * destination cannot be read (E862).
   *
   * @param signal ends the statement when it aborts
   * @param params values for the `?` of the statement
   */
  query?(sql: string, signal?: AbortSignal, params?: readonly BoundValue[]): Promise<Table>;
  /** A connection of its own, for transactions and for the staging dataset. The caller closes it. */
  connect?(place: "dataset" | "staging"): Promise<DatasetConnection>;
  /** Goes up when a table of the dataset may have changed, so that what was read from it is old. */
  revision?(): number;
}

/** A dataset that SQL can read. */
export type ReadableClient = DestinationClient & Required<Pick<DestinationClient, "query">>;

export function isReadable(client: DestinationClient): client is ReadableClient {
  return client.query !== undefined;
}

/** Statements on it run one after the other, and see one another's changes. */
export interface DatasetConnection {
  readonly datasetName: string;
  query(sql: string, params?: readonly BoundValue[]): Promise<Table>;
  close(): Promise<void>;
}

/** A row of `_dlt_pipeline_state`. */
export interface StoredState {
  readonly version: number;
  readonly versionHash: string;
  /** Column `state`: the state as `pipeline/state.ts` encodes it. */
  readonly state: string;
}

export interface PackageToLoad {
  readonly loadId: string;
  readonly schema: StoredSchema;
  /** Tables for which there are jobs. */
  readonly tables: readonly string[];
  /** Root tables to empty first, with the tables nested in them. */
  readonly replacedTables: readonly string[];
  /** Tables to remove before all else (`refresh`, `drop`); what the schema still has of them is made anew. Default none. */
  readonly droppedTables?: readonly string[];
  /** When the package was extracted; ISO 8601. */
  readonly createdAt: string;
  /** When it is loaded; ISO 8601. */
  readonly insertedAt: string;
  /** The package's folder in `host.files()`. Notes kept there last as long as the package is not loaded. */
  readonly folder: string;
}

/** More of a package that is loaded while it is still being normalized. */
export interface PackageGrowth {
  /** The schema as it is now. Tables and columns are added; the only type that changes is bigint to double, in a column that this package added. */
  readonly schema: StoredSchema;
  /** All tables for which there are jobs so far. */
  readonly tables: readonly string[];
  /** All root tables to empty. One that was not named before is emptied now, before any of its jobs. */
  readonly replacedTables: readonly string[];
}

/** One normalized file on its way into a table. */
export interface LoadJob {
  /** Name of the file (`table.file_id.retry.format`). Table and file id stay the same when the job is tried again. */
  readonly file: string;
  readonly table: string;
  readonly format: LoaderFileFormat;
  /** Columns in the file's order. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Reads the file. */
  read(): Promise<Uint8Array>;
}

export interface PackageLoad {
  /** Takes in what normalize has added since `begin`. Never called while a `write` is under way. */
  extend(growth: PackageGrowth): Promise<void>;
  /** Work on a job that needs no order: reading, decoding. Several jobs are prepared at the same time. */
  prepare(job: LoadJob): Promise<PreparedJob>;
  /** Puts a prepared job's rows in. At most `maxParallelWrites` at the same time. */
  write(job: PreparedJob): Promise<void>;
  /** Merges what is to be merged, notes the package as loaded, and makes all of it visible. */
  complete(): Promise<void>;
  /**
   * The package goes no further for now. Transactional: all since `begin` is forgotten. Else what jobs have written stays,
   * and those that are complete are not written again when the package comes back.
   */
  abort(): Promise<void>;
}

export interface PreparedJob extends Omit<LoadJob, "read"> {
  /** In `format`, which `prepare` may have changed. */
  readonly bytes: Uint8Array;
}
