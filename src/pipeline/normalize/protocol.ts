/** What the kernel and a normalize worker say to each other, through Comlink: one call per extracted file. */
import type { LoaderFileFormat } from "../formats/format.ts";
import type { PartialTable, StoredSchema } from "../schema/types.ts";

export interface NormalizeRequest {
  readonly loadId: string;
  /** Root table whose rows the file holds, already a normalised name. */
  readonly table: string;
  /** Name of the file, for messages. */
  readonly fileName?: string | undefined;
  /** Typed JSONL as extract wrote it: each line is one JSON array of rows. An OPFS path (from the origin's root) or the bytes, transferred. */
  readonly file: { readonly opfsPath: string } | { readonly bytes: Uint8Array };
  /** True when the file is gzip-compressed. */
  readonly compressed: boolean;
  /** The schema as far as it is known; the worker adds to a copy. */
  readonly schema: StoredSchema;
  /**
   * Columns `[table, column]` of the schema that the destination does not have yet, because this package added them:
   * their type may still widen from bigint to double.
   */
  readonly widenable?: readonly (readonly [string, string])[];
  /** Rows after which a new output file of a table is begun; undefined = one file per table. */
  readonly fileMaxItems: number | undefined;
  /** Format of the files to hand back. Default `arrow`. */
  readonly fileFormat?: LoaderFileFormat | undefined;
}

export interface NormalizedFile {
  readonly table: string;
  readonly rows: number;
  /** Column names in the order of the file's columns. */
  readonly columns: readonly string[];
  /** Arrow IPC stream, transferred. */
  readonly bytes: Uint8Array;
}

export interface NormalizeResult {
  readonly files: readonly NormalizedFile[];
  /** Tables and columns that this file added, in the order in which they were met. */
  readonly updates: readonly PartialTable[];
  /** Columns that held only nulls: `[table, column]`. */
  readonly nullOnlyColumns: readonly (readonly [string, string])[];
  /** Rows of the input. */
  readonly rowsRead: number;
  /** When the worker began and ended, in ms since the epoch (`performance.timeOrigin + performance.now()`), for the trace. */
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** The normalize worker as the pipeline sees it. */
export interface NormalizeWorkerApi {
  /** Resolves with the worker's name once it is ready. With `aliveLock`, the worker holds this Web Lock for as long as it lives. */
  ready(name: string, aliveLock?: string): Promise<string>;
  normalizeFile(request: NormalizeRequest): Promise<NormalizeResult>;
}
