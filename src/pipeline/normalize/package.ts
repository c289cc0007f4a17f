/** One extracted load package → normalized files and the schema that goes with them. Knows no storage. */
import type { LoaderFileFormat } from "../formats/format.ts";
import type { PipelineHost } from "../host.ts";
import type { PartialTable, StoredSchema } from "../schema/types.ts";
import { planNormalizeJobs } from "./planNormalizeJobs.ts";
import { PackageNormalizer } from "./packageNormalizer.ts";
import type { NormalizePool } from "./pool.ts";
import type { NormalizedFile } from "./protocol.ts";

/** A file that extract wrote. */
export interface ExtractedFile {
  /** Its name, for messages and the trace. */
  readonly name: string;
  /** Root table, a normalized name. */
  readonly table: string;
  /** Size; decides the order of the jobs. */
  readonly bytes: number;
  /** A path that workers can open themselves, or a way to read the file here. */
  readonly source: { readonly opfsPath: string } | { read(): Promise<Uint8Array> };
  /** True if it is gzip-compressed. */
  readonly compressed: boolean;
  /** Format of the normalized files; default `arrow`. */
  readonly fileFormat?: LoaderFileFormat | undefined;
}

/** What the files of a package are normalized with. */
export interface NormalizerInput {
  readonly loadId: string;
  /** As it is before the package; not changed here. Extract may add hints to it as long as files are added. */
  readonly schema: StoredSchema;
  /** Files normalized at the same time; 1 still means a worker of its own. */
  readonly workers: number;
  /** Default `largest-first`. `grouped-by-name` deals all files to the workers at once, as dlt does; nothing begins before the last file is known. */
  readonly fileOrder?: "largest-first" | "grouped-by-name" | undefined;
  /** Files that a worker is given at a time; default 1. More than one cannot be taken by another worker that is free. */
  readonly ahead?: number | undefined;
  /** Rows after which a normalized file is closed. */
  readonly fileMaxItems?: number | undefined;
  readonly host: Pick<PipelineHost, "checkpoint">;
  readonly pool: NormalizePool;
  /**
   * Takes each normalized file once its columns are part of the schema. `extracted` is the file it came from, `schema` a
   * copy that is another one whenever something was added. The next job of that worker runs meanwhile.
   */
  onFile(file: NormalizedFile, extracted: ExtractedFile, schema: StoredSchema): Promise<void>;
  /** An extracted file is not read again. */
  onDone?(extracted: ExtractedFile): void;
  /** Told after each extracted file: files done, files in all so far, and rows per table so far. */
  onProgress?(progress: { readonly files: number; readonly total: number; readonly rows: Readonly<Record<string, number>> }): void;
}

export interface NormalizePackageInput extends NormalizerInput {
  readonly files: readonly ExtractedFile[];
}

/** One job as it ran, for the trace. Times in ms since the epoch, by the worker's clock. */
export interface NormalizeJobTiming {
  readonly file: string;
  readonly table: string;
  readonly worker: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly rows: number;
  /** True if the result was thrown away, because another worker had given a column another type in the meantime. */
  readonly discarded: boolean;
}

export interface NormalizedPackage {
  /** The new schema, with a new version if anything was added. */
  readonly schema: StoredSchema;
  /** Tables and columns that the package added. */
  readonly updates: readonly PartialTable[];
  /** Normalized rows per table. */
  readonly rowCounts: Readonly<Record<string, number>>;
  /** Columns `[table, column]` that held only nulls and so have no type. */
  readonly nullOnlyColumns: readonly (readonly [string, string])[];
  /** In the order in which they ended. */
  readonly jobs: readonly NormalizeJobTiming[];
}

/**
 * Normalizes the files of one package on the pool's workers. A file whose columns contradict those of a file that
 * came first is normalized again with the schema as it is by then.
 *
 * @throws the first error of a job (E420–E431), of `onFile`, or the reason of a stopped run; nothing is undone here
 */
export async function normalizePackage(input: NormalizePackageInput): Promise<NormalizedPackage> {
  const normalizer = new PackageNormalizer(input);
  for (const file of planNormalizeJobs(input.files)) normalizer.add(file);
  return normalizer.finish();
}
